"""Followers, neighbours' checks, ratings, wishes to take down."""

import pytest

from accounts.permissions import Role
from feedback.models import FixCheck, Report
from feedback.services.following import (
    ask_removal,
    check_fix,
    follow,
    rate,
    unfollow,
)
from feedback.workflow import Action
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at, make_citizen, make_commune, make_staff
from tests.feedback.factories import a_person, act_on, send_report


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    """Public, of a citizen with an account, with the leaders."""
    report = send_report(commune, person=a_person(user=people.citizen))
    Report.objects.filter(pk=report.pk).update(unit=commune.root, published_at=MONDAY)
    report.refresh_from_db()
    return report


def answered(report: Report, people: People) -> Report:
    return act_on(report, Action.FIND_UNTRUE, by=people.leader, answer="Không có ổ gà")


def test_following_twice_is_once_and_can_be_taken_back(report: Report, people: People) -> None:
    for _ in range(2):
        follow(report, people.stranger, at=MONDAY)
    assert report.followers_count == report.followers.count() == 1
    for _ in range(2):
        unfollow(report, people.stranger)
    assert report.followers_count == report.followers.count() == 0


def test_who_sent_it_or_a_twin_of_it_does_not_follow_it(
    report: Report, people: People, commune: Commune
) -> None:
    twin = send_report(commune, report.category, person=a_person(user=people.stranger))
    act_on(twin, Action.MERGE, by=people.leader, other=report)
    for person in (people.citizen, people.stranger):
        with pytest.raises(Refused) as refused:
            follow(report, person, at=MONDAY)
        assert refused.value.code == "own_report"


def test_what_is_over_or_not_public_is_not_followed(report: Report, people: People) -> None:
    Report.objects.filter(pk=report.pk).update(hidden_at=MONDAY)
    report.refresh_from_db()
    with pytest.raises(Refused):
        follow(report, people.stranger, at=MONDAY)
    Report.objects.filter(pk=report.pk).update(hidden_at=None)
    with pytest.raises(Refused):
        follow(answered(report, people), people.stranger, at=MONDAY)


def test_a_neighbour_says_once_an_answer_whether_it_was_mended(
    report: Report, people: People
) -> None:
    facts = {"is_fixed": False, "note": "Vẫn còn ổ gà", "at": MONDAY}
    with pytest.raises(Refused) as refused:
        check_fix(report, people.stranger, **facts)
    assert refused.value.code == "not_answered"
    ended = answered(report, people)
    check_fix(ended, people.stranger, **facts)
    with pytest.raises(Refused) as refused:
        check_fix(ended, people.stranger, **facts)
    assert (refused.value.code, refused.value.conflict) == ("already", True)
    again = act_on(ended, Action.REOPEN, by=people.leader, note="Xem lại")
    check_fix(answered(again, people), people.stranger, **facts | {"is_fixed": True})
    assert list(FixCheck.objects.values_list("is_fixed", flat=True)) == [False, True]


def test_neither_the_reporter_nor_the_offices_own_staff_confirm(
    report: Report, people: People
) -> None:
    ended = answered(report, people)
    for person, code in ((people.citizen, "own_report"), (people.head, "staff")):
        with pytest.raises(Refused) as refused:
            check_fix(ended, person, is_fixed=True, note="", at=MONDAY)
        assert refused.value.code == code
    elsewhere = make_staff(make_commune("H99.77", "xã Xa").office, Role.HEAD)
    check_fix(ended, elsewhere, is_fixed=True, note="", at=MONDAY)


def test_an_answer_is_rated_once_within_thirty_days(report: Report, people: People) -> None:
    with pytest.raises(Refused):
        rate(report, stars=5, note="", at=MONDAY)
    ended = answered(report, people)
    for stars in (0, 6):
        with pytest.raises(Refused) as refused:
            rate(ended, stars=stars, note="", at=MONDAY)
        assert refused.value.field == "stars"
    with pytest.raises(Refused, match="30 ngày"):
        rate(ended, stars=5, note="", at=at("2026-12-23 08:01"))
    rating = rate(ended, stars=4, note=" Nhanh ", at=at("2026-12-23 08:00"))
    assert (rating.stars, rating.note, rating.answer_seq) == (4, "Nhanh", ended.last_seq)
    with pytest.raises(Refused) as refused:
        rate(ended, stars=1, note="", at=MONDAY)
    assert refused.value.code == "already"


def test_every_answer_is_rated_for_itself_while_it_stands(report: Report, people: People) -> None:
    ended = answered(report, people)
    rate(ended, stars=1, note="", at=MONDAY)
    again = act_on(ended, Action.REOPEN, by=None, as_reporter=True, note="Chưa đúng")
    with pytest.raises(Refused):
        rate(again, stars=2, note="", at=MONDAY)
    rate(answered(again, people), stars=5, note="", at=MONDAY)
    assert list(report.ratings.values_list("stars", flat=True)) == [1, 5]


def test_anybody_asks_to_take_down_what_is_public(report: Report) -> None:
    with pytest.raises(Refused) as refused:
        ask_removal(report, reason=" ", phone="", at=MONDAY)
    assert refused.value.field == "reason"
    asked = ask_removal(report, reason="Thấy mặt con tôi", phone="+84905000111", at=MONDAY)
    assert (asked.done_at, report.removal_requests.get()) == (None, asked)
    Report.objects.filter(pk=report.pk).update(hidden_at=MONDAY)
    report.refresh_from_db()
    with pytest.raises(Refused):
        ask_removal(report, reason="Nữa", phone="", at=MONDAY)


def test_many_followers_are_counted_rightly(report: Report) -> None:
    for _ in range(3):
        follow(report, make_citizen(), at=MONDAY)
    report.refresh_from_db()
    assert report.followers_count == 3
