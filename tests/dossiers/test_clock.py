"""The ledger of the legal clock: a line for every move, and dates that follow from lines alone."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from dossiers.clock import entries_of, replay, story_of
from dossiers.models import ClockEntry, Dossier
from dossiers.services import HandedIn, apply, finish, receive, receive_at_counter
from dossiers.workflow import Action
from notifications.models import Message
from procedures.models import Channel, Procedure
from tests.dossiers.clocks import (
    answered,
    asked,
    examined,
    found,
    lines_of,
    paused_and_resumed,
    tamper,
)
from tests.dossiers.staff import Town
from tests.factories import (
    MONDAY,
    an_applicant,
    an_opening,
    at,
    make_received,
    make_submitted,
    send_messages,
)
from worktime.ledger import LineKind

FRIDAY = at("2026-11-27 17:00")  # three working days from Monday 23/11: 24/11 is a holiday


def received(town: Town, **opening: object) -> Dossier:
    return receive_at_counter(
        an_opening(town.commune, town.procedure, **opening),
        an_applicant(),
        [HandedIn(None, "Tờ khai", originals=1)],
        by=town.people.receptionist,
        at=MONDAY,
    )


def promise(procedure: Procedure, term: str) -> None:
    procedure.promised_term = term
    procedure.save(update_fields=["promised_term"])


def test_every_move_of_the_clock_is_a_line_with_the_date_after_it(town: Town) -> None:
    dossier = paused_and_resumed(town)
    for action, by in (
        (Action.SUBMIT_FOR_SIGN, town.people.specialist),
        (Action.SIGN, town.people.leader),
    ):
        dossier = apply(dossier, action, by=by, at=at("2026-12-02 09:00"))
    end = at("2026-12-02 10:00")
    dossier = finish(dossier, Action.FINISH, by=town.people.clerk, at=end, result_number="12")
    thursday = at("2026-12-03 17:00")
    assert lines_of(dossier) == [
        ("start", FRIDAY), ("pause", FRIDAY), ("resume", thursday), ("stop", thursday),
    ]  # fmt: skip
    first, *_, last = entries_of(dossier)
    assert (first.reason, first.by, first.at) == ("receive", town.people.receptionist, MONDAY)
    assert first.term == "3 WORKING_DAY"
    assert (last.reason, last.by) == ("finish", town.people.clerk)
    for line in entries_of(dossier):
        event = dossier.events.get(seq=line.event_seq)
        assert (event.at, event.action) == (line.at, line.reason)
    assert replay(entries_of(dossier)).due_at == dossier.due_at == dossier.statutory_at
    assert not found()


def test_a_dossier_that_was_never_received_has_no_clock(town: Town) -> None:
    dossier = make_submitted(town.commune, town.procedure)
    apply(
        dossier, Action.REFUSE, by=town.people.receptionist, at=MONDAY, note="Sai nơi nộp",
        reason="authority",
    )  # fmt: skip
    assert not ClockEntry.objects.exists()
    assert story_of(dossier) is None
    assert not found()


def test_a_line_is_never_changed_or_deleted(town: Town) -> None:
    line = entries_of(examined(town))[0]
    line.paper = "khác"
    for forbidden in (line.save, line.delete, ClockEntry.objects.all().delete):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        ClockEntry.objects.update(paper="khác")


# --- where the time begins ------------------------------------------------------------------


def test_online_time_counts_from_acceptance(town: Town) -> None:
    dossier = make_submitted(town.commune, town.procedure, when=at("2026-11-19 09:00"))
    dossier = receive(dossier, by=town.people.receptionist, at=MONDAY)
    assert dossier.due_at == FRIDAY


def test_by_post_time_counts_from_the_arrival_stamp(town: Town) -> None:
    stamp = at("2026-11-20 10:00")
    dossier = received(town, method=Channel.Method.POSTAL, arrived_at=stamp)
    line = entries_of(dossier)[0]
    assert (line.at, line.counts_from, dossier.received_at) == (MONDAY, stamp, MONDAY)
    assert dossier.due_at == at("2026-11-26 17:00")
    story = story_of(dossier)
    assert story is not None
    assert "dấu công văn đến" in next(one.name for one in story.lines if one.kind is LineKind.START)


def test_without_a_term_there_is_a_ledger_and_no_date(town: Town) -> None:
    Channel.objects.update(term="NONE")
    dossier = received(town)
    assert lines_of(dossier) == [("start", None)]
    assert dossier.statutory_at is None
    assert not found()


# --- promised and statutory -----------------------------------------------------------------


def test_a_shorter_term_is_promised_and_the_law_stays_beside_it(town: Town) -> None:
    promise(town.procedure, "2 WORKING_DAY")
    dossier = received(town)
    assert dossier.due_at == dossier.due_original == dossier.act_by == at("2026-11-26 17:00")
    assert dossier.statutory_at == FRIDAY
    promise(town.procedure, "")
    assert replay(entries_of(dossier)).due_at == dossier.due_at
    assert not found()


def test_a_longer_promise_than_the_law_is_the_law(town: Town) -> None:
    promise(town.procedure, "9 WORKING_DAY")
    dossier = received(town)
    assert dossier.due_at == dossier.statutory_at == FRIDAY


# --- pauses ---------------------------------------------------------------------------------


def test_a_pause_counts_from_the_sending_of_its_notice(town: Town) -> None:
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    Message.objects.filter(kind="supplement").update(sent_at=at("2026-11-26 08:00"))
    dossier = answered(town, dossier, at("2026-12-01 09:00"))
    line = entries_of(dossier)[-1]
    assert (line.counts_from, line.at) == (at("2026-11-26 08:00"), at("2026-12-01 09:00"))
    assert dossier.due_at == at("2026-12-02 17:00")  # 25 and 26/11 were used, one day is left


def test_a_notice_that_was_never_sent_stops_nothing(town: Town) -> None:
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    dossier = answered(town, dossier, at("2026-12-01 09:00"))
    line = entries_of(dossier)[-1]
    assert line.counts_from == line.at
    assert dossier.due_at == FRIDAY


def test_without_a_phone_the_paper_notice_was_handed_over_at_once(town: Town) -> None:
    dossier = examined(town)
    Dossier.objects.filter(pk=dossier.pk).update(phone="")
    dossier = asked(town, dossier, at("2026-11-25 09:00"))
    dossier = answered(town, dossier, at("2026-12-01 09:00"))
    assert dossier.due_at == at("2026-12-03 17:00")


def test_a_notice_sent_after_the_answer_stops_nothing(town: Town) -> None:
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    Message.objects.filter(kind="supplement").update(sent_at=at("2026-12-05 08:00"))
    dossier = answered(town, dossier, at("2026-12-01 09:00"))
    assert dossier.due_at == FRIDAY
    assert not found()


def test_several_pauses_each_give_back_their_own_time(town: Town) -> None:
    dossier = paused_and_resumed(town)
    dossier = asked(town, dossier, at("2026-12-02 09:00"))
    send_messages()
    dossier = answered(town, dossier, at("2026-12-08 09:00"))
    assert dossier.due_at == at("2026-12-09 17:00")  # 02/12 was used, one day was left
    assert [kind for kind, _ in lines_of(dossier)] == [
        "start", "pause", "resume", "pause", "resume",
    ]  # fmt: skip
    assert not found()


def test_what_ends_while_it_is_paused_gets_the_time_of_the_pause_back(town: Town) -> None:
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    send_messages()
    dossier = apply(
        dossier, Action.WITHDRAW, by=town.people.receptionist, at=at("2026-12-01 09:00"),
        note="Theo đơn của người nộp",
    )  # fmt: skip
    assert lines_of(dossier)[-1] == ("stop", at("2026-12-03 17:00"))
    assert dossier.paused_at is None
    assert not found()


def test_the_story_ends_at_the_statutory_date_and_tells_the_pause(town: Town) -> None:
    dossier = paused_and_resumed(town)
    story = story_of(dossier)
    assert story is not None
    assert story.due_at == dossier.statutory_at
    kinds = [line.kind for line in story.lines]
    assert LineKind.PAUSE in kinds
    assert LineKind.RESUME in kinds


def test_while_it_is_paused_the_story_has_no_date(town: Town) -> None:
    dossier = asked(town, examined(town), at("2026-11-25 09:00"))
    unsent = story_of(dossier)
    send_messages()
    sent = story_of(dossier)
    assert unsent is not None
    assert sent is not None
    assert (unsent.due_at, sent.due_at) == (FRIDAY, None)


# --- the guard bites ------------------------------------------------------------------------


def test_everything_is_well_until_somebody_tampers(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    paused_and_resumed(town)
    make_submitted(town.commune, town.procedure)
    call_command("verify_clock")
    assert capsys.readouterr().out == "2 hồ sơ, mọi ngày đều đúng với sổ thời hạn.\n"


def test_a_changed_due_date_is_found_with_both_dates(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = paused_and_resumed(town)
    later = at("2026-12-11 17:00")
    tamper("UPDATE dossiers_dossier SET due_at = %s WHERE id = %s", later, dossier.pk)
    with pytest.raises(CommandError, match="1 trong 1 hồ sơ"):
        call_command("verify_clock")
    assert capsys.readouterr().out == (
        f"{dossier.code}: ngày hẹn trả: đang lưu 11/12/2026, 17:00, tính lại 03/12/2026, 17:00\n"
    )


@pytest.mark.parametrize("column", ["statutory_at", "due_original", "received_at", "paused_at"])
def test_any_other_changed_date_is_found(town: Town, column: str) -> None:
    dossier = paused_and_resumed(town)
    later = at("2026-12-11 17:00")
    tamper(f"UPDATE dossiers_dossier SET {column} = %s WHERE id = %s", later, dossier.pk)  # noqa: S608
    assert [one.code for one in found()] == [dossier.code]


@pytest.mark.parametrize(
    "change",
    [
        f"counts_from = '{MONDAY - timedelta(days=9):%Y-%m-%d %H:%M:%S}'",
        "due_at = NULL",
        "statutory_at = NULL",
        "calendar_version_id = 1",
        "kind = 'stop'",
    ],
)
def test_a_changed_pause_is_found(town: Town, change: str) -> None:
    dossier = paused_and_resumed(town)
    tamper(
        f"UPDATE dossiers_clockentry SET {change} WHERE dossier_id = %s AND kind = 'resume'",  # noqa: S608
        dossier.pk,
    )
    assert {one.code for one in found()} == {dossier.code}


@pytest.mark.parametrize("kind", ["start", "pause", "resume"])
def test_a_deleted_line_is_found(town: Town, kind: str) -> None:
    dossier = paused_and_resumed(town)
    tamper("DELETE FROM dossiers_clockentry WHERE dossier_id = %s AND kind = %s", dossier.pk, kind)
    assert {one.code for one in found()} == {dossier.code}


@pytest.mark.parametrize("kind", ["pause", "resume"])
def test_a_line_that_was_moved_within_its_day_is_found(town: Town, kind: str) -> None:
    dossier = paused_and_resumed(town)
    moment = f"{at('2026-12-01 09:30'):%Y-%m-%d} 02:30:00"
    tamper(
        f"UPDATE dossiers_clockentry SET at = '{moment}' WHERE dossier_id = %s AND kind = %s",  # noqa: S608
        dossier.pk, kind,
    )  # fmt: skip
    assert {one.code for one in found()} == {dossier.code}


def test_a_pause_that_was_taken_out_with_its_dates_is_found(town: Town) -> None:
    dossier = paused_and_resumed(town)
    for kind in ("resume", "pause"):
        tamper(
            "DELETE FROM dossiers_clockentry WHERE dossier_id = %s AND kind = %s", dossier.pk, kind
        )
    Dossier.objects.filter(pk=dossier.pk).update(due_at=FRIDAY, statutory_at=FRIDAY)
    assert [one.what for one in found()] == ["ngày hẹn trả theo lịch sử"]


def test_a_longer_term_written_everywhere_but_in_the_history_is_found(town: Town) -> None:
    dossier = examined(town)
    tamper(
        "UPDATE dossiers_clockentry SET term = '9 WORKING_DAY' WHERE dossier_id = %s", dossier.pk
    )
    due = replay(entries_of(dossier)).due_at
    tamper(
        "UPDATE dossiers_clockentry SET due_at = %s, statutory_at = %s WHERE dossier_id = %s",
        due, due, dossier.pk,
    )  # fmt: skip
    rows = Dossier.objects.filter(pk=dossier.pk)
    rows.update(due_at=due, statutory_at=due, due_original=due)
    assert [one.what for one in found()] == ["ngày hẹn trả theo lịch sử"]


def test_a_line_out_of_nothing_is_found(town: Town) -> None:
    dossier = make_received(town.commune, town.procedure, by=town.people.receptionist)
    ClockEntry.objects.create(
        root_unit_id=dossier.root_unit_id, dossier=dossier, seq=2, event_seq=2, kind="extend",
        at=MONDAY, counts_from=MONDAY, term="chín ngày",
    )  # fmt: skip
    assert "không đọc được" in found()[0].what
