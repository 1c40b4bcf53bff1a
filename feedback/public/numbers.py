"""`/phan-anh/so-lieu/`: how many reports, by place and by kind, and whether promises were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.offices import offices
from feedback.figures import FEWEST, ReportFigures, figures, median_hours
from feedback.models import Category, Report
from feedback.models.report import ReportQuerySet
from feedback.public.choosing import DAYS
from feedback.public.words import category_name, lasted
from geo.models import Area
from portal.lib.kept import Kept
from portal.lib.money import dots

YEAR = 365
PERIODS = {int(days): words for days, words in DAYS if days}
MISSING = "—"
Cells = dict[int | None, ReportFigures]
Names = dict[int | None, str]


@dataclass(frozen=True)
class Fact:
    icon: str
    label: str
    value: str


@dataclass(frozen=True)
class Line:
    name: str
    cells: list[str]


@dataclass(frozen=True)
class Table:
    slug: str
    title: str
    head: str
    lines: list[Line]


@dataclass(frozen=True)
class Counted:
    """Of one period. By area and by category (0: all that are never public)."""

    whole: ReportFigures
    by_area: Cells
    by_category: Cells
    hours: float | None  # to the first answer, of half of them at most


@require_safe
def report_figures(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("tu", str(YEAR))
    days = int(asked) if asked.isdecimal() and int(asked) in PERIODS else YEAR
    found = _kept(days)()
    context = {
        "periods": PERIODS.items(),
        "days": days,
        "facts": _facts(found),
        "sentence": _sentence(found.whole),
        "tables": [_by_place(found), _by_kind(found)] if found.whole.received else [],
    }
    return render(request, "feedback/public/figures.html", context)


@lru_cache(maxsize=len(PERIODS))
def _kept(days: int) -> Kept[Counted]:
    return Kept(lambda: counted(days, at=timezone.now()), "RESULTS_KEPT_SECONDS")


def counted(days: int, *, at: datetime) -> Counted:
    reports = _received_since(at - timedelta(days=days))
    cells = figures(reports, "area_id", "category_id", at=at)
    private = {row.pk for row in Category.objects.all() if not row.may_be_public}
    by_area = _summed((area, one) for (area, _kind), one in cells.items())
    kinds = ((0 if kind in private else kind, one) for (_area, kind), one in cells.items())
    return Counted(
        ReportFigures.added(cells.values()) if cells else ReportFigures(),
        by_area,
        _summed(kinds),
        median_hours(reports).get(()),
    )


def _received_since(moment: datetime) -> ReportQuerySet:
    """Public or not, of every commune served here; of those about officers nobody is told."""
    roots = {office.root_id for office in offices().values()}
    found = Report.objects.filter(root_unit__in=roots, received_at__gte=moment, is_test=False)
    return found.filter(about_conduct=False)


def _summed(cells: Iterable[tuple[int | None, ReportFigures]]) -> Cells:
    found: Cells = {}
    for key, one in cells:
        found[key] = ReportFigures.added([found[key], one]) if key in found else one
    return found


def share(part: int, whole: int) -> str:
    """`94,6%`; a dash of nothing."""
    return f"{100 * part / whole:.1f}%".replace(".", ",") if whole else MISSING


def _sentence(whole: ReportFigures) -> str:
    if not whole.received:
        return _("Trong thời gian này chưa có phản ánh nào.")
    if not whole.promised:
        return _("Có %(n)s phản ánh, chưa cái nào đến hẹn trả lời.") % {"n": dots(whole.received)}
    return _("Có %(n)s phản ánh. Cứ 100 phản ánh đến hẹn thì %(kept)s được trả lời đúng hẹn.") % {
        "n": dots(whole.received),
        "kept": round(100 * whole.answered_in_time / whole.promised),
    }


def _facts(found: Counted) -> list[Fact]:
    whole = found.whole
    hours = lasted(timedelta(hours=found.hours)) if found.hours is not None else MISSING
    return [
        Fact("inbox", _("Đã nhận"), dots(whole.received)),
        Fact("clock-check", _("Trả lời đúng hẹn"), share(whole.answered_in_time, whole.promised)),
        Fact("eye", _("Đúng sự thật"), share(whole.found_true, whole.verified)),
        Fact("clock", _("Một nửa được trả lời trong"), hours),
    ]


def _cells(one: ReportFigures) -> list[str]:
    return [
        dots(one.received),
        dots(one.open),
        share(one.answered_in_time, one.promised),
        share(one.ended_in_time, one.ended),
        share(one.found_true, one.verified),
        dots(one.reopened),
        share(one.satisfied, one.rated) if one.rated >= FEWEST else MISSING,
    ]


def _by_place(found: Counted) -> Table:
    names: Names = dict(Area.objects.values_list("pk", "name"))
    lines = _lines(found.by_area, names | {None: _("Chưa rõ nơi")})
    return Table("theo-noi", _("Theo nơi"), _("Nơi"), lines)


def _by_kind(found: Counted) -> Table:
    names: Names = {row.pk: category_name(row) for row in Category.objects.all()}
    lines = _lines(found.by_category, names | {0: _("Việc riêng, không công khai")})
    return Table("theo-loai", _("Theo loại việc"), _("Loại việc"), lines)


def _lines(cells: Cells, names: Names) -> list[Line]:
    most_first = sorted(cells.items(), key=lambda one: (-one[1].received, names.get(one[0], "")))
    return [Line(names.get(key, MISSING), _cells(one)) for key, one in most_first]
