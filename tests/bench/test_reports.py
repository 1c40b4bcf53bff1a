"""P3 and P16 of citizens' reports: what people ask costs the same, however long the history."""

import pytest
from django.db import connection

from accounts.permissions import Role
from feedback.models import Report
from portal.bench.queries import queries_of, touched
from portal.bench.reports import MOST, measure
from tests.factories import make_commune, make_staff

YEAR, YEARS = 1_000, 6
FACTOR = 2
# SQLite cannot tell that few reports of a box are of these weeks: 37 ms with 18 years in view.
GROWS = {"postgresql": set(), "sqlite": {"public map"}}
SLACK = {"postgresql": 80, "sqlite": 4_000}  # buffers, steps


@pytest.mark.django_db(transaction=True)
def test_pages_of_reports_cost_the_same_however_long_the_history() -> None:
    commune = make_commune()
    leader = make_staff(commune.one_stop, Role.LEADER)
    everything = Report.objects.filter(public_text__contains="cầu")
    small = measure(leader, YEAR, a_year=YEAR, rounds=1)
    small_scan = touched(queries_of(everything.count))
    large = measure(leader, YEAR * YEARS, a_year=YEAR, rounds=1)
    slack = SLACK[connection.vendor]
    grown = {
        name: (small[name].touched, cost.touched)
        for name, cost in large.items()
        if cost.touched > FACTOR * small[name].touched + slack
    }
    assert set(grown) == GROWS[connection.vendor], grown
    assert {name: cost.scanned for name, cost in large.items() if cost.scanned} == {}
    assert {name: cost.queries for name, cost in large.items() if cost.queries > MOST} == {}
    assert touched(queries_of(everything.count)) > FACTOR * small_scan + slack, "the guard bites"
