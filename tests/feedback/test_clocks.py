"""The dates of a report: promised at receipt, never moved; the step begins anew.

Monday 05/10/2026 is a working day; the office works 7:00-11:30 and 13:30-17:00.
"""

import pytest

from accounts.offices import offices
from feedback.models import Category, Report
from feedback.services.apply import Act, apply
from feedback.workflow import Action, Status
from tests.dossiers.conftest import People
from tests.factories import Commune, at
from tests.feedback.factories import act_on, make_category, send_report

MONDAY = at("2026-10-05 08:00")
FRIDAY_EVENING = at("2026-10-09 20:15")


def test_forty_eight_hours_are_those_of_the_wall_clock(commune: Commune) -> None:
    report = send_report(commune, when=FRIDAY_EVENING)
    assert report.answer_due_at == at("2026-10-11 20:15")  # a Sunday evening


def test_a_category_may_promise_working_hours_instead(commune: Commune) -> None:
    category = make_category(answer_hours=16, answer_count=Category.Count.WORKING)
    report = send_report(commune, category, when=FRIDAY_EVENING)
    calendar = offices()[report.unit_id].calendar
    promised = calendar.working_minutes_between(report.received_at, report.answer_due_at)
    assert promised == 16 * 60
    assert report.answer_due_at > at("2026-10-13 00:00")


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        ("normal", "2026-10-14 17:00"),  # seven working days after Monday
        ("soon", "2026-10-08 17:00"),
        ("urgent", "2026-10-06 17:00"),
    ],
)
def test_the_whole_is_promised_in_working_days_of_the_severity(
    commune: Commune, severity: str, due: str
) -> None:
    assert send_report(commune, severity=severity, when=MONDAY).due_at == at(due)


def test_a_whole_of_no_days_ends_on_the_day_itself(commune: Commune) -> None:
    category = make_category(days_urgent=0, severity="urgent")
    assert send_report(commune, category, when=MONDAY).due_at == at("2026-10-05 17:00")


def test_the_promised_dates_survive_every_act(commune: Commune, people: People) -> None:
    """Transfer, another kind, forwarding, merging and reopening move neither (glpi 1911)."""
    report = send_report(commune, make_category(), when=MONDAY)
    promised = (report.received_at, report.answer_due_at, report.due_at)
    short = make_category(answer_hours=2, days_normal=1)
    leader, later = people.leader, at("2026-10-06 09:00")
    other = send_report(commune, make_category(), when=MONDAY)
    steps = (
        Act(Action.TRANSFER, leader, later, note="Nhầm", reason="wrong_unit", unit=commune.root),
        Act(Action.RECLASSIFY, leader, later, note="Nhầm", category=short, severity="urgent"),
        Act(Action.FORWARD, leader, later, agency="Điện lực", answer="Đã chuyển"),
        Act(Action.TAKE_BACK, leader, later, note="Đã trả lời"),
        Act(Action.FIND_TRUE, leader, later, note="Đúng"),
        Act(Action.ANSWER, leader, later, answer="Xong"),
        Act(Action.REOPEN, None, later, note="Chưa xong", as_reporter=True),
        Act(Action.MERGE, leader, later, other=other),
        Act(Action.SEPARATE, leader, later, note="Việc khác"),
    )
    for act in steps:
        report = apply(report.pk, act)
        report.refresh_from_db()
        assert (report.received_at, report.answer_due_at, report.due_at) == promised, act.action
    assert report.answered_at == later  # the first answer, of FORWARD, is never taken back


def test_the_step_lasts_the_hours_of_the_category_in_working_time(
    commune: Commune, people: People
) -> None:
    category = make_category(triage_hours=4, verify_hours=8, wait_hours=15)
    report = send_report(commune, category, when=MONDAY)
    assert report.step_due_at == at("2026-10-05 14:00")  # 3.5 hours until noon, half an hour after
    move_to_root(report, commune)
    report = act_on(report, Action.TAKE, by=people.leader, when=at("2026-10-05 10:00"))
    assert report.step_due_at == at("2026-10-06 10:00")
    report = act_on(report, Action.FIND_TRUE, by=people.leader, when=MONDAY, note="Đúng")
    assert report.step_due_at == report.due_at
    report = act_on(
        report, Action.FORWARD, by=people.leader, when=MONDAY, agency="Sở", answer="Đã chuyển"
    )
    assert report.step_due_at == at("2026-10-06 17:00")


def move_to_root(report: Report, commune: Commune) -> None:
    Report.objects.filter(pk=report.pk).update(unit=commune.root)


def test_work_after_the_date_of_the_whole_gets_as_long_again(
    commune: Commune, people: People
) -> None:
    report = send_report(commune, when=MONDAY)
    move_to_root(report, commune)
    late = at("2026-10-26 09:00")
    report = act_on(report, Action.FIND_TRUE, by=people.leader, when=late, note="Đúng")
    assert report.due_at < late
    assert report.step_due_at == at("2026-11-04 17:00")


def test_every_end_sets_when_it_ended_and_reopening_clears_it(
    commune: Commune, people: People
) -> None:
    report = send_report(commune, when=MONDAY)
    move_to_root(report, commune)
    noon = at("2026-10-05 11:00")
    report = act_on(report, Action.FIND_UNTRUE, by=people.leader, when=noon, answer="Không có hố")
    assert (report.closed_at, report.resolved_at, report.step_due_at) == (noon, noon, None)
    report = act_on(report, Action.CLOSE, by=None, when=at("2026-10-12 09:00"))
    assert (report.state, report.closed_at) == (Status.CLOSED, noon)
    report = act_on(
        report, Action.REOPEN, by=None, when=at("2026-10-13 09:00"), as_reporter=True, note="Vẫn hố"
    )
    assert (report.closed_at, report.reopenings, report.truth) == (None, 1, "")
    assert (report.answered_at, report.resolved_at) == (noon, noon)
    assert report.step_due_at == at("2026-10-13 15:00")
