"""Mẫu 04 as a step: drafted for each missed date, proposed, signed, sent; `due_at` never moves."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from accounts.models import User
from dossiers.documents.kept import shown
from dossiers.lateness.apologies import (
    Proposal,
    propose,
    ring_for_signed,
    sign_apology,
    sign_many,
)
from dossiers.lateness.causes import has_cause
from dossiers.lateness.dates import proposed_date
from dossiers.lateness.drafting import draft_due
from dossiers.models import Apology, Dossier
from dossiers.services import apply, finish, hand_over
from dossiers.tasks import draft_apologies
from dossiers.workflow import Action, Status
from notifications.models import Message
from papers.models import IssuedPaper
from papers.services import issue
from portal.lib.errors import Refused
from tests.dossiers.lateness import DUE, FRIDAY, make_late
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town
from tests.factories import at

NEXT_WEEK = date(2026, 10, 14)  # a Wednesday
STATE = Apology.State


def _proposal(day: date | None = NEXT_WEEK, **changes: str) -> Proposal:
    return Proposal(**({"cause": "staff", "new_date": day} | changes))  # type: ignore[arg-type]


def _drafted(dossier: Dossier, when: datetime = FRIDAY) -> Apology:
    draft_due(when)
    return Apology.objects.get(dossier=dossier, state=STATE.DRAFT)


def _signed(town: Town, dossier: Dossier, when: datetime = FRIDAY) -> Apology:
    letter = propose(_drafted(dossier, when), _proposal(), by=town.people.head, at=when)
    return sign_apology(letter, by=town.people.leader, at=when)


# --- drafts ------------------------------------------------------------------------------------


def test_a_missed_date_gets_one_draft_however_often_and_late_the_timer_runs(town: Town) -> None:
    dossier = make_late(town)
    for when in (FRIDAY, FRIDAY, at("2026-10-20 08:00")):
        draft_due(when)
    letter = Apology.objects.get()
    assert (letter.dossier, letter.missed_at, letter.state) == (dossier, DUE, STATE.DRAFT)
    assert letter.unit == town.commune.justice


def test_days_of_silence_are_caught_up(town: Town) -> None:
    dossiers = [make_late(town), make_late(town, Status.SUBMITTED_FOR_SIGN)]
    assert draft_due(at("2026-10-26 08:00")) == len(dossiers)
    assert draft_due(at("2026-10-26 08:00")) == 0


def test_a_letter_is_drafted_a_working_day_ahead_when_the_stage_has_used_up_its_time(
    town: Town,
) -> None:
    dossier = make_late(town)
    assert dossier.stage_due_at
    assert dossier.stage_due_at < at("2026-10-07 12:00")
    assert draft_due(at("2026-10-06 16:00")) == 0  # two working days ahead
    assert draft_due(at("2026-10-07 16:00")) == 1


def test_work_that_goes_on_in_its_time_brings_no_letter_ahead(town: Town) -> None:
    dossier = make_late(town)
    Dossier.objects.filter(pk=dossier.pk).update(stage_due_at=at("2026-10-08 11:00"))
    assert draft_due(at("2026-10-08 08:00")) == 0


def test_work_of_one_day_brings_no_letter_ahead(town: Town) -> None:
    dossier = make_late(town, Status.RECEIVED)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=at("2026-10-05 17:00"))
    assert draft_due(at("2026-10-05 16:00")) == 0
    assert draft_due(at("2026-10-05 17:01")) == 1


@pytest.mark.parametrize(("days", "drafted"), [(0, 0), (1, 0), (2, 1)])
def test_how_far_ahead_is_a_setting(town: Town, settings: object, days: int, drafted: int) -> None:
    settings.APOLOGY_DAYS_AHEAD = days  # type: ignore[attr-defined]
    dossier = make_late(town)
    Dossier.objects.filter(pk=dossier.pk).update(stage_due_at=at("2026-10-06 07:00"))
    assert draft_due(at("2026-10-06 16:00")) == drafted


def test_whoever_waits_for_the_citizen_is_not_late(town: Town) -> None:
    dossier = make_late(town)
    Dossier.objects.filter(pk=dossier.pk).update(paused_at=DUE)
    assert draft_due(FRIDAY) == 0


def test_a_draft_goes_when_the_dossier_is_done_in_time_and_stays_beside_a_late_result(
    town: Town,
) -> None:
    in_time, late = make_late(town, Status.SIGNED), make_late(town, Status.SIGNED)
    Dossier.objects.update(stage_due_at=at("2026-10-06 07:00"))
    draft_due(at("2026-10-07 16:00"))
    clerk = town.people.clerk
    finish(in_time, Action.FINISH, by=clerk, at=DUE, result_number="1")
    finish(late, Action.FINISH, by=clerk, at=FRIDAY, result_number="2", late_cause="signer")
    draft_due(FRIDAY)
    letters = {letter.dossier: letter for letter in Apology.objects.all()}
    assert letters[in_time].state == STATE.DROPPED
    assert letters[in_time].dropped_note == "Xong đúng hẹn"
    assert letters[late].state == STATE.DRAFT


def test_a_draft_goes_when_the_date_has_moved_or_the_citizen_has_withdrawn(town: Town) -> None:
    moved, withdrawn = make_late(town), make_late(town)
    draft_due(FRIDAY)
    Dossier.objects.filter(pk=moved.pk).update(due_at=at("2026-10-20 17:00"))
    apply(withdrawn, Action.WITHDRAW, by=town.people.receptionist, at=FRIDAY, note="Thôi")
    draft_due(FRIDAY)
    assert set(Apology.objects.values_list("dropped_note", flat=True)) == {
        "Ngày hẹn đã đổi", "Hồ sơ đã kết thúc",
    }  # fmt: skip


def test_the_timer_drafts(town: Town) -> None:
    make_late(town)
    assert draft_apologies() == 1
    assert draft_apologies() == 0


# --- proposing -----------------------------------------------------------------------------------


def test_the_new_date_proposed_leaves_the_stages_that_are_left_their_share(town: Town) -> None:
    early, late = make_late(town), make_late(town, Status.SIGNED)
    # 80 and 10 percent of three working days are left: three days, and one
    assert proposed_date(early, FRIDAY) == date(2026, 10, 14)
    assert proposed_date(late, FRIDAY) == date(2026, 10, 12)


def test_the_holder_writes_and_the_head_puts_it_forward(town: Town) -> None:
    letter = _drafted(make_late(town))
    letter = propose(letter, _proposal(), by=town.people.specialist, at=FRIDAY)
    assert (letter.state, letter.proposed_by) == (STATE.DRAFT, town.people.specialist)
    letter = propose(letter, _proposal(), by=town.people.head, at=FRIDAY)
    assert (letter.state, letter.cause) == (STATE.SUBMITTED, "staff")
    assert letter.new_date == at("2026-10-14 17:00")
    with pytest.raises(Refused, match="đang chờ ký"):
        propose(letter, _proposal(), by=town.people.specialist, at=FRIDAY)


@pytest.mark.parametrize(
    ("proposal", "code"),
    [
        (Proposal("", new_date=NEXT_WEEK), "cause_missing"),
        (Proposal("other", new_date=NEXT_WEEK), "cause_note_missing"),
        (Proposal("staff"), "date_missing"),
        (Proposal("staff", new_date=date(2026, 10, 9)), "date_early"),
        (Proposal("staff", new_date=date(2026, 10, 11)), "date_closed"),
        (Proposal("staff", new_date=date(2027, 10, 12)), "date_far"),
        (Proposal("staff", new_date=date(9999, 12, 31)), "date_far"),
    ],
)
def test_a_letter_without_cause_or_with_a_date_nobody_can_keep_is_refused(
    town: Town, proposal: Proposal, code: str
) -> None:
    letter = _drafted(make_late(town))
    with pytest.raises(Refused) as refused:
        propose(letter, proposal, by=town.people.head, at=FRIDAY)
    assert refused.value.code == code
    letter.refresh_from_db()
    assert letter.state == STATE.DRAFT


def test_the_cause_counts_from_the_moment_it_is_written_not_from_the_signature(town: Town) -> None:
    dossier = make_late(town)
    propose(_drafted(dossier), _proposal(cause="signer"), by=town.people.specialist, at=FRIDAY)
    dossier.refresh_from_db()
    assert (dossier.late_cause, dossier.late_cause_at) == ("signer", FRIDAY)
    assert has_cause(dossier)


@pytest.mark.parametrize("name", ["receptionist", "colleague", "clerk", "citizen"])
def test_a_letter_is_no_business_of_others(town: Town, name: str) -> None:
    letter = _drafted(make_late(town))
    by: User = town.people.by_name()[name]
    for act in (
        lambda: propose(letter, _proposal(), by=by, at=FRIDAY),
        lambda: sign_apology(letter, by=by, at=FRIDAY),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_permitted"


# --- signing --------------------------------------------------------------------------------------


def test_signing_tells_the_new_date_and_leaves_the_promise_of_reports(town: Town) -> None:
    dossier = make_late(town)
    letter = _signed(town, dossier)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.due_original) == (DUE, DUE)
    assert dossier.reappointed_at == at("2026-10-14 17:00")
    assert dossier.act_by == DUE  # the queue goes on to show it as late
    assert dossier in Dossier.objects.overdue(FRIDAY)
    event = dossier.events.get(seq=dossier.last_seq)
    assert (event.action, event.actor) == (Action.APOLOGISE, town.people.leader)
    assert (event.late_cause, event.note) == ("staff", "Hẹn trả lại thứ Tư, 14/10/2026")
    assert (letter.state, letter.event_seq) == (STATE.SIGNED, event.seq)


def test_the_citizen_gets_one_plain_message_without_the_cause(town: Town) -> None:
    dossier = make_late(town)
    _signed(town, dossier)
    message = Message.objects.get(kind="apology")
    assert f"ho so {dossier.code} cham hen. Hen tra lai 14/10/2026" in message.text
    assert message.text.isascii()
    assert len(message.text) <= 160


def test_the_letter_has_a_number_and_a_paper_of_its_own(town: Town) -> None:
    letter = _signed(town, make_late(town))
    paper = IssuedPaper.objects.get(form="mau-04")
    assert paper.key == f"apology:{letter.pk}"
    assert paper.number.startswith("01/PXL") or paper.number.startswith("1/PXL")
    assert paper.issued_at == FRIDAY


def test_signed_twice_is_signed_once(town: Town) -> None:
    letter = _signed(town, make_late(town))
    with pytest.raises(Refused) as refused:
        sign_apology(letter, by=town.people.leader, at=FRIDAY)
    assert (refused.value.code, refused.value.conflict) == ("letter_over", True)
    assert Message.objects.filter(kind="apology").count() == 1


def test_only_what_was_put_forward_is_signed_and_only_as_it_was_seen(town: Town) -> None:
    dossier, leader = make_late(town), town.people.leader
    letter = _drafted(dossier)
    with pytest.raises(Refused) as refused:
        sign_apology(letter, by=leader, at=FRIDAY)
    assert refused.value.code == "not_submitted"
    letter = propose(letter, _proposal(), by=town.people.head, at=FRIDAY)
    with pytest.raises(Refused) as refused:
        sign_apology(letter, by=leader, at=FRIDAY, seen=dossier.last_seq - 1)
    assert refused.value.code == "changed"
    with pytest.raises(Refused) as refused:
        sign_apology(letter, by=leader, at=at("2026-10-15 08:00"))
    assert refused.value.code == "date_past"
    letter.refresh_from_db()
    assert letter.state == STATE.SUBMITTED


def test_many_are_signed_each_with_its_own_outcome(town: Town) -> None:
    good, bad = make_late(town), make_late(town)
    draft_due(FRIDAY)
    letters = [Apology.objects.get(dossier=one) for one in (good, bad)]
    propose(letters[0], _proposal(), by=town.people.head, at=FRIDAY)
    ticked = [(letter, letter.dossier.last_seq) for letter in letters]
    outcomes = sign_many(ticked, by=town.people.leader, at=FRIDAY)
    assert [bool(outcome.refused) for outcome in outcomes] == [False, True]
    assert Apology.objects.filter(state=STATE.SIGNED).count() == 1


def test_a_cause_given_ahead_is_not_asked_for_again_at_the_miss(town: Town) -> None:
    dossier = make_late(town)
    _signed(town, dossier, at("2026-10-07 16:00"))
    apply(dossier, Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=FRIDAY)


def test_the_new_date_missed_too_needs_a_superior_with_a_reason_and_is_counted(
    town: Town,
) -> None:
    dossier, leader, later = make_late(town), town.people.leader, at("2026-10-15 08:00")
    _signed(town, dossier)
    assert draft_due(at("2026-10-12 08:00")) == 0
    second = _drafted(dossier, later)
    assert second.missed_at == at("2026-10-14 17:00")
    day, words = date(2026, 10, 20), {"superior_reason": "Chờ kết quả xác minh ở tỉnh khác"}
    second = propose(second, _proposal(day, **words), by=town.people.head, at=later)
    assert second.superior_reason == ""  # a head is no superior of the head
    with pytest.raises(Refused) as refused:
        sign_apology(second, by=leader, at=later)
    assert refused.value.code == "superior_reason_missing"
    propose(second, _proposal(day, **words), by=leader, at=later)
    sign_apology(second, by=leader, at=later)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.reappointed_at) == (DUE, at("2026-10-20 17:00"))
    assert Apology.objects.exclude(superior_reason="").count() == 1


def test_a_late_result_keeps_its_letter_which_then_promises_nothing(town: Town) -> None:
    dossier = make_late(town, Status.SIGNED)
    letter = _drafted(dossier)
    dossier = finish(
        dossier, Action.FINISH, by=town.people.clerk, at=FRIDAY, result_number="2",
        late_cause="signer",
    )  # fmt: skip
    letter = propose(letter, _proposal(None), by=town.people.head, at=FRIDAY)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    dossier.refresh_from_db()
    assert dossier.reappointed_at is None
    assert "Da co ket qua" in Message.objects.get(kind="apology").text
    hand_over(dossier, by=town.people.receptionist, at=FRIDAY, receiver="Nguyễn Thị Sáu")
    draft_due(FRIDAY)
    assert Apology.objects.get().state == STATE.SIGNED


def test_a_lost_bell_loses_no_letter_and_an_unsigned_one_is_not_drawn(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed, waiting = _signed(town, make_late(town)), _drafted(make_late(town))
    issue(
        "mau-04", key=f"apology:{waiting.pk}", unit=town.commune.root, at=FRIDAY,
        root_unit_id=town.commune.root.pk,
    )  # fmt: skip  # its number is reserved while somebody signs
    monkeypatch.setattr("dossiers.lateness.apologies.ring", lambda task, key: task(key))
    ring_for_signed(at=timezone.now())
    drawn = IssuedPaper.objects.filter(files__isnull=False)
    assert [paper.key for paper in drawn] == [f"apology:{signed.pk}"]
    text = text_of(shown(drawn.get()))
    assert "thứ Tư, 14/10/2026" in text
    assert "thiếu người giải quyết" in text
