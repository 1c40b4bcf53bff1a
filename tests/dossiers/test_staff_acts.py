"""Every action by its page: it works, is written down, twice is harmless, others are kept out."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.staff.acts import SLUGS
from dossiers.workflow import TRANSITIONS, Action, Status, Who
from tests.dossiers.staff import Town, a_photo, a_text_file, act_path, actions_of, browser


def _post(client: Client, dossier: Dossier, slug: str, **data: Any) -> Any:
    return client.post(act_path(dossier, slug), {"seen": dossier.last_seq, **data})


def test_every_action_of_staff_has_an_address_and_no_status_knows_two_by_one_name() -> None:
    by_staff = {row.action for row in TRANSITIONS if row.who - set(Who)}
    assert by_staff == set(SLUGS)
    for status in Status:
        names = [
            SLUGS[row.action]
            for row in TRANSITIONS
            if status in row.sources and row.action in by_staff
        ]
        assert len(names) == len(set(names)), status


def test_a_dossier_is_taken_from_the_counter_to_the_handed_over_result(town: Town) -> None:
    people, dossier = town.people, town.dossier(Status.SUBMITTED)
    steps = [
        (people.receptionist, "tiep-nhan", {}),
        (people.receptionist, "chuyen-xu-ly", {}),
        (people.head, "giao", {"assignee": people.specialist.pk}),
        (people.specialist, "xac-minh", {}),
        (people.specialist, "xong-xac-minh", {"note": "Đã gặp tổ trưởng, đúng như khai"}),
        (people.specialist, "trinh-ky", {}),
        (people.leader, "ky", {}),
        (people.clerk, "ket-qua", {"result_number": "12/2026", "result_on": "20/11/2026"}),
        (people.receptionist, "tra-ket-qua", {"receiver": "Nguyễn Thị Sáu"}),
    ]
    for person, slug, data in steps:
        client = browser(person)
        assert client.get(act_path(dossier, slug)).status_code == 200, slug
        assert _post(client, dossier, slug, **data).status_code == 302, slug
        dossier.refresh_from_db()
    assert dossier.state is Status.RETURNED_RESULT
    assert (dossier.result_number, dossier.handed_over_to) == ("12/2026", "Nguyễn Thị Sáu")
    assert actions_of(dossier) == [
        "submit", "receive", "transfer", "assign", "start_verifying", "finish_verifying",
        "submit_for_sign", "sign", "finish", "hand_over",
    ]  # fmt: skip


def test_the_page_after_an_act_is_where_the_work_goes_on(town: Town) -> None:
    dossier = town.dossier(Status.SUBMITTED)
    client = browser(town.people.receptionist)
    path = act_path(dossier, "tiep-nhan")
    response = client.post(path, {"seen": dossier.last_seq, "tiep": "/cb/?xem=N-1"}, follow=True)
    assert response.redirect_chain == [("/cb/?xem=N-1", 302)]
    assert "Xong: Tiếp nhận – hồ sơ H99.12-" in response.content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)"]
)
def test_an_act_never_leads_out_of_the_site(town: Town, target: str) -> None:
    dossier = town.dossier(Status.SUBMITTED)
    response = _post(browser(town.people.receptionist), dossier, "tiep-nhan", tiep=target)
    dossier.refresh_from_db()
    assert response["Location"] == f"/cb/ho-so/{dossier.code}/"


def test_the_same_act_twice_happens_once(town: Town) -> None:
    dossier, client = town.dossier(Status.RECEIVED), browser(town.people.receptionist)
    assert _post(client, dossier, "chuyen-xu-ly").status_code == 302
    again = _post(client, dossier, "chuyen-xu-ly")
    assert again.status_code == 409
    assert "Lê Thị Hòa vừa xử lý hồ sơ này" in again.content.decode()
    assert actions_of(dossier) == ["submit", "receive", "transfer"]


def test_of_two_officers_at_once_the_second_sees_what_the_first_did_and_keeps_the_words(
    town: Town,
) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    apply(
        dossier, Action.REASSIGN, by=town.people.head, at=timezone.now(),
        assignee=town.people.specialist,
    )  # fmt: skip
    response = _post(
        browser(town.people.specialist), dossier, "lay-y-kien", note="Gửi địa chính hỏi ranh giới"
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Đỗ Văn Thu vừa xử lý hồ sơ này" in page
    assert "Giao lại: Đỗ Văn Thu" in page
    assert "Gửi địa chính hỏi ranh giới" in page
    dossier.refresh_from_db()
    assert dossier.state is Status.ASSIGNED
    assert f'name="seen" value="{dossier.last_seq}"' in page
    assert (
        _post(
            browser(town.people.specialist),
            dossier,
            "lay-y-kien",
            note="Gửi địa chính hỏi ranh giới",
        ).status_code
        == 302
    )


def test_an_act_that_is_no_longer_possible_keeps_the_words_and_offers_no_button(
    town: Town,
) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    apply(dossier, Action.SUBMIT_FOR_SIGN, by=town.people.specialist, at=timezone.now())
    response = _post(browser(town.people.specialist), dossier, "lay-y-kien", note="Hỏi địa chính")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Hỏi địa chính" in page
    assert "data-main" not in page


def test_an_act_that_does_not_fit_the_status_is_a_conflict(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    response = browser(town.people.specialist).get(act_path(dossier, "xong-xac-minh"))
    assert response.status_code == 409
    assert "Hồ sơ đang ở bước “Đang thẩm định”" in response.content.decode()


def test_only_who_holds_the_dossier_works_on_it_and_is_named(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    response = _post(browser(town.people.colleague), dossier, "trinh-ky")
    assert response.status_code == 422
    assert "Người giữ hồ sơ: Phạm Quốc Bảo" in response.content.decode()
    dossier.refresh_from_db()
    assert dossier.state is Status.ASSIGNED


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_wrong_person_finds_nothing(town: Town, method: str) -> None:
    dossier = town.dossier(Status.SUBMITTED_FOR_SIGN)
    for person in (town.people.specialist, town.people.receptionist, town.people.clerk):
        path = act_path(dossier, "ky")
        assert getattr(browser(person), method)(path, {"seen": 1}).status_code == 404
    assert browser(town.people.colleague).get(f"/cb/ho-so/{dossier.code}/").status_code == 404
    assert browser(town.people.leader).get(act_path(dossier, "khong-co")).status_code == 404


def test_missing_words_are_asked_for_at_their_field_and_the_rest_is_kept(town: Town) -> None:
    dossier, client = town.dossier(Status.SUBMITTED), browser(town.people.receptionist)
    response = _post(client, dossier, "tu-choi", note="Nộp nhầm xã")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Chọn lý do trong danh sách" in page
    assert "Nộp nhầm xã" in page
    assert "<title>Lỗi: " in page
    assert (
        _post(client, dossier, "tu-choi", note="Nộp nhầm xã", reason="authority").status_code == 302
    )
    dossier.refresh_from_db()
    assert dossier.state is Status.REFUSED
    event = dossier.events.get(seq=dossier.last_seq)
    assert (event.reason, event.note, event.actor) == (
        "authority", "Nộp nhầm xã", town.people.receptionist,
    )  # fmt: skip


def test_work_is_given_only_to_examiners_of_the_office_and_their_load_is_told(town: Town) -> None:
    town.dossier(Status.ASSIGNED)
    dossier, client = town.dossier(Status.TRANSFERRED), browser(town.people.head)
    page = client.get(act_path(dossier, "giao")).content.decode()
    assert "Phạm Quốc Bảo · đang giữ 1 hồ sơ" in page
    assert "Võ Thị Lan · đang giữ 0 hồ sơ" in page
    assert "Lê Thị Hòa · đang giữ" not in page
    refused = _post(client, dossier, "giao", assignee=town.people.receptionist.pk)
    assert refused.status_code == 422
    assert _post(client, dossier, "giao").status_code == 422
    assert _post(client, dossier, "giao", assignee=town.people.colleague.pk).status_code == 302
    dossier.refresh_from_db()
    assert dossier.assignee == town.people.colleague


def test_the_result_is_numbered_dated_and_its_file_is_kept(town: Town) -> None:
    dossier, client = town.dossier(Status.SIGNED), browser(town.people.clerk)
    wrong = _post(client, dossier, "ket-qua", result_number="", result_on="31/02/2026")
    assert wrong.status_code == 422
    assert "Nhập số kết quả" in wrong.content.decode()
    facts = {"result_number": "45/2026", "result_on": "20/11/2026"}
    text = _post(client, dossier, "ket-qua", **facts, result_file=a_text_file())
    assert text.status_code == 422
    assert "Chỉ nhận ảnh hoặc PDF" in text.content.decode()
    assert "45/2026" in text.content.decode()
    assert _post(client, dossier, "ket-qua", **facts, result_file=a_photo()).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.state, dossier.result_number) == (Status.RESULT_READY, "45/2026")
    assert dossier.attachments.get().role == "result"
