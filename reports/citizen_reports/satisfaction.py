"""What reporters think of the answers: how many stars, in which words, what is left to mend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from accounts.offices import offices
from feedback.figures import FEWEST, ReportFigures, figures
from feedback.models import Rating
from portal.lib.dates import short_moment
from portal.lib.money import dots
from portal.lib.pages import keyset_page
from reports.citizen_reports.selections import ReportSelection
from reports.citizen_reports.stars import is_told, stars_words
from reports.drawing.bars import length
from reports.lists.tables import Cell, Line, Table
from reports.measures.shares import MISSING, Share
from reports.numbers import Number

MOST_STARS, LOW = 5, 2
UNMENDED = "chua-xu-ly"  # in the place of stars: low ones whose report nobody opened again
PAGE_SIZE = 20
_WHO = ("root_unit_id", "unit_id", "category__code", "category__name")


@dataclass(frozen=True)
class Ratings:
    """Of the reports of `asked`; `stars` is one of `1` to `5`, UNMENDED, or empty for all."""

    asked: ReportSelection
    stars: str = ""

    @classmethod
    def read(cls, asked: ReportSelection, stars: str) -> Self:
        known = {str(number) for number in range(1, MOST_STARS + 1)} | {UNMENDED}
        return cls(asked, stars if stars in known else "")

    def rows(self) -> QuerySet[Rating]:
        """Exactly what a number of the page counts."""
        found = Rating.objects.filter(report__in=self.asked.everything())
        if self.stars == UNMENDED:
            return found.filter(_unmended())
        return found.filter(stars=int(self.stars)) if self.stars else found

    def url(self) -> str:
        query = self.asked.query() + (f"&sao={self.stars}" if self.stars else "")
        return f"{reverse('reports:satisfaction')}?{query}"

    def number(self, count: int, of: str) -> Number:
        return Number(count, self.url() if count else "", of, noun="lượt đánh giá")


def _unmended() -> Q:
    """The answer was not liked, and it is still the last one."""
    as_it_was = Q(report__closed_at__isnull=False, report__resolved_at__lte=F("at"))
    return Q(stars__lte=LOW) & as_it_was


@dataclass(frozen=True)
class StarRow:
    words: str
    number: Number
    width: str
    kind: str


@dataclass(frozen=True)
class RatingRow:
    stars: str
    is_low: bool
    note: str
    url: str
    about: str
    unit: str
    at: str


@dataclass(frozen=True)
class SatisfactionPage:
    rated: Number
    mean: str
    satisfied: str
    few: str  # why there is no mean
    unmended: Number
    stars: list[StarRow]  # the best first
    tables: list[Table]
    rows: list[RatingRow]
    previous: str
    next: str


def page_of(chosen: Ratings, at: datetime, cursor: str) -> SatisfactionPage:
    everybody = Ratings(chosen.asked)
    found = {
        key: one
        for key, one in figures(chosen.asked.everything(), *_WHO, at=at).items()
        if one.rated
    }
    whole = ReportFigures.added(found.values())
    by_stars, unmended = _by_stars(everybody)
    page = keyset_page(
        chosen.rows().select_related("report__category"), "at",
        cursor=cursor, size=PAGE_SIZE, newest_first=True,
    )  # fmt: skip
    return SatisfactionPage(
        rated=everybody.number(whole.rated, "tất cả"),
        mean=stars_words(whole),
        satisfied=Share(whole.satisfied, whole.rated).words if is_told(whole) else MISSING,
        few=f"Dưới {FEWEST} lượt không tính điểm" if whole.rated and not is_told(whole) else "",
        unmended=Ratings(chosen.asked, UNMENDED).number(unmended, "chưa hài lòng, chưa xử lý lại"),
        stars=_star_rows(chosen.asked, by_stars),
        tables=_tables(chosen.asked, found),
        rows=[_row(rating) for rating in page.rows],
        previous=_address(chosen, page.previous_cursor),
        next=_address(chosen, page.next_cursor),
    )


def _address(chosen: Ratings, cursor: str) -> str:
    return f"{chosen.url()}&trang={cursor}" if cursor else ""


def _by_stars(everybody: Ratings) -> tuple[dict[int, int], int]:
    """One query."""
    lines = everybody.rows().order_by().values("stars")
    counted = list(lines.annotate(number=Count("pk"), low=Count("pk", filter=_unmended())))
    return {row["stars"]: row["number"] for row in counted}, sum(row["low"] for row in counted)


def _star_rows(asked: ReportSelection, counts: Mapping[int, int]) -> list[StarRow]:
    most = max(counts.values(), default=0)
    rows = []
    for stars in range(MOST_STARS, 0, -1):
        count = counts.get(stars, 0)
        number = Ratings(asked, str(stars)).number(count, f"{stars} sao")
        kind = "late" if stars <= LOW else "plain"
        rows.append(StarRow(f"{stars} sao", number, length(count, most), kind))
    return rows


def _row(rating: Rating) -> RatingRow:
    report = rating.report
    return RatingRow(
        stars=f"{rating.stars}/{MOST_STARS}",
        is_low=rating.stars <= LOW,
        note=rating.note,
        url=reverse("feedback:desk-report", args=[report.code]),
        about=f"{report.category.name} · {report.code}",
        unit=offices()[report.unit_id].short_name,
        at=short_moment(rating.at),
    )


# --- tables ---------------------------------------------------------------------------------------

_Key = tuple[Any, ...]
_Named = tuple[str, ReportSelection]


def _tables(asked: ReportSelection, found: Mapping[_Key, ReportFigures]) -> list[Table]:
    parts = {part.office.id: part for part in asked.scope.parts}

    def unit(key: _Key) -> _Named:
        part = parts[asked.scope.part_of(key[0], key[1])]
        return part.words, asked.but(scope=part)

    def kind(key: _Key) -> _Named:
        return key[3], asked.but(category=key[2])

    return [_table("Đơn vị", _grouped(found, unit)), _table("Loại phản ánh", _grouped(found, kind))]


def _grouped(
    found: Mapping[_Key, ReportFigures], name: Callable[[_Key], _Named]
) -> list[tuple[_Named, ReportFigures]]:
    groups: dict[str, list[ReportFigures]] = {}
    about: dict[str, _Named] = {}
    for key, one in found.items():
        named = name(key)
        groups.setdefault(named[1].query(), []).append(one)
        about[named[1].query()] = named
    return [(about[query], ReportFigures.added(several)) for query, several in groups.items()]


def _table(title: str, lines: Iterable[tuple[_Named, ReportFigures]]) -> Table:
    """Where there are most ratings first; nobody is ranked."""
    ordered = sorted(lines, key=lambda one: (-one[1].rated, one[0][0]))
    heads = [title, "Lượt", "Điểm trung bình", "Hài lòng"]
    return Table(title, heads, [_line(*named, counted) for named, counted in ordered])


def _line(name: str, asked: ReportSelection, counted: ReportFigures) -> Line:
    satisfied = Share(counted.satisfied, counted.rated)
    cells = [
        Cell(dots(counted.rated), Ratings(asked).url()),
        Cell(stars_words(counted)),
        Cell(satisfied.words if is_told(counted) else MISSING),
    ]
    return Line(name, "", cells)
