"""What lies near and may be the same matter."""

import math

import pytest

from accounts.models import User
from feedback.models import Category, Report
from feedback.nearby import nearby
from feedback.workflow import Action
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at
from tests.feedback.factories import MARKET, act_on, make_category, send_report

LAT, LONG = MARKET


def north(metres: float) -> dict[str, float]:
    return {"lat": LAT + metres / 111_195}


def east(metres: float) -> dict[str, float]:
    return {"long": LONG + metres / (111_195 * math.cos(math.radians(LAT)))}


def codes(
    category: Category, staff: User | None = None, when: str = "2026-11-23 09:00"
) -> list[str]:
    found = nearby(LAT, LONG, category, at=at(when), staff=staff)
    return [near.report.code for near in found]


def publish_all() -> None:
    Report.objects.update(published_at=MONDAY)


def test_near_ones_come_nearest_first_within_the_distance_of_the_category(
    commune: Commune, people: People
) -> None:
    category = make_category(near_metres=50)
    far = send_report(commune, category, **north(49))
    near = send_report(commune, category, **east(10))
    send_report(commune, category, **north(51))
    send_report(commune, category, **north(40), **east(40))  # in the box, not in the circle
    assert codes(category, people.leader) == [near.code, far.code]
    found = nearby(LAT, LONG, category, at=MONDAY, staff=people.leader)
    assert [one.metres for one in found] == [10, 49]


def test_at_most_five_of_the_same_group(commune: Commune, people: People) -> None:
    category, lamp = make_category(), make_category(group="utilities")
    same_group = make_category()
    send_report(commune, lamp)
    for _ in range(6):
        send_report(commune, same_group)
    assert len(codes(category, people.leader)) == 5
    assert len(codes(lamp, people.leader)) == 1


def test_citizens_are_offered_what_is_public_and_open(commune: Commune, people: People) -> None:
    category = make_category()
    report = send_report(commune, category)
    assert codes(category) == []
    publish_all()
    assert codes(category) == [report.code]
    Report.objects.update(unit=commune.root)
    act_on(report, Action.FIND_UNTRUE, by=people.leader, answer="Không có")
    assert codes(category) == []


def test_staff_see_what_was_answered_lately_too(commune: Commune, people: People) -> None:
    category = make_category(near_days=14)
    report = send_report(commune, category)
    Report.objects.update(unit=commune.root)
    act_on(report, Action.FIND_UNTRUE, by=people.leader, answer="Không có")
    assert codes(category, people.leader, when="2026-12-07 08:00") == [report.code]
    assert codes(category, people.leader, when="2026-12-07 08:01") == []


def test_no_distance_gives_a_rounded_point_or_a_private_matter_away(
    commune: Commune, people: People
) -> None:
    rounded = make_category(publication=Category.Publication.ROUNDED)
    conduct = make_category(about_conduct=True, publication=Category.Publication.NEVER)
    send_report(commune, rounded)
    send_report(commune, conduct)
    Report.objects.filter(category=rounded).update(published_at=MONDAY)
    assert codes(rounded) == []
    assert len(codes(rounded, people.leader)) == 1  # never those about officers
    assert codes(rounded, people.head) == []  # of another office


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_search_reads_no_whole_table(commune: Commune, people: People, is_staff: bool) -> None:
    category = make_category()
    send_report(commune, category)
    staff = people.leader if is_staff else None
    codes(category, staff)  # the offices are kept from here on
    with plans.cheap(most=1, tables=["feedback_report"]):
        codes(category, staff)
