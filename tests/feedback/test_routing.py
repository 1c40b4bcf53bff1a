"""Which office answers: the most exact route, and why."""

import pytest

from accounts.models import Unit
from feedback.models import Category, Route
from feedback.routing import routed
from geo.models import Area
from tests.factories import Commune
from tests.feedback.factories import make_category, send_report
from tests.geo.borders import draw, square


@pytest.fixture
def hamlet(commune: Commune) -> Area:
    return draw(commune.root, "THON-2", square(-0.05, -0.05, 0.1))


def route(commune: Commune, unit: Unit, category: Category | None, area: Area | None) -> None:
    Route.objects.create(root_unit=commune.root, unit=unit, category=category, area=area)


def test_the_most_exact_route_wins(commune: Commune, hamlet: Area) -> None:
    category = make_category()
    assert routed(commune.root, category, hamlet).unit == commune.one_stop
    for unit, key in (
        (commune.office, (None, None)),
        (commune.justice, (None, hamlet)),
        (commune.one_stop, (category, None)),
        (commune.root, (category, hamlet)),
    ):
        route(commune, unit, *key)
        assert routed(commune.root, category, hamlet).unit == unit
    assert routed(commune.root, category, None).unit == commune.one_stop
    assert routed(commune.root, make_category(), hamlet).unit == commune.justice
    assert routed(commune.root, make_category(), None).unit == commune.office


def test_the_trace_tells_every_step(commune: Commune, hamlet: Area) -> None:
    route(commune, commune.justice, None, hamlet)
    name = "Đường hư hỏng, ổ gà"
    assert routed(commune.root, make_category(), hamlet).trace == (
        f"Loại “{name}” tại THON-2: chưa có phân tuyến",
        f"Loại “{name}”: chưa có phân tuyến",
        "Mọi loại tại THON-2: giao Tư pháp - Hộ tịch",
    )


def test_what_no_route_knows_goes_to_where_it_is_sorted(commune: Commune) -> None:
    assert routed(commune.root, make_category(), None).trace[-1] == (
        "Không có phân tuyến nào: giao Trung tâm Phục vụ hành chính công phân loại"
    )


def test_what_is_about_officers_goes_past_every_route(commune: Commune, hamlet: Area) -> None:
    conduct = make_category(about_conduct=True, publication=Category.Publication.NEVER)
    route(commune, commune.justice, conduct, hamlet)
    assert routed(commune.root, conduct, hamlet).unit == commune.root


def test_a_report_goes_where_its_point_lies(commune: Commune, hamlet: Area) -> None:
    route(commune, commune.justice, None, hamlet)
    inside = send_report(commune)
    assert (inside.area, inside.unit) == (hamlet, commune.justice)
    outside = send_report(commune, lat=11.3)
    assert (outside.area, outside.unit) == (None, commune.one_stop)
