"""P9 in the small: the points are there, next to what they are measured by, and agree."""

import pytest

from portal.bench.legal_clock import run

pytestmark = pytest.mark.django_db


def test_the_table_and_the_loop_give_the_same_dates_and_every_point_has_its_goal() -> None:
    loop, *points = run(rounds=1, cases=300)
    assert loop.goal is None
    assert [point.goal.code for point in points if point.goal] == ["P9", "P9", "P9"]
    assert [point.errors for point in points] == [0, 0, 0]
    assert all(point.ratio for point in points)
