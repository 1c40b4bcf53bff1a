"""One dossier through its life: what moves, what is written, what is refused."""

import pytest

from accounts.permissions import Role
from dossiers.models import Dossier, DossierEvent
from dossiers.services import (
    Missing,
    actions_for,
    answer_supplement,
    apply,
    ask_supplement,
    finish,
    hand_over,
    receive,
)
from dossiers.workflow import Action, Status
from notifications.models import Message
from portal.lib.errors import Refused
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.factories import (
    MONDAY,
    Commune,
    at,
    make_commune,
    make_received,
    make_staff,
    make_submitted,
    send_messages,
)


def test_a_dossier_goes_from_submission_to_the_handed_over_result(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = make_submitted(commune, procedure, owner=people.citizen)
    dossier = receive(dossier, by=people.receptionist, at=MONDAY)
    assert dossier.code == "H99.12-261123-0001"
    assert dossier.due_at == at("2026-11-27 17:00")  # 24/11 is a holiday
    dossier = apply(dossier, Action.TRANSFER, by=people.receptionist, at=MONDAY)
    assert dossier.unit == commune.justice
    dossier = apply(dossier, Action.ASSIGN, by=people.head, at=MONDAY, assignee=people.specialist)
    assert dossier.assignee == people.specialist
    dossier = apply(dossier, Action.SUBMIT_FOR_SIGN, by=people.specialist, at=MONDAY)
    assert (dossier.unit, dossier.assignee, dossier.examiner) == (
        commune.root, None, people.specialist,
    )  # fmt: skip
    dossier = apply(dossier, Action.SIGN, by=people.leader, at=MONDAY)
    dossier = finish(
        dossier, Action.FINISH, by=people.clerk, at=at("2026-11-25 09:00"), result_number="12/2026"
    )
    assert dossier.closed_at == at("2026-11-25 09:00")
    assert dossier.unit == commune.one_stop
    dossier = hand_over(
        dossier, by=people.receptionist, at=at("2026-11-25 10:00"), receiver="Nguyễn Thị Sáu"
    )
    assert dossier.state is Status.RETURNED_RESULT
    assert dossier.outcome == Dossier.Outcome.GRANTED
    events = list(dossier.events.values_list("seq", "action"))
    assert events == [
        (1, "submit"), (2, "receive"), (3, "transfer"), (4, "assign"), (5, "submit_for_sign"),
        (6, "sign"), (7, "finish"), (8, "hand_over"),
    ]  # fmt: skip
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds == {"received", "ready", "returned"}


def test_a_supplement_stops_the_clock_and_the_answer_gives_the_time_back(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    promised = dossier.due_at
    dossier = ask_supplement(
        dossier,
        [Missing("Giấy chứng sinh", "Ảnh mờ")],
        by=people.specialist,
        at=at("2026-11-25 09:00"),
        due_on=at("2026-12-05 00:00").date(),
        note="Xin chụp lại giấy chứng sinh",
    )
    assert dossier.paused_at == at("2026-11-25 09:00")
    assert dossier.act_by is None
    send_messages()
    dossier = answer_supplement(dossier, by=people.receptionist, at=at("2026-12-01 09:00"))
    assert dossier.state is Status.ASSIGNED
    assert dossier.assignee == people.specialist
    assert promised == at("2026-11-27 17:00")
    assert dossier.due_at == at("2026-12-03 17:00")  # 25/11 was used, two days are left
    assert dossier.due_original == promised


def test_a_second_supplement_needs_a_leader_or_a_reason(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    ask = {"items": [Missing("Tờ khai", "Thiếu chữ ký")], "due_on": at("2026-12-20 00:00").date()}
    dossier = ask_supplement(
        dossier, by=people.specialist, at=at("2026-11-25 09:00"), note="Lần một", **ask
    )
    dossier = answer_supplement(dossier, by=people.receptionist, at=at("2026-11-26 09:00"))
    with pytest.raises(Refused) as refusal:
        ask_supplement(
            dossier, by=people.specialist, at=at("2026-11-26 10:00"), note="Lần hai", **ask
        )
    assert refusal.value.code == "second_request"


def test_two_officers_at_once_the_second_is_told_who_was_faster(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = make_submitted(commune, procedure)
    seen = dossier.last_seq
    receive(dossier, by=people.receptionist, at=MONDAY, seen=seen)
    with pytest.raises(Refused) as refusal:
        apply(
            dossier, Action.REFUSE, by=people.receptionist, at=MONDAY, note="x",
            reason="other", seen=seen,
        )  # fmt: skip
    assert refusal.value.status == 409
    assert "Lê Thị Hòa" in refusal.value.message
    assert Dossier.objects.get().state is Status.RECEIVED


def test_receiving_twice_is_harmless_and_wastes_no_number(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = receive(make_submitted(commune, procedure), by=people.receptionist, at=MONDAY)
    with pytest.raises(Refused):
        receive(dossier, by=people.receptionist, at=MONDAY)
    again = receive(make_submitted(commune, procedure), by=people.receptionist, at=MONDAY)
    assert again.code == "H99.12-261123-0002"


def test_an_event_is_never_changed_or_deleted(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    event = make_received(commune, procedure, by=people.receptionist).events.get(seq=1)
    event.note = "khác"
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(TypeError):
        DossierEvent.objects.update(note="khác")
    with pytest.raises(TypeError):
        DossierEvent.objects.all().delete()


def test_only_the_holder_acts_and_a_colleague_takes_over_first(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    with pytest.raises(Refused) as refusal:
        apply(dossier, Action.SUBMIT_FOR_SIGN, by=people.colleague, at=MONDAY)
    assert refusal.value.code == "not_holder"
    dossier = apply(
        dossier, Action.TAKE_OVER, by=people.colleague, at=MONDAY, note="Anh Bảo nghỉ phép"
    )
    assert dossier.assignee == people.colleague
    dossier = apply(dossier, Action.SUBMIT_FOR_SIGN, by=people.colleague, at=MONDAY)
    assert dossier.examiner == people.colleague


def test_buttons_are_exactly_what_the_service_would_allow(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    offered = {row.action for row in actions_for(dossier, people.specialist)}
    assert Action.SUBMIT_FOR_SIGN in offered
    assert Action.TAKE_OVER not in offered
    assert {row.action for row in actions_for(dossier, people.colleague)} == {Action.TAKE_OVER}
    assert actions_for(dossier, people.stranger) == []


def test_payment_after_signing_goes_back_to_signed(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    dossier = apply(dossier, Action.SUBMIT_FOR_SIGN, by=people.specialist, at=MONDAY)
    dossier = apply(dossier, Action.SIGN, by=people.leader, at=MONDAY)
    dossier = apply(dossier, Action.ASK_PAYMENT, by=people.clerk, at=MONDAY, note="Thuế đất")
    assert dossier.state is Status.FINANCE
    dossier = apply(
        dossier, Action.CONFIRM_PAYMENT, by=people.receptionist, at=MONDAY, note="Đã nộp"
    )
    assert dossier.state is Status.SIGNED


def test_a_dossier_stopped_for_good_cannot_be_resumed(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    words = {"by": people.leader, "at": MONDAY, "note": "Có tranh chấp", "reason": "dispute"}
    dossier = apply(dossier, Action.STOP, **words)
    assert dossier.paused_at == MONDAY
    assert dossier.is_open
    dossier = apply(dossier, Action.STOP_FOR_GOOD, **words)
    assert dossier.closed_at == MONDAY
    with pytest.raises(Refused):
        apply(dossier, Action.RESUME, by=people.leader, at=MONDAY, note="Tiếp tục")


def test_work_is_given_only_to_somebody_who_can_do_it(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = make_received(commune, procedure, by=people.receptionist)
    dossier = apply(dossier, Action.TRANSFER, by=people.receptionist, at=MONDAY)
    elsewhere = make_commune("H99.13", "xã Bình Yên")
    for unable in (
        people.clerk,
        people.citizen,
        make_staff(elsewhere.justice, Role.SPECIALIST),
    ):
        with pytest.raises(Refused) as refusal:
            apply(dossier, Action.ASSIGN, by=people.head, at=MONDAY, assignee=unable)
        assert refusal.value.code == "assignee_unable"


def examined(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    """With the specialist."""
    dossier = make_received(commune, procedure, by=people.receptionist)
    dossier = apply(dossier, Action.TRANSFER, by=people.receptionist, at=MONDAY)
    return apply(dossier, Action.TAKE, by=people.specialist, at=MONDAY)


@pytest.mark.parametrize("words", [{"note": ""}, {"note": "Lý do", "reason": "không có"}])
def test_a_refusal_needs_words_and_a_reason_of_the_list(
    commune: Commune, people: People, procedure: Procedure, words: dict[str, str]
) -> None:
    dossier = make_submitted(commune, procedure)
    with pytest.raises(Refused) as refusal:
        apply(dossier, Action.REFUSE, by=people.receptionist, at=MONDAY, **words)
    assert refusal.value.status == 422
    assert refusal.value.field in {"note", "reason"}
