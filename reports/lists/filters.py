"""What stands above lists and tables of leaders: filters that are on, and what may be chosen."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from accounts.models import User
from dossiers.lateness.causes import CAUSES, cause_words
from procedures.memory import catalogue
from procedures.models import Channel
from reports.periods import CHOICES
from reports.scope import Scope
from reports.selections import CAUSE_GROUPS, MEASURES, NO_CAUSE, NOBODY, Selection

_GROUP_OF = {cause.code: cause.group for cause in CAUSES}
CAUSE_WORDS = (
    {NO_CAUSE: "Chưa nêu nguyên nhân"}
    | {cause.code: cause_words(cause.code) for cause in CAUSES}
    | {slug: f"Nhóm: {_GROUP_OF[codes[0]]}" for slug, codes in CAUSE_GROUPS.items()}
)

LATE_ONES = {"tre", "qua-han", "con-qua-han"}
EVERY_NAME = frozenset({"don-vi", "linh-vuc", "kenh", "nguyen-nhan"})


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A select of the form above a list."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter that is on and has no select; `url` is the list without it."""

    label: str
    url: str


def choices_of(
    selection: Selection, user: User, names: Container[str] = EVERY_NAME
) -> list[Choice]:
    """Unit, field, channel; of late ones the cause. Those that are named alone."""
    known, scope = catalogue(), selection.scope
    field = known.fields[selection.field].slug if selection.field else ""
    fields = sorted(
        (one.name, one.slug)
        for one in known.fields.values()
        if one.on_board or one.id == selection.field
    )
    found = [
        _choice("don-vi", "Đơn vị", _units(user), scope.office.code),
        _choice("linh-vuc", "Lĩnh vực", [("", "Mọi lĩnh vực"), *_turned(fields)], field),
        _choice("kenh", "Kênh nộp", [("", "Mọi kênh"), *_channels()], str(selection.channel or "")),
    ]
    if selection.measure in LATE_ONES:
        causes = [("", "Mọi nguyên nhân"), *CAUSE_WORDS.items()]
        found.append(_choice("nguyen-nhan", "Nguyên nhân", causes, selection.cause))
    return [choice for choice in found if choice.name in names]


def period_choice(selection: Selection) -> Choice | None:
    """The periods with a name; other days are two fields beside it."""
    if selection.period is None:
        return None
    return _choice("ky", "Kỳ", CHOICES.items(), selection.period.slug)


def chips_of(selection: Selection) -> list[Chip]:
    known = catalogue()
    labels = {
        "procedure": known.procedures[selection.procedure].title if selection.procedure else "",
        "holder": f"Người giữ: {_name(selection.holder)}" if selection.holder else "",
    }
    empty = {"procedure": None, "holder": ""}
    return [
        Chip(label, f"?{selection.but(**{name: empty[name]}).query()}")
        for name, label in labels.items()
        if label
    ]


def _name(username: str) -> str:
    if username == NOBODY:
        return "chưa giao"
    person = User.objects.filter(username=username, kind=User.Kind.STAFF).first()
    return str(person) if person else username


def title_of(selection: Selection) -> str:
    return MEASURES[selection.measure].label


def _units(user: User) -> list[tuple[str, str]]:
    """The own scope and its parts."""
    own = Scope.of(user)
    whole = (own.office.code, f"Cả {own.words}" if own.is_whole else own.words)
    parts = [(one.office.code, one.words) for one in own.parts if not one.alone]
    return [whole, *parts] if own.is_whole else [whole]


def _channels() -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in Channel.Method]


def _turned(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(value, label) for label, value in pairs]


def _choice(name: str, label: str, pairs: Iterable[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, [Option(value, text, value == chosen) for value, text in pairs])
