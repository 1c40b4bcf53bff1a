"""A country and a commune apart from the seeded ones."""

import pytest

from tests.worktime.decisions import DECIDED, decide
from tests.worktime.offices import WEEKDAYS
from worktime.models import Calendar
from worktime.services import create_calendar


@pytest.fixture
def country() -> Calendar:
    return create_calendar(code="QG", name="Cả nước", parent=None, by=None, at=DECIDED)


@pytest.fixture
def office(country: Calendar) -> Calendar:
    calendar = create_calendar(code="BA", name="Xã Bình An", parent=country, by=None, at=DECIDED)
    decide(calendar, hours=WEEKDAYS)
    return calendar
