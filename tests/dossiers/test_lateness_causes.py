"""A late dossier goes on only with its cause; citizens, timers and handing the work on are free."""

from typing import Any

import pytest
from django.test import Client

from dossiers.lateness.causes import CAUSES, OTHER
from dossiers.models import Dossier
from dossiers.services import act_on_many, apply, ask_supplement, finish
from dossiers.services.supplement import Missing
from dossiers.workflow import Action, Status
from portal.lib.errors import Refused
from tests.dossiers.lateness import DUE, FRIDAY, make_late
from tests.dossiers.staff import Town, act_path, browser
from tests.factories import at


def _post(client: Client, dossier: Dossier, slug: str, **data: Any) -> Any:
    return client.post(act_path(dossier, slug), {"seen": dossier.last_seq, **data})


def test_the_list_is_the_fixed_one_with_its_four_groups_and_every_cause_has_public_words() -> None:
    groups = {cause.group for cause in CAUSES}
    assert groups == {"Đơn vị khác", "Nội bộ", "Người dân", "Khách quan", "Khác"}
    assert len({cause.code for cause in CAUSES}) == len(CAUSES) == 9
    assert all(cause.words and cause.public for cause in CAUSES)


def test_a_late_dossier_does_not_move_on_without_a_cause(town: Town) -> None:
    dossier, holder = make_late(town), town.people.specialist
    with pytest.raises(Refused) as refused:
        apply(dossier, Action.SUBMIT_FOR_SIGN, by=holder, at=FRIDAY)
    assert (refused.value.code, refused.value.field) == ("cause_missing", "late_cause")
    with pytest.raises(Refused, match="Chọn nguyên nhân trễ"):
        apply(dossier, Action.SUBMIT_FOR_SIGN, by=holder, at=FRIDAY, late_cause="weather")
    dossier.refresh_from_db()
    assert dossier.state is Status.ASSIGNED


def test_until_the_last_minute_of_the_promise_nobody_asks(town: Town) -> None:
    dossier = make_late(town)
    apply(dossier, Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=DUE)


def test_the_cause_stands_in_the_event_and_the_last_one_on_the_dossier(town: Town) -> None:
    dossier = apply(
        make_late(town), Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=FRIDAY,
        late_cause="staff", late_note="Hai người nghỉ thai sản",
    )  # fmt: skip
    event = dossier.events.get(seq=dossier.last_seq)
    assert (event.late_cause, event.late_note) == ("staff", "Hai người nghỉ thai sản")
    assert (dossier.late_cause, dossier.late_cause_at) == ("staff", FRIDAY)


def test_one_cause_is_enough_for_one_miss(town: Town) -> None:
    dossier = apply(
        make_late(town), Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=FRIDAY,
        late_cause="staff",
    )  # fmt: skip
    dossier = apply(dossier, Action.SIGN, by=town.people.leader, at=FRIDAY)
    assert dossier.events.get(seq=dossier.last_seq).late_cause == ""
    assert dossier.late_cause == "staff"


def test_a_promise_that_moved_and_is_missed_again_needs_its_own_cause(town: Town) -> None:
    dossier = apply(
        make_late(town), Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=FRIDAY,
        late_cause="staff",
    )  # fmt: skip
    Dossier.objects.filter(pk=dossier.pk).update(due_at=at("2026-10-14 17:00"))
    with pytest.raises(Refused, match="Chọn nguyên nhân trễ"):
        apply(dossier, Action.SIGN, by=town.people.leader, at=at("2026-10-15 08:00"))


