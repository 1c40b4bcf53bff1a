"""Where words stand: one kind, one channel, one language, and for whom an administrator writes."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Unit, User
from accounts.offices import offices
from notifications.kinds import KINDS, Audience, Kind
from notifications.models import Wording
from notifications.models.message import Channel
from notifications.wording.own import EVERY_UNIT
from notifications.wording.variables import VARIABLES, Variable, variables_of

WRITTEN = (Channel.SMS, Channel.EMAIL, Channel.INAPP)  # Zalo speaks by templates of its own


@dataclass(frozen=True)
class Scope:
    """Whose words: those of one office, or of every unit when a province writes them."""

    root_unit_id: int
    office: str

    @property
    def writes_for(self) -> int:
        return EVERY_UNIT if self.is_every_unit else self.root_unit_id

    @property
    def name_in_sms(self) -> str:
        return offices()[self.root_unit_id].name_in_sms

    @property
    def is_every_unit(self) -> bool:
        return offices()[self.root_unit_id].kind == Unit.Kind.PROVINCE


@dataclass(frozen=True)
class Place:
    scope: Scope
    kind: Kind
    channel: Channel
    language: str

    @property
    def is_written(self) -> bool:
        return self.channel in WRITTEN

    @property
    def has_title(self) -> bool:
        return self.channel in {Channel.EMAIL, Channel.INAPP}

    @property
    def columns(self) -> dict[str, Any]:
        """Of its rows."""
        return {
            "root_unit_id": self.scope.writes_for,
            "kind": self.kind.code,
            "channel": self.channel.value,
            "language": self.language,
        }

    @property
    def variables(self) -> list[Variable]:
        return variables_of(self.kind.code)

    @property
    def needed(self) -> str:
        """The variable without which the words say nothing: which code, dossier or report."""
        if self.kind.brings_code:
            return VARIABLES["otp"].name
        if self.kind.audience is not Audience.CITIZEN:
            return ""
        about = next((key for key in ("code", "report") if key in self.kind.variables), "")
        return VARIABLES[about].name if about else ""


def scope_of(user: User) -> Scope:
    """Of an administrator, who belongs to a unit."""
    office = offices()[user.unit_id]  # type: ignore[index]  # staff have a unit
    root = offices()[office.root_id]
    return Scope(root.id, root.name)


def find_place(scope: Scope, kind: str, channel: str, language: str) -> Place | None:
    """None where the matrix has nothing."""
    found = KINDS.get(kind)
    if found is None or channel not in found.channels or language not in Wording.Language.values:
        return None
    return Place(scope, found, Channel(channel), language)
