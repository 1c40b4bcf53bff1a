"""Gia hạn: by decision, in the unit of the law, within its cap, before the promise is missed."""

from typing import Any

import pytest

from dossiers.clock import entries_of
from dossiers.models import Dossier
from dossiers.services import apply, extend, may
from dossiers.workflow import Action, Status, find
from notifications.models import Message
from portal.lib.errors import Refused
from tests.dossiers.clocks import answered, asked, examined, found, lines_of
from tests.dossiers.staff import Town, act_path, browser
from tests.factories import MONDAY, at, send_messages
from worktime.terms import Term

FACTS: dict[str, Any] = {
    "reason": "verify_more",
    "note": "Phải xác minh ở nơi cư trú cũ",
    "decision": "45/QĐ-UBND ngày 24/11/2026",
    "basis": "Nghị định 123/2015/NĐ-CP, Điều 6",
}
TUESDAY = at("2026-11-24 09:00")


@pytest.fixture
def dossier(town: Town) -> Dossier:
    """With the specialist, promised for Friday 27/11; the law lets 5 working days be added."""
    allow(town, "5 WORKING_DAY")
    return examined(town)


def allow(town: Town, cap: str) -> None:
    town.procedure.extension_cap = cap
    town.procedure.extension_basis = FACTS["basis"]
    town.procedure.save(update_fields=["extension_cap", "extension_basis"])


def give(town: Town, dossier: Dossier, added: str = "2 WORKING_DAY", **changes: Any) -> Dossier:
    facts = {"by": town.people.leader, "at": TUESDAY, **FACTS, **changes}
    return extend(dossier, added=Term.parse(added), **facts)


def refusal(town: Town, dossier: Dossier, *args: Any, **changes: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        give(town, dossier, *args, **changes)
    assert Dossier.objects.get(pk=dossier.pk).last_seq == dossier.last_seq
    return refused.value


def test_the_promise_and_the_law_move_and_it_is_written_down_and_told(
    town: Town, dossier: Dossier
) -> None:
    stage, holder = dossier.stage, dossier.assignee
    dossier = give(town, dossier)
    tuesday = at("2026-12-01 17:00")
    assert dossier.due_at == dossier.statutory_at == dossier.act_by == tuesday
    assert dossier.due_original == at("2026-11-27 17:00")
    assert (dossier.state, dossier.stage, dossier.assignee) == (Status.ASSIGNED, stage, holder)
    event = dossier.events.get(seq=dossier.last_seq)
    assert (event.action, event.reason, event.due_at) == ("extend", "verify_more", tuesday)
    line = entries_of(dossier)[-1]
    assert (line.kind, line.term, line.event_seq) == ("extend", "2 WORKING_DAY", event.seq)
    assert (line.paper, line.basis, line.by) == (
        FACTS["decision"], FACTS["basis"], town.people.leader,
    )  # fmt: skip
    message = Message.objects.get(kind="extended")
    assert "hen tra 01/12/2026" in message.text
    assert not found()


def test_it_counts_from_the_base_date_in_the_unit_of_the_law(town: Town) -> None:
    allow(town, "2 MONTH")
    dossier = give(town, examined(town), "1 MONTH")
    assert dossier.due_at == at("2026-12-28 17:00")  # 27/12 is a Sunday


def test_a_pause_after_it_gives_its_time_back(town: Town, dossier: Dossier) -> None:
    dossier = give(town, dossier)
    dossier = asked(town, dossier, at("2026-11-26 09:00"))
    send_messages()
    dossier = answered(town, dossier, at("2026-12-03 09:00"))
    assert dossier.due_at == at("2026-12-08 17:00")  # 25 and 26/11 were used, three are left
    assert not found()


def test_a_shorter_promise_is_extended_by_as_much(town: Town) -> None:
    allow(town, "5 WORKING_DAY")
    town.procedure.promised_term = "2 WORKING_DAY"
    town.procedure.save(update_fields=["promised_term"])
    dossier = give(town, examined(town))
    assert dossier.due_at == at("2026-11-30 17:00")
    assert dossier.statutory_at == at("2026-12-01 17:00")


def test_without_a_cap_there_is_no_extension(town: Town) -> None:
    refused = refusal(town, examined(town))
    assert refused.code == "no_extension"
    assert "xin lỗi" in refused.message


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"added": "6 WORKING_DAY"}, "over_cap", "amount"),
        ({"added": "2 DAY"}, "wrong_unit", "amount"),
        ({"added": "1 WORKING_DAY + 1 WORKING_DAY"}, "wrong_unit", "amount"),
        ({"decision": " "}, "decision_missing", "decision"),
        ({"basis": ""}, "basis_missing", "basis"),
        ({"note": ""}, "note_missing", "note"),
        ({"reason": "dispute"}, "reason_missing", "reason"),
        ({"at": at("2026-11-27 17:01")}, "late_already", ""),
    ],
)
def test_what_the_law_does_not_allow_is_refused_at_its_field(
    town: Town, dossier: Dossier, changes: dict[str, Any], code: str, field: str
) -> None:
    refused = refusal(town, dossier, **changes)
    assert (refused.code, refused.field, refused.status) == (code, field, 422)