def test_another_cause_than_those_of_the_list_needs_words(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        apply(
            make_late(town), Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=FRIDAY,
            late_cause=OTHER,
        )  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("cause_note_missing", "late_note")


def test_late_work_is_handed_on_and_taken_without_a_cause(town: Town) -> None:
    people = town.people
    waiting = make_late(town, Status.TRANSFERRED)
    dossier = apply(waiting, Action.ASSIGN, by=people.head, at=FRIDAY, assignee=people.specialist)
    dossier = apply(dossier, Action.REASSIGN, by=people.head, at=FRIDAY, assignee=people.colleague)
    dossier = apply(dossier, Action.TAKE_OVER, by=people.specialist, at=FRIDAY, note="Nghỉ ốm")
    assert dossier.assignee == people.specialist
    taken = make_late(town, Status.TRANSFERRED)
    apply(taken, Action.TAKE, by=people.colleague, at=FRIDAY)


def test_citizens_withdraw_a_late_dossier_freely_also_over_the_counter(town: Town) -> None:
    for by in (town.people.citizen, town.people.receptionist):
        dossier = make_late(town)
        Dossier.objects.filter(pk=dossier.pk).update(owner=town.people.citizen)
        done = apply(dossier, Action.WITHDRAW, by=by, at=FRIDAY, note="Không cần nữa")
        assert done.state is Status.WITHDRAWN


def test_results_and_supplements_of_late_dossiers_carry_the_cause(town: Town) -> None:
    people = town.people
    signed, facts = make_late(town, Status.SIGNED), {"late_cause": "signer", "late_note": ""}
    with pytest.raises(Refused, match="Chọn nguyên nhân trễ"):
        finish(signed, Action.FINISH, by=people.clerk, at=FRIDAY, result_number="1")
    finish(signed, Action.FINISH, by=people.clerk, at=FRIDAY, result_number="1", **facts)  # type: ignore[arg-type]
    asked = make_late(town)
    asked = ask_supplement(
        asked, [Missing("Giấy chứng sinh", "Ảnh mờ")], by=people.specialist, at=FRIDAY,
        due_on=at("2026-10-16 08:00").date(), note="Xin gửi lại", late_cause="complex",
    )  # fmt: skip
    assert set(Dossier.objects.values_list("late_cause", flat=True)) == {"signer", "complex"}


def test_many_at_once_are_refused_the_same_way_and_those_in_time_get_no_cause(town: Town) -> None:
    late = make_late(town, Status.SUBMITTED_FOR_SIGN)
    in_time = make_late(town, Status.SUBMITTED_FOR_SIGN, when=at("2026-10-08 08:00"))
    ticked = [(late, late.last_seq), (in_time, in_time.last_seq)]
    without = act_on_many(ticked[:1], Action.SIGN, by=town.people.leader, at=FRIDAY)
    assert [one.refused for one in without] == ["Chọn nguyên nhân trễ trước khi chuyển bước"]
    done = act_on_many(ticked, Action.SIGN, by=town.people.leader, at=FRIDAY, late_cause="signer")
    assert [one.refused for one in done] == ["", ""]
    assert list(Dossier.objects.order_by("pk").values_list("late_cause", flat=True)) == [
        "signer", "",
    ]  # fmt: skip


def test_the_page_of_an_act_asks_for_the_cause_by_groups_and_keeps_what_was_typed(
    town: Town,
) -> None:
    dossier, client = make_late(town), browser(town.people.specialist)
    page = client.get(act_path(dossier, "lay-y-kien")).content.decode()
    assert "Nguyên nhân chậm" in page
    assert "<legend>Khách quan</legend>" in page
    missing = _post(client, dossier, "lay-y-kien", note="Hỏi địa chính")
    assert missing.status_code == 422
    assert "Chọn nguyên nhân trễ trước khi chuyển bước" in missing.content.decode()
    assert "Hỏi địa chính" in missing.content.decode()
    no_words = _post(client, dossier, "lay-y-kien", note="Hỏi địa chính", late_cause=OTHER)
    assert no_words.status_code == 422
    assert "Ghi rõ nguyên nhân khác là gì" in no_words.content.decode()
    words = {"late_cause": OTHER, "late_note": "Mất dấu bưu điện"}
    assert _post(client, dossier, "lay-y-kien", note="Hỏi", **words).status_code == 302
    sheet = client.get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Nguyên nhân chậm: Khác, Mất dấu bưu điện" in sheet


def test_the_page_of_an_act_in_time_or_that_only_hands_on_asks_nothing(town: Town) -> None:
    in_time = town.dossier(Status.ASSIGNED)
    page = browser(town.people.specialist).get(act_path(in_time, "lay-y-kien"))
    assert "Nguyên nhân chậm" not in page.content.decode()
    page = browser(town.people.head).get(act_path(make_late(town), "giao"))
    assert "Nguyên nhân chậm" not in page.content.decode()


def test_a_supplement_of_a_late_dossier_keeps_its_cause_through_the_preview(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.specialist)
    paper = dossier.papers.get()
    asked = {f"p{paper.pk}": "on", f"p{paper.pk}-ly-do": "Ảnh mờ", "note": "Xin gửi lại"}
    asked |= {"due_on": "31/12/2030"}
    assert _post(client, dossier, "bo-sung", **asked).status_code == 422
    preview = _post(client, dossier, "bo-sung", late_cause="complex", **asked)
    assert "Người nộp sẽ thấy" in preview.content.decode()
    assert 'value="complex"' in preview.content.decode()
    done = _post(client, dossier, "bo-sung", late_cause="complex", gui="1", **asked)
    assert done.status_code == 302


def test_many_late_ones_are_named_and_asked_about_once(town: Town) -> None:
    late = make_late(town, Status.SUBMITTED_FOR_SIGN)
    in_time = town.dossier(Status.SUBMITTED_FOR_SIGN)
    client = browser(town.people.leader)
    ticks = [f"{one.code}:{one.last_seq}" for one in (late, in_time)]
    bulk = {"viec": "sign", "ho-so": ticks}
    page = client.post("/cb/hang-loat/", bulk).content.decode()
    assert f"1 trong 2 hồ sơ đã trễ và chưa ghi nguyên nhân: {late.code}" in page
    assert client.post("/cb/hang-loat/", {**bulk, "xac-nhan": "1"}).status_code == 422
    confirmed = {**bulk, "xac-nhan": "1", "late_cause": "signer"}
    assert client.post("/cb/hang-loat/", confirmed).status_code == 302
    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.state, late.late_cause) == (Status.SIGNED, "signer")
    assert (in_time.state, in_time.late_cause) == (Status.SIGNED, "")
