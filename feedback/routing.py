"""Which office answers for a report: the most exact row of the routes, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Unit
from feedback.models import Category, Route
from geo.models import Area


@dataclass(frozen=True)
class Routed:
    """`trace` tells each step in words; the last one decided."""

    unit: Unit
    trace: tuple[str, ...]


def unit_for(root_unit: Unit, category: Category, area: Area | None) -> Unit:
    return routed(root_unit, category, area).unit


def routed(root_unit: Unit, category: Category, area: Area | None) -> Routed:
    """The office with the reasons, as the test bench of the settings shows them."""
    if category.about_conduct:
        return Routed(root_unit, (f"Phản ánh về cán bộ: do lãnh đạo {root_unit.short_name} xem",))
    routes = {(one.category_id, one.area_id): one for one in _rows(root_unit, category, area)}
    trace = []
    for words, key in _most_exact_first(category, area):
        if route := routes.get(key):
            trace.append(f"{words}: giao {route.unit.short_name}")
            return Routed(route.unit, tuple(trace))
        trace.append(f"{words}: chưa có phân tuyến")
    inbox = triage_inbox(root_unit)
    return Routed(inbox, (*trace, f"Không có phân tuyến nào: giao {inbox.short_name} phân loại"))


def triage_inbox(root_unit: Unit) -> Unit:
    """The one-stop office, where somebody sorts what no route knows; without one the root."""
    offices = Unit.objects.filter(root=root_unit, kind=Unit.Kind.ONE_STOP)
    return offices.select_related("root").order_by("pk").first() or root_unit


def _rows(root_unit: Unit, category: Category, area: Area | None) -> list[Route]:
    rows = Route.objects.filter(
        Q(category=category) | Q(category=None), Q(area=area) | Q(area=None), root_unit=root_unit
    )
    return list(rows.select_related("unit__root"))


def _most_exact_first(
    category: Category, area: Area | None
) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    if area is not None:
        yield f"Loại “{category.name}” tại {area.name}", (category.pk, area.pk)
    yield f"Loại “{category.name}”", (category.pk, None)
    if area is not None:
        yield f"Mọi loại tại {area.name}", (None, area.pk)
    yield "Mọi loại, mọi nơi", (None, None)
