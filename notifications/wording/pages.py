"""What the pages of words show."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from notifications.kinds import KINDS, Audience, Kind
from notifications.models import Wording
from notifications.models.message import Channel
from notifications.wording.forms import WordsForm
from notifications.wording.own import EVERY_UNIT
from notifications.wording.places import Place, Scope
from notifications.wording.preview import Preview, preview_of
from notifications.wording.rendering import goes, words_for
from notifications.wording.services import check_switch_off
from notifications.wording.shipped import Words
from notifications.wording.variables import Phrase, Variable
from portal.lib.dates import full_moment
from portal.lib.errors import Refused

CHANNELS = (Channel.SMS, Channel.ZALO, Channel.EMAIL, Channel.INAPP)
_GROUPS = ((Audience.CITIZEN, "Tin cho người dân"), (Audience.STAFF, "Tin cho cán bộ"))


@dataclass(frozen=True)
class Cell:
    """One way of one kind; without `url` the matrix has none."""

    channel: str
    url: str = ""
    said: str = ""
    is_on: bool = True


@dataclass(frozen=True)
class KindRow:
    label: str
    must: bool
    cells: list[Cell]


@dataclass(frozen=True)
class VariableRow:
    name: str
    meaning: str
    example: str
    longest: int  # characters


@dataclass(frozen=True)
class VersionRow:
    number: int
    is_current: bool
    made: str
    title: str
    text: str
    is_on: bool


def matrix(scope: Scope) -> list[tuple[str, list[KindRow]]]:
    """Every kind and channel, with whose words they are now."""
    rows = Wording.objects.filter(
        root_unit_id__in={scope.writes_for, EVERY_UNIT}, is_current=True, language="vi"
    ).exclude(text="")
    written = {(row.root_unit_id, row.kind, row.channel): row.version for row in rows}
    rows_of = defaultdict(list)
    for kind in KINDS.values():
        if kind.channels:
            rows_of[kind.audience].append(_kind_row(scope, kind, written))
    return [(title, rows_of[who]) for who, title in _GROUPS]


def _kind_row(scope: Scope, kind: Kind, written: Mapping[tuple[int, str, str], int]) -> KindRow:
    cells = [
        _cell(scope, kind, channel, written) if channel in kind.channels else Cell(channel.label)
        for channel in CHANNELS
    ]
    return KindRow(kind.label, kind.must, cells)


def _cell(
    scope: Scope, kind: Kind, channel: Channel, written: Mapping[tuple[int, str, str], int]
) -> Cell:
    own = written.get((scope.writes_for, kind.code, channel.value))
    if own:
        said = f"mẫu riêng, bản {own}"
    else:
        shared = (EVERY_UNIT, kind.code, channel.value) in written
        said = "mẫu chung của tỉnh" if shared else "mẫu của cổng"
    return Cell(
        channel.label,
        reverse("notifications:words", args=[kind.code, channel.value, "vi"]),
        said,
        goes(kind.code, channel, scope.root_unit_id),
    )


def words_in_force(place: Place, language: str | None = None) -> Words:
    """What messages say now, in this language or in another one."""
    found = words_for(
        place.kind.code, place.channel, language or place.language, place.scope.root_unit_id
    )
    return found or Words("", "")


def page_context(place: Place, form: WordsForm | None) -> dict[str, Any]:
    """Everything but the form itself."""
    versions = list(
        Wording.objects.filter(**place.columns).select_related("made_by").order_by("-version")
    )
    return {
        "place": place,
        "heading": f"{place.kind.label}: {place.channel.label}",
        "languages": [
            (code, name, code == place.language) for code, name in Wording.Language.choices
        ],
        "is_on": goes(place.kind.code, place.channel, place.scope.root_unit_id),
        "stays_on": _why_it_stays_on(place),
        "variables": [_variable_row(one, place.language) for one in place.variables],
        "versions": [_version_row(row) for row in versions],
        "newest": versions[0].version if versions else 0,
        "has_own": any(row.is_current and row.text for row in versions),
        "twin": words_in_force(place, "en" if place.language == "vi" else "vi"),
        "preview": _preview(place, form),
    }


def _why_it_stays_on(place: Place) -> str:
    try:
        check_switch_off(place)
    except Refused as refused:
        return refused.message
    return ""


def _preview(place: Place, form: WordsForm | None) -> Preview | None:
    """Of what was typed; None while that cannot be filled."""
    if form is None or not form.is_bound:
        return preview_of(place, words_in_force(place))
    return preview_of(place, form.words) if form.is_valid() else None


def _variable_row(one: Variable, language: str) -> VariableRow:
    example, longest = (
        value.in_language(language) if isinstance(value, Phrase) else value
        for value in (one.example, one.longest)
    )
    return VariableRow(f"{{{one.name}}}", one.meaning, example.strip(), len(longest))


def _version_row(row: Wording) -> VersionRow:
    return VersionRow(
        row.version,
        row.is_current,
        f"{full_moment(row.made_at)}, {row.made_by or 'Hệ thống'}",
        row.title,
        row.text,
        row.is_on,
    )
