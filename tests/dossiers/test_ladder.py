"""The ladder at work: who is told, once a rung, and when it is silent.

A dossier of three working days received on Monday 05/10/2026 is due on Thursday 08/10 at 17:00;
its examination, which has half of the time, earlier.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.absences.declaring import Away, declare_absence
from accounts.models import User
from accounts.permissions import Role
from dossiers.deadlines import accept_by
from dossiers.ladder.climbing import climb
from dossiers.models import Dossier, LadderRung
from dossiers.services import apply
from dossiers.workflow import Action
from notifications.kinds import KINDS
from notifications.models import Message
from tests import plans
from tests.dossiers.clocks import asked, examined
from tests.dossiers.staff import Town
from tests.factories import at, make_received, make_staff, make_submitted

MONDAY = at("2026-10-05 08:00")
DUE = at("2026-10-08 17:00")
LATE = at("2026-10-09 08:00")
Clock = LadderRung.Clock


def with_specialist(town: Town) -> Dossier:
    return examined(town, when=MONDAY)


def submitted(town: Town) -> Dossier:
    """Online on Thursday at 10:00, to be answered within eight working hours."""
    when = at("2026-10-08 10:00")
    dossier = make_submitted(town.commune, town.procedure, when=when)
    limit = accept_by(town.commune.one_stop, when)
    Dossier.objects.filter(pk=dossier.pk).update(accept_by=limit, act_by=limit)
    return dossier


def told(dossier: Dossier | None = None) -> list[tuple[str, str]]:
    """Who was told what, in the order of telling."""
    found = Message.objects.filter(channel=Message.Channel.INAPP, event__startswith="ladder:")
    if dossier is not None:
        found = found.filter(subject_code=dossier.display_code)
    return list(found.order_by("created_at", "id").values_list("user__full_name", "kind"))


def rungs(dossier: Dossier, clock: Clock = Clock.LEGAL) -> list[str]:
    found = dossier.rungs.filter(clock=clock).order_by("id")
    return list(found.values_list("rung", flat=True))


def climb_all_day(*days: str) -> None:
    """The timer as it beats: every ten minutes, day and night."""
    for day in days:
        start = at(f"{day} 00:00")
        for beat in range(24 * 6):
            climb(start + timedelta(minutes=10 * beat))


WEEK = ["2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-11"]


# --- each rung, once, in time ---------------------------------------------------------------------


def test_a_week_of_beats_tells_every_rung_once(town: Town) -> None:
    dossier = with_specialist(town)
    assert dossier.act_by == DUE
    Dossier.objects.filter(pk=dossier.pk).update(stage_due_at=None)
    climb_all_day(*WEEK)
    holder, head = "Phạm Quốc Bảo", "Đỗ Văn Thu"
    assert told() == [
        (holder, "due_soon"),
        (holder, "due_soon"),
        (holder, "due_soon"),
        (holder, "overdue"),
        (head, "overdue"),
        (holder, "overdue"),
        (head, "overdue"),
    ]
    assert rungs(dossier) == ["d-2", "d-1", "h-4", "over", "over+1"]
    for rung in dossier.rungs.all():
        assert 7 <= (rung.at + timedelta(hours=7)).hour <= 17


def test_the_notice_names_dossier_date_and_time_left(town: Town) -> None:
    dossier = with_specialist(town)
    climb(at("2026-10-08 14:00"))
    message = Message.objects.get(channel=Message.Channel.INAPP, event__contains=":legal:")
    words = f"{message.title} {message.text}".replace("\u00a0", " ")
    for part in (dossier.code, "3 giờ", "17:00 08/10/2026"):
        assert str(part) in words
    assert message.link == f"/cb/ho-so/{dossier.code}/"


def test_notices_know_every_variable_of_their_words(town: Town) -> None:
    with_specialist(town)
    User.objects.update(email="can-bo@binhan.example")
    climb(at("2026-10-08 14:00"))
    climb(LATE)
    found = Message.objects.filter(kind__in=["due_soon", "overdue"])
    assert {(row.kind, row.channel) for row in found} == {
        (kind, channel) for kind in ("due_soon", "overdue") for channel in KINDS[kind].channels
    }
    assert not found.exclude(failure="").exists()


def test_the_stage_has_a_ladder_of_its_own_until_the_whole_is_late(town: Town) -> None:
    dossier = with_specialist(town)
    due = at("2026-10-07 10:00")
    Dossier.objects.filter(pk=dossier.pk).update(stage_due_at=due)
    climb_all_day(*WEEK)
    assert rungs(dossier, Clock.STAGE) == ["d-2", "d-1", "h-4", "over", "over+1"]
    assert rungs(dossier) == ["d-2", "d-1", "h-4", "over", "over+1"]


def test_one_look_tells_a_dossier_once_though_both_dates_are_near(town: Town) -> None:
    dossier = with_specialist(town)
    Dossier.objects.filter(pk=dossier.pk).update(stage_due_at=at("2026-10-08 15:00"))
    climb(at("2026-10-08 14:00"))
    assert told() == [("Phạm Quốc Bảo", "due_soon")]
    assert Message.objects.get(channel="inapp", event__startswith="ladder").event.split(":")[2] == (
        "legal"
    )
    assert climb(at("2026-10-08 14:10")) == 0


def test_nothing_is_told_outside_the_hours_of_the_office(town: Town) -> None:
    with_specialist(town)
    for silent in ("2026-10-08 19:00", "2026-10-09 06:50", "2026-10-09 12:30", "2026-10-10 09:00"):
        assert climb(at(silent)) == 0
    assert climb(at("2026-10-09 07:30")) == 1


# --- after a stop ---------------------------------------------------------------------------------


def test_after_three_days_of_silence_only_the_highest_rung_is_told(town: Town) -> None:
    dossier = with_specialist(town)
    climb(at("2026-10-13 08:00"))  # Tuesday; nobody beat since Monday of the week before
    assert told() == [("Phạm Quốc Bảo", "overdue"), ("Đỗ Văn Thu", "overdue")]
    assert rungs(dossier) == ["d-2", "d-1", "h-4", "over", "over+1", "over+2"]
    assert climb(at("2026-10-13 08:10")) == 0


def test_a_calendar_that_moves_the_steps_back_repeats_none(town: Town) -> None:
    """The rungs below the told one were recorded as passed."""
    dossier = with_specialist(town)
    climb(at("2026-10-13 08:00"))
    before = len(told())
    climb(at("2026-10-09 16:50"))  # as if a holiday had come between
    assert len(told()) == before
    assert len(rungs(dossier)) == len(set(rungs(dossier)))


# --- silence --------------------------------------------------------------------------------------


def test_a_dossier_that_waits_for_papers_is_silent(town: Town) -> None:
    dossier = asked(town, with_specialist(town), at("2026-10-06 09:00"))
    climb_all_day("2026-10-08", "2026-10-09")
    assert told(dossier) == []


def test_a_dossier_stopped_for_a_while_or_withdrawn_is_silent(town: Town) -> None:
    stopped, withdrawn = with_specialist(town), with_specialist(town)
    facts = {"at": at("2026-10-06 09:00"), "note": "Chờ tòa án"}
    apply(stopped, Action.STOP, by=town.people.leader, reason="dispute", **facts)
    apply(withdrawn, Action.WITHDRAW, by=town.people.receptionist, **facts)
    climb_all_day("2026-10-08", "2026-10-09")
    assert told() == []


def test_a_dossier_without_a_date_is_silent(town: Town) -> None:
    dossier = with_specialist(town)
    Dossier.objects.filter(pk=dossier.pk).update(act_by=None, due_at=None, stage_due_at=None)
    climb_all_day("2026-10-08")
    assert told() == []


def test_what_was_received_for_the_same_day_brings_no_early_warnings(town: Town) -> None:
    dossier = make_received(
        town.commune, town.procedure, by=town.people.receptionist, when=at("2026-10-08 08:00")
    )
    Dossier.objects.filter(pk=dossier.pk).update(act_by=DUE, due_at=DUE)
    assert climb(at("2026-10-08 08:10")) == 0
    climb_all_day("2026-10-08")
    assert rungs(dossier) == ["h-4"]


# --- another date, another stage: another ladder --------------------------------------------------


def test_a_new_date_is_a_new_ladder_and_ends_the_old_one(town: Town) -> None:
    dossier = with_specialist(town)
    climb(LATE)
    later = at("2026-10-15 17:00")
    Dossier.objects.filter(pk=dossier.pk).update(
        act_by=later, due_at=later, stage_due_at=None, updated_at=LATE
    )
    climb_all_day("2026-10-12", "2026-10-13", "2026-10-14")
    found = dossier.rungs.filter(due_at=later).order_by("id").values_list("rung", flat=True)
    assert list(found) == ["d-2", "d-1"]  # Tuesday and Wednesday at 17:00
    assert not dossier.rungs.filter(due_at=DUE, at__gt=LATE).exists()


def test_the_next_stage_has_a_new_ladder(town: Town) -> None:
    dossier = with_specialist(town)
    stage_due = dossier.stage_due_at
    climb(at("2026-10-07 16:50"))
    assert dossier.rungs.filter(clock=Clock.STAGE, due_at=stage_due).exists()
    moved = apply(
        dossier, Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=at("2026-10-07 16:55")
    )
    climb(at("2026-10-08 16:50"))
    rows = LadderRung.objects.filter(clock=Clock.STAGE, at__gt=at("2026-10-07 16:55"))
    assert {row.due_at for row in rows} == {moved.stage_due_at}


# --- who hears ------------------------------------------------------------------------------------


def test_a_submission_nobody_holds_is_told_to_those_who_receive(town: Town) -> None:
    colleague = make_staff(town.commune.one_stop, Role.RECEPTIONIST, full_name="Ngô Thị Mận")
    dossier = submitted(town)
    climb(at("2026-10-09 09:00"))
    names = {name for name, _kind in told(dossier)}
    assert names == {town.people.receptionist.full_name, colleague.full_name}


def test_what_is_not_assigned_yet_is_told_to_the_head(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist, when=MONDAY)
    dossier = apply(dossier, Action.TRANSFER, by=town.people.receptionist, at=MONDAY)
    climb(LATE)
    assert told() == [("Đỗ Văn Thu", "overdue")]


def test_the_leader_hears_of_no_single_dossier_of_others(town: Town) -> None:
    with_specialist(town)
    climb(LATE)
    assert "Trần Văn Dũng" not in {name for name, _kind in told()}


def test_work_of_somebody_who_left_goes_to_the_head(town: Town) -> None:
    with_specialist(town)
    User.objects.filter(pk=town.people.specialist.pk).update(is_active=False)
    climb(at("2026-10-08 14:00"))
    assert told() == [("Đỗ Văn Thu", "due_soon")]


def test_many_who_share_a_duty_are_bounded(town: Town) -> None:
    for _ in range(9):
        make_staff(town.commune.one_stop, Role.RECEPTIONIST)
    submitted(town)
    climb(at("2026-10-09 09:00"))
    assert len(told()) == 5


def test_the_notice_of_an_absent_holder_reaches_the_deputy_and_says_for_whom(town: Town) -> None:
    dossier, people = with_specialist(town), town.people
    away = Away(at("2026-10-08 00:00").date(), at("2026-10-09 00:00").date())
    declare_absence(
        people.specialist, away, deputy=people.colleague, by=people.specialist, at=MONDAY
    )
    climb(at("2026-10-08 14:00"))
    message = Message.objects.get(channel=Message.Channel.INAPP, event__startswith="ladder:")
    assert message.user == people.colleague
    assert "thay anh/chị P. Bảo" in f"{message.title} {message.text}"
    dossier.refresh_from_db()
    assert dossier.assignee == people.specialist
    climb(at("2026-10-12 17:00"))
    assert told()[-2][0] == people.specialist.full_name  # back at work


# --- several timers at once, on both databases ----------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_timers_at_once_after_three_days_tell_every_dossier_exactly_once(town: Town) -> None:
    dossiers = [with_specialist(town) for _ in range(12)]
    beats = 4
    start = Barrier(beats)

    def beat(number: int) -> int:
        start.wait()
        try:
            return climb(at("2026-10-13 08:00") + timedelta(seconds=number))
        finally:
            connection.close()

    with ThreadPoolExecutor(beats) as pool:
        number = sum(pool.map(beat, range(beats)))
    number += climb(at("2026-10-13 08:10"))  # what they left to one another
    assert number == len(dossiers)
    for dossier in dossiers:
        assert sorted(told(dossier)) == [("Phạm Quốc Bảo", "overdue"), ("Đỗ Văn Thu", "overdue")]


def moments(*texts: str) -> list[datetime]:
    return [at(text) for text in texts]


def test_what_is_neither_near_nor_late_costs_nothing(town: Town) -> None:
    with_specialist(town)
    for moment in moments("2026-10-05 09:00", "2026-10-10 09:00", "2026-10-08 20:00"):
        with plans.cheap(most=3):
            assert climb(moment) == 0