def test_a_second_one_needs_a_superior_and_all_stay_within_the_cap(
    town: Town, dossier: Dossier
) -> None:
    dossier = give(town, dossier, "3 WORKING_DAY")
    assert refusal(town, dossier).field == "superior_reason"
    agreed = {"superior_reason": "Chủ tịch đồng ý, phiếu trình 12"}
    over = refusal(town, dossier, "3 WORKING_DAY", **agreed)
    assert over.message.endswith("đã gia hạn 3. Nhập số từ 1 đến 2")
    dossier = give(town, dossier, "2 WORKING_DAY", **agreed)
    assert dossier.due_at == at("2026-12-04 17:00")
    assert "phiếu trình 12" in dossier.events.get(seq=dossier.last_seq).note
    assert refusal(town, dossier, "1 WORKING_DAY", **agreed).code == "cap_reached"
    assert [kind for kind, _ in lines_of(dossier)] == ["start", "extend", "extend"]
    assert not found()


def test_only_who_signs_extends_and_nobody_while_the_citizen_is_waited_for(
    town: Town, dossier: Dossier
) -> None:
    row = find(Action.EXTEND, dossier.state)
    assert [
        name for name, person in town.people.by_name().items() if may(row, dossier, person)
    ] == ["leader"]
    paused = asked(town, dossier, TUESDAY)
    assert refusal(town, paused).code == "wrong_status"


def test_a_colleague_was_faster(town: Town, dossier: Dossier) -> None:
    seen = dossier.last_seq
    apply(dossier, Action.TAKE_OVER, by=town.people.colleague, at=TUESDAY, note="Anh Bảo nghỉ phép")
    with pytest.raises(Refused) as refused:
        give(town, dossier, seen=seen)
    assert refused.value.status == 409
    assert [kind for kind, _ in lines_of(dossier)] == ["start"]


# --- the page -------------------------------------------------------------------------------


def post(town: Town, dossier: Dossier, **changes: Any) -> Any:
    facts = {"seen": dossier.last_seq, "amount": "2", **FACTS, **changes}
    return browser(town.people.leader).post(act_path(dossier, "gia-han"), facts)


@pytest.fixture
def today(town: Town) -> Dossier:
    """The same as it lies on the desk now."""
    allow(town, "5 WORKING_DAY")
    return town.dossier(Status.ASSIGNED, days_ago=0)


def test_the_new_date_is_shown_before_it_is_given(town: Town, today: Dossier) -> None:
    page = browser(town.people.leader).get(act_path(today, "gia-han")).content.decode()
    assert "Gia hạn thêm (ngày làm việc)" in page
    assert "Quy định cho nhiều nhất 5 ngày làm việc" in page
    assert FACTS["basis"] in page
    assert "Cấp trên đồng ý" not in page
    preview = post(town, today)
    assert preview.status_code == 200
    assert "Ngày hẹn trả mới" in preview.content.decode()
    assert lines_of(today) == [("start", today.due_at)]
    assert post(town, today, gui="1").status_code == 302
    assert lines_of(today)[-1][0] == "extend"
    today.refresh_from_db()
    assert "Cấp trên đồng ý gia hạn thêm vì" in (
        browser(town.people.leader).get(act_path(today, "gia-han")).content.decode()
    )
    told = browser(town.people.citizen).get(f"/ho-so/{today.display_code}/").content.decode()
    assert "Được gia hạn thời gian giải quyết theo quy định" in told


@pytest.mark.parametrize("amount", ["", "0", "6", "hai", "1,5"])
def test_a_wrong_number_is_said_at_its_field_and_the_rest_is_kept(
    town: Town, today: Dossier, amount: str
) -> None:
    answer = post(town, today, amount=amount, gui="1")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nhập số từ 1 đến 5" in page
    assert FACTS["decision"] in page


def test_without_a_cap_the_page_says_so_and_offers_no_form(town: Town, today: Dossier) -> None:
    allow(town, "")
    answer = browser(town.people.leader).get(act_path(today, "gia-han"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Pháp luật không cho gia hạn thủ tục này" in page
    assert "Xem ngày hẹn mới" not in page
    assert post(town, today, gui="1").status_code == 422
    assert lines_of(today) == [("start", today.due_at)]


def test_the_button_is_there_only_with_a_cap(town: Town, today: Dossier) -> None:
    leader, path = browser(town.people.leader), f"/cb/ho-so/{today.display_code}/"
    assert "Gia hạn theo quy định" in leader.get(path).content.decode()
    allow(town, "")
    assert "Gia hạn theo quy định" not in leader.get(path).content.decode()


def test_others_do_not_find_the_page(town: Town, today: Dossier) -> None:
    assert browser(town.people.specialist).get(act_path(today, "gia-han")).status_code == 404


def test_it_works_on_the_first_day_too(town: Town) -> None:
    allow(town, "1 HOUR")
    dossier = give(town, examined(town), "1 HOUR", at=MONDAY)
    assert dossier.due_at == at("2026-11-30 08:00")
