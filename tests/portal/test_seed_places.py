"""Borders, routes and canned texts of the demo commune."""

import pytest

from accounts.models import Unit
from feedback.categories import load_categories
from feedback.models import CannedText, Category, Route
from feedback.routing import unit_for
from geo.models import Area
from geo.services import area_at, lies_in, root_at
from portal.seed.citizen_places import seed_citizen_places
from portal.seed.people import seed_people
from tests.factories import MONDAY
from tests.feedback.factories import MARKET
from worktime.services import seed_calendars

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Unit:
    load_categories()
    return seed_people(seed_calendars())


def test_the_market_lies_in_the_second_hamlet_where_the_police_keep_the_road_free(
    root: Unit,
) -> None:
    seed_citizen_places(root, at=MONDAY)
    taken, pothole = (Category.objects.get(code=code) for code in ("lan-chiem", "duong-sa"))

    hamlet = area_at(*MARKET, root.pk)

    assert hamlet is not None
    assert hamlet.name == "Thôn 2"
    assert root_at(*MARKET) == root.pk
    assert not lies_in(11.2, 108.1, root.pk)
    assert unit_for(root, taken, hamlet).short_name == "Công an xã"
    assert unit_for(root, pothole, hamlet).short_name == "Phòng Kinh tế"


def test_seeding_again_changes_nothing(root: Unit) -> None:
    first = seed_citizen_places(root, at=MONDAY)
    made = [model.objects.count() for model in (Area, Route, CannedText)]

    assert first == "5 new areas, 18 new routes, 5 new canned texts"
    assert seed_citizen_places(root, at=MONDAY) == "0 new areas, 0 new routes, 0 new canned texts"
    assert [model.objects.count() for model in (Area, Route, CannedText)] == made
