"""Warnings about the dates of reports: who is told, once a rung, and when it is silent.

A report of Monday 05/10/2026 8:00 is to be answered by Wednesday 8:00 and done by Wednesday 14/10.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.absences.declaring import Away, declare_absence
from accounts.permissions import Role
from feedback.ladder.climbing import climb
from feedback.models import Category, Report, ReportRung
from feedback.workflow import Action
from notifications.models import Message
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import Commune, at, make_staff
from tests.feedback.factories import act_on, make_category, send_report

MONDAY = at("2026-10-05 08:00")
ANSWER_DUE = at("2026-10-07 08:00")
HOLDER, HEAD, LEADER = "Phạm Quốc Bảo", "Đỗ Văn Thu", "Trần Văn Dũng"
Clock = ReportRung.Clock


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    """In the hands of the specialist; its step lasts as long as the whole."""
    report = send_report(commune, when=MONDAY)
    Report.objects.filter(pk=report.pk).update(unit=commune.justice)
    act_on(report, Action.ASSIGN, by=people.head, when=MONDAY, assignee=people.specialist)
    Report.objects.filter(pk=report.pk).update(step_due_at=None)
    report.refresh_from_db()
    return report


def told() -> list[tuple[str, str]]:
    """Who was told what, in the order of telling."""
    found = Message.objects.filter(channel="inapp", event__startswith="reports:")
    rows = found.order_by("created_at", "id").values_list("user__full_name", "kind")
    return [(name, kind.removeprefix("report_")) for name, kind in rows]


def rungs(report: Report, clock: Clock = Clock.ANSWER) -> list[str]:
    return list(report.rungs.filter(clock=clock).order_by("id").values_list("rung", flat=True))


def climb_all_day(*days: str) -> None:
    """The timer as it beats, every half hour, day and night."""
    for day in days:
        for beat in range(48):
            climb(at(f"{day} 00:00") + timedelta(minutes=30 * beat))


def test_a_week_of_beats_tells_every_rung_once_and_higher_each_time(report: Report) -> None:
    climb_all_day("2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08")
    assert rungs(report) == ["d-1", "h-4", "over", "over+1"]
    assert told() == [
        (HOLDER, "due_soon"),
        (HOLDER, "due_soon"),
        (HOLDER, "overdue"),
        (HEAD, "overdue"),
        (HOLDER, "overdue"),
        (HEAD, "overdue"),
        (LEADER, "overdue"),
    ]
    assert all(7 <= (row.at + timedelta(hours=7)).hour <= 17 for row in report.rungs.all())


def test_the_notice_names_report_kind_date_and_time_left(report: Report) -> None:
    climb(at("2026-10-06 16:30"))
    message = Message.objects.get(channel="inapp", event__startswith="reports:")
    words = f"{message.title} {message.text}".replace("\u00a0", " ")
    for part in (report.code, "Đường hư hỏng, ổ gà", "1 giờ 30 phút", "8:00 07/10/2026"):
        assert part in words
    assert message.link == f"/cb/phan-anh/{report.code}/"
    assert "Sáu" not in words


def test_the_first_answer_ends_its_ladder(report: Report, people: People) -> None:
    act_on(report, Action.REPLY, by=people.specialist, when=MONDAY, answer="Sẽ đến xem")
    climb_all_day("2026-10-06", "2026-10-07", "2026-10-08")
    assert told() == []
    climb_all_day("2026-10-13", "2026-10-14", "2026-10-15")
    assert rungs(report, Clock.WHOLE) == ["d-2", "d-1", "h-4", "over", "over+1"]


def test_the_date_that_was_missed_silences_those_behind_it(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(step_due_at=at("2026-10-07 09:00"))
    climb_all_day("2026-10-08", "2026-10-09")
    assert {row.clock for row in report.rungs.all()} == {Clock.ANSWER}


def test_the_step_has_a_ladder_that_stops_when_the_report_moves(
    report: Report, people: People
) -> None:
    Report.objects.filter(pk=report.pk).update(step_due_at=at("2026-10-05 16:00"))
    climb(at("2026-10-05 16:30"))
    assert rungs(report, Clock.STEP) == ["h-4", "over"]
    act_on(report, Action.FIND_TRUE, by=people.specialist, when=at("2026-10-05 16:40"), note="Đúng")
    assert climb(at("2026-10-05 16:50")) == 0


def test_an_end_silences_everything(report: Report, people: People) -> None:
    act_on(report, Action.FIND_UNTRUE, by=people.specialist, when=MONDAY, answer="Không có")
    climb_all_day("2026-10-06", "2026-10-07", "2026-10-15")
    assert told() == []


def test_what_came_on_a_weekend_is_told_when_the_office_opens(commune: Commune) -> None:
    """Due at Monday 8:20; no rung lies between Saturday and then."""
    make_staff(commune.one_stop, Role.RECEPTIONIST, full_name="Ngô Thị Mận")
    report = send_report(commune, when=at("2026-10-03 08:20"))
    for silent in ("2026-10-03 09:00", "2026-10-04 09:00", "2026-10-05 06:30"):
        assert climb(at(silent)) == 0
    assert climb(at("2026-10-05 07:30")) == 1
    assert climb(at("2026-10-05 07:40")) == 0
    assert rungs(report) == ["h-4"]
    assert told() == [("Ngô Thị Mận", "due_soon")]


def test_after_days_of_silence_only_the_highest_rung_is_told(report: Report) -> None:
    climb(at("2026-10-12 09:00"))
    assert told() == [(HOLDER, "overdue"), (HEAD, "overdue"), (LEADER, "overdue")]
    assert rungs(report) == ["d-1", "h-4", "over", "over+1", "over+2", "over+3"]
    assert climb(at("2026-10-12 09:10")) == 0


def test_what_nobody_holds_is_told_to_those_who_give_work_out(
    report: Report, people: People
) -> None:
    Report.objects.filter(pk=report.pk).update(assignee=None)
    climb(at("2026-10-06 16:30"))
    assert told() == [(HEAD, "due_soon")]


def test_an_absent_holders_deputy_hears_for_whom(report: Report, people: People) -> None:
    away = Away(at("2026-10-06 00:00").date(), at("2026-10-06 00:00").date())
    declare_absence(
        people.specialist, away, deputy=people.colleague, by=people.specialist, at=MONDAY
    )
    climb(at("2026-10-06 16:30"))
    message = Message.objects.get(channel="inapp", event__startswith="reports:")
    assert message.user == people.colleague
    assert "thay anh/chị P. Bảo" in f"{message.title} {message.text}"


def test_of_reports_about_officers_only_those_hear_who_may_read_them(
    commune: Commune, people: People
) -> None:
    conduct = make_category(about_conduct=True, publication=Category.Publication.NEVER)
    send_report(commune, conduct, when=MONDAY)
    climb(at("2026-10-09 09:00"))
    assert {name for name, _ in told()} == {LEADER}


def test_tests_of_programs_are_silent(commune: Commune, people: People) -> None:
    send_report(commune, when=MONDAY, is_test=True)
    assert climb(at("2026-10-09 09:00")) == 0


def test_what_is_neither_near_nor_late_costs_nothing(report: Report, people: People) -> None:
    Report.objects.filter(pk=report.pk).update(answered_at=MONDAY)
    with plans.cheap(most=4, tables=["feedback_report"]):
        assert climb(at("2026-10-05 09:00")) == 0


@pytest.mark.django_db(transaction=True)
def test_timers_at_once_tell_every_report_exactly_once(commune: Commune, people: People) -> None:
    category, beats = make_category(), 3
    reports = [send_report(commune, category, when=MONDAY) for _ in range(8)]
    start = Barrier(beats)

    def beat(number: int) -> int:
        start.wait()
        try:
            return climb(at("2026-10-12 09:00") + timedelta(seconds=number))
        finally:
            connection.close()

    with ThreadPoolExecutor(beats) as pool:
        number = sum(pool.map(beat, range(beats)))
    number += climb(at("2026-10-12 09:10"))  # what they left to one another
    assert number == len(reports)
    about = Message.objects.filter(channel="inapp", user=people.receptionist)
    assert sorted(about.values_list("subject_code", flat=True)) == sorted(r.code for r in reports)
