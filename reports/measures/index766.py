"""The index of QĐ 766 for one office and period: every indicator with what it is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from accounts.models import Unit
from accounts.offices import offices
from procedures.models import ProcedureVersion
from reports.counting.figures import Figures
from reports.measures.marks import Group, Mark, Marks, marks_on
from reports.measures.petitions import Petitions, petitions_of
from reports.measures.ratios import KINDS, NO_DATA, Facts, by_procedure
from reports.measures.scoring import Line, Score, points_for
from reports.measures.shares import NOTHING, Share
from reports.measures.supply import offered, supply_of
from reports.measures.targets import FULL, GRADE, targets_of
from reports.periods import Period
from reports.scope import Scope

FOR_COMMUNES = "Không áp dụng cho cấp xã, tính điểm tối đa"
NOT_OF_AN_OFFICE = "Chỉ tính cho cả xã, cả tỉnh"
NO_PETITION = "Không có phản ánh, kiến nghị nào trong kỳ, tính điểm tối đa"
_OF_CATALOGUE = {"noi-dung-day-du", "cung-cap", "phat-sinh"}


@dataclass(frozen=True)
class GroupScore:
    name: str
    lines: list[Line]

    @property
    def score(self) -> Score:
        return Score.of(self.lines)


@dataclass(frozen=True)
class Index:
    groups: list[GroupScore]
    grade: str  # empty while it hangs on what is missing
    source: str

    @property
    def score(self) -> Score:
        return Score.of(self.lines)

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True)
class Known:
    """What lines are made of. `no_petition`: nobody complained of a procedure or an officer."""

    scope: Scope
    shares: Mapping[str, Share]
    settings: Mapping[str, Decimal]
    no_petition: bool


# Shares that follow from figures alone, of any unit or procedure.
OF_FIGURES: dict[str, Callable[[Figures], Share]] = {
    "tien-do": lambda row: Share(row.closed_in_time, row.received),
    "truc-tuyen": lambda row: KINDS["truc-tuyen"].of(Facts(row)),
    "ket-qua-dien-tu": lambda row: KINDS["ket-qua-dien-tu"].of(Facts(row)),
    "so-hoa": lambda row: KINDS["so-hoa"].of(Facts(row)),
}


def index_of(scope: Scope, period: Period, until: datetime, *, conduct: bool = False) -> Index:
    """Five queries. `until`: as `counting.figures.totals`, `conduct`: as `petitions_of`."""
    marks = marks_on(period.last)
    rows = by_procedure(scope, period, until)
    settings = targets_of(scope, period.last)
    petitions = petitions_of(scope, period, until, conduct=conduct)
    known = Known(scope, _shares(scope, rows, petitions), settings, not petitions.service.received)
    groups, first = [], 1
    for group in marks.groups:
        lines = _lines(group, first, known)
        groups.append(GroupScore(group.name, lines))
        first += len(lines)
    return Index(groups, _grade(groups, marks, settings), marks.source)


def _shares(scope: Scope, rows: Mapping[int, Figures], petitions: Petitions) -> dict[str, Share]:
    figures, supply = Figures.added(rows.values()), supply_of(scope, rows)
    answers = petitions.service
    found = {slug: share(figures) for slug, share in OF_FIGURES.items()}
    found |= {"cung-cap": supply.online, "phat-sinh": supply.used}
    found |= {"dong-bo": Share(None, figures.received), "khai-thac": Share(None, figures.received)}
    found["thanh-toan"] = Share(None, figures.with_fee)
    found["phan-anh-dung-han"] = Share(answers.answered_in_time, answers.promised)
    found["hai-long-phan-anh"] = Share(answers.satisfied, answers.rated)
    if scope.is_whole:
        found["noi-dung-day-du"] = described()
    return found


def described() -> Share:
    """Procedures taken here whose version in force says everything, nothing under review."""
    own = [one.version_id or 0 for one in offered()]
    full = ProcedureVersion.objects.filter(pk__in=own, is_full=True, uncertain="")
    return Share(full.count(), len(own))


def _lines(group: Group, first: int, known: Known) -> list[Line]:
    return [_line(mark, number, known) for number, mark in enumerate(group.marks, start=first)]


def _line(mark: Mark, number: int, known: Known) -> Line:
    scope, share = known.scope, known.shares.get(mark.slug, NOTHING)
    full_at = known.settings.get(FULL + mark.slug, mark.full_at)
    points, note = points_for(share, mark.most, full_at), ""
    if points is None:
        note = NO_DATA if scope.is_whole or mark.slug not in _OF_CATALOGUE else NOT_OF_AN_OFFICE
    if mark.full_if_none and known.no_petition:
        points, note = mark.most, NO_PETITION
    if not mark.for_communes and _is_of_commune(scope):
        points, note = mark.most, FOR_COMMUNES
    return Line(number, mark.slug, mark.label, mark.means, mark.most, points, share, note)


def _is_of_commune(scope: Scope) -> bool:
    return offices()[scope.office.root_id].kind == Unit.Kind.COMMUNE


def _grade(groups: list[GroupScore], marks: Marks, settings: Mapping[str, Decimal]) -> str:
    steps = [(one.name, settings.get(GRADE + one.slug, one.points)) for one in marks.grades]
    return Score.of(line for group in groups for line in group.lines).grade(steps, marks.lowest)
