"""Which area and which commune a point lies in, the same by shapely and by PostGIS."""

import random

import pytest
import shapely

from geo.models import Area
from geo.services import area_at, has_borders, lies_in, root_at
from tests.factories import Commune, make_commune
from tests.geo.borders import LAT, LONG, draw, square
from tests.plans import cheap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("backend")]
WHOLE = Area.Kind.WHOLE
HOLE = [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]]
METRE = 1 / 111_320


def _ring(size: float = 0.01) -> dict[str, object]:
    """A square with a square hole, four sides wide."""
    around = [[[LONG + x * size, LAT + y * size] for x, y in ring] for ring in HOLE]
    return {"type": "Polygon", "coordinates": around}


def test_the_smallest_area_around_a_point_is_the_one(commune: Commune) -> None:
    draw(commune.root, "xa", square(0, 0, 0.04), kind=WHOLE)
    hamlet = draw(commune.root, "t1", square(0, 0, 0.02))
    zone = draw(commune.root, "cho", square(0, 0, 0.005), kind=Area.Kind.ZONE)

    assert area_at(LAT + 0.003, LONG + 0.003, commune.root.pk) == zone
    assert area_at(LAT + 0.01, LONG + 0.01, commune.root.pk) == hamlet
    whole = area_at(LAT + 0.03, LONG + 0.03, commune.root.pk)
    assert whole is not None
    assert whole.kind == WHOLE
    assert area_at(LAT + 0.05, LONG + 0.03, commune.root.pk) is None


def test_a_point_in_the_bounding_box_but_not_in_the_area_is_outside(commune: Commune) -> None:
    draw(commune.root, "vanh", _ring())

    assert area_at(LAT + 0.02, LONG + 0.02, commune.root.pk) is None
    assert area_at(LAT + 0.005, LONG + 0.02, commune.root.pk) is not None


@pytest.mark.parametrize("spot", [(0, 0), (0, 0.01), (0.02, 0.02), (0.01, 0.02)])
def test_a_point_on_the_border_is_inside(commune: Commune, spot: tuple[float, float]) -> None:
    draw(commune.root, "t1", square(0, 0, 0.02))

    assert area_at(LAT + spot[0], LONG + spot[1], commune.root.pk) is not None


def test_on_a_shared_border_the_same_one_of_two_equal_areas_answers(commune: Commune) -> None:
    west = draw(commune.root, "tay", square(0, 0, 0.02))
    draw(commune.root, "dong", square(0.02, 0, 0.02))

    assert area_at(LAT + 0.01, LONG + 0.02, commune.root.pk) == west


def test_areas_out_of_use_and_of_other_communes_do_not_answer(commune: Commune) -> None:
    other = make_commune("H99.13", "xã Hòa Bình")
    hamlet = draw(commune.root, "t1", square(0, 0, 0.02))
    draw(commune.root, "xa", square(0, 0, 0.04), kind=WHOLE)
    assert area_at(LAT + 0.01, LONG + 0.01, other.root.pk) is None

    Area.objects.filter(pk=hamlet.pk).update(is_active=False)
    found = area_at(LAT + 0.01, LONG + 0.01, commune.root.pk)
    assert found is not None
    assert found.code == "xa"


def test_a_point_finds_the_commune_whose_borders_it_lies_in(commune: Commune) -> None:
    other = make_commune("H99.13", "xã Hòa Bình")
    draw(commune.root, "xa", square(0, 0, 0.02), kind=WHOLE)
    draw(other.root, "xa", square(0.02, 0, 0.02), kind=WHOLE)
    draw(other.root, "t1", square(0, 0, 0.01))  # a hamlet is no commune

    assert root_at(LAT + 0.005, LONG + 0.005) == commune.root.pk
    assert root_at(LAT + 0.01, LONG + 0.03) == other.root.pk
    assert root_at(LAT + 1, LONG) is None


def test_of_a_province_and_its_commune_the_commune_answers(commune: Commune) -> None:
    province = make_commune("H99", "tỉnh Bình Minh").root
    draw(province, "tinh", square(-1, -1, 2), kind=WHOLE)
    draw(commune.root, "xa", square(0, 0, 0.02), kind=WHOLE)

    assert root_at(LAT + 0.01, LONG + 0.01) == commune.root.pk
    assert root_at(LAT + 0.05, LONG + 0.05) == province.pk


def test_who_stands_some_steps_beyond_the_border_still_belongs_here(commune: Commune) -> None:
    assert not has_borders(commune.root.pk)
    draw(commune.root, "xa", square(0, 0, 0.02), kind=WHOLE)
    assert has_borders(commune.root.pk)

    assert lies_in(LAT - 29 * METRE, LONG + 0.01, commune.root.pk)
    assert not lies_in(LAT - 32 * METRE, LONG + 0.01, commune.root.pk)
    assert not lies_in(LAT - METRE, LONG + 0.01, commune.root.pk, metres=0)


def test_a_new_border_answers_at_once(commune: Commune) -> None:
    draw(commune.root, "t1", square(0, 0, 0.02))
    assert area_at(LAT + 0.01, LONG + 0.01, commune.root.pk) is not None

    draw(commune.root, "t1", square(0.05, 0, 0.02))

    assert area_at(LAT + 0.01, LONG + 0.01, commune.root.pk) is None


def test_five_hundred_points_find_what_each_area_asked_by_itself_says(commune: Commune) -> None:
    """Against shapely without boxes, without preparing and without order."""
    chance = random.Random(5)
    areas = [draw(commune.root, f"t{number}", _ring(0.003 + 0.002 * number)) for number in range(4)]
    shapes = {area.pk: shapely.from_wkb(bytes(area.shape)) for area in areas}
    for _ in range(500):
        lat, long = LAT + chance.uniform(-0.005, 0.045), LONG + chance.uniform(-0.005, 0.045)
        around = [pk for pk, shape in shapes.items() if shape.covers(shapely.Point(long, lat))]
        expected = min(around, key=lambda pk: shapes[pk].area, default=None)
        found = area_at(lat, long, commune.root.pk)
        assert (found.pk if found else None) == expected


def test_a_point_costs_one_query_that_reads_no_whole_table(commune: Commune) -> None:
    draw(commune.root, "xa", square(0, 0, 0.02), kind=WHOLE)

    with cheap(most=1, tables=("geo_area",)):
        area_at(LAT + 0.01, LONG + 0.01, commune.root.pk)
    with cheap(most=1, tables=("geo_area",)):
        root_at(LAT + 0.01, LONG + 0.01)
