"""Who reports: a phone that answered a code, an account, or nobody."""

import pytest
from django.test import Client

from accounts.models import OneTimeCode, User
from feedback.models import ReportDraft
from notifications.models import Message
from tests.dossiers.conftest import People
from tests.feedback.reporting.walking import (
    PHONE,
    answer,
    path_of,
    prove_phone,
    sent_code,
    show,
)

E164 = "+84905123318"


def test_a_phone_is_asked_for_its_code(client: Client, draft: ReportDraft) -> None:
    response = answer(client, draft, "lien-he", phone=PHONE, name="Nguyễn Thị Sáu")
    assert response["Location"] == path_of(draft, "ma")
    assert (draft.phone, draft.proved_phone, draft.name) == (E164, "", "Nguyễn Thị Sáu")
    assert "0905 123 318" in show(client, draft, "ma")


def test_the_code_proves_the_phone_without_signing_in(client: Client, draft: ReportDraft) -> None:
    response = prove_phone(client, draft)
    assert response["Location"] == path_of(draft, "kiem-tra")
    assert draft.proved_phone == draft.phone == E164
    assert draft.user == User.objects.get(username=E164)
    assert "_auth_user_id" not in client.session


def test_a_wrong_code_is_told_and_counted(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    wrong = "000000" if sent_code() != "000000" else "111111"
    response = answer(client, draft, "ma", code=wrong)
    assert response.status_code == 422
    assert "Mã chưa đúng" in response.content.decode()
    assert draft.proved_phone == ""


@pytest.mark.parametrize("code", ["", "12", "abcdef", "1234567", "۱۲۳۴۵۶"])
def test_what_is_no_code_uses_up_no_try(client: Client, draft: ReportDraft, code: str) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    tries = OneTimeCode.objects.get().tries_left
    assert answer(client, draft, "ma", code=code).status_code == 422
    assert OneTimeCode.objects.get().tries_left == tries


def test_another_browser_cannot_try_the_code(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    response = answer(Client(), draft, "ma", code=sent_code())
    assert response["Location"] == path_of(draft, "lien-he")
    assert draft.proved_phone == ""


def test_a_code_of_one_draft_proves_nothing_in_another(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    other = ReportDraft.objects.create(created_at=draft.created_at, saved_at=draft.saved_at)
    assert answer(client, other, "ma", code=sent_code()).status_code == 302
    assert other.proved_phone == ""


def test_a_code_for_an_earlier_number_proves_nothing(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    code = sent_code()
    ReportDraft.objects.update(phone="+84905123319")
    answer(client, draft, "ma", code=code)
    assert draft.proved_phone == ""


def test_a_second_code_at_once_is_refused_at_the_phone(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "lien-he", phone=PHONE)
    response = answer(client, draft, "lien-he", phone=PHONE)
    assert response.status_code == 422
    assert "Mã vừa được gửi" in response.content.decode()


def test_a_proved_phone_is_not_asked_twice(client: Client, draft: ReportDraft) -> None:
    prove_phone(client, draft)
    response = answer(client, draft, "lien-he", phone=PHONE, name="Sáu")
    assert response["Location"] == path_of(draft, "kiem-tra")
    assert draft.name == "Sáu"
    assert Message.objects.filter(kind="otp").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": ""}, "hoặc chọn gửi không để lại số"),
        ({"phone": "12345"}, "Nhập số điện thoại 10 chữ số"),
        ({"phone": "0258 3123 456"}, "Nhập số điện thoại 10 chữ số"),
        ({"phone": PHONE, "name": "Sáu <b>"}, "Họ tên chỉ gồm chữ"),
    ],
)
def test_a_bad_contact_is_told_at_its_field_and_kept(
    client: Client, draft: ReportDraft, typed: dict[str, str], sentence: str
) -> None:
    response = answer(client, draft, "lien-he", **typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Message.objects.exists()
    assert draft.phone == ""


def test_who_is_signed_in_is_asked_for_no_phone(
    client: Client, draft: ReportDraft, people: People
) -> None:
    client.force_login(people.citizen)
    page = show(client, draft, "lien-he")
    assert "09•• ••• 318" in page
    assert 'name="phone"' not in page
    response = answer(client, draft, "lien-he", name="Nguyễn Thị Sáu")
    assert response["Location"] == path_of(draft, "kiem-tra")
    assert (draft.user, draft.proved_phone) == (people.citizen, E164)


def test_staff_report_like_anybody(client: Client, draft: ReportDraft, people: People) -> None:
    client.force_login(people.receptionist)
    assert 'name="phone"' in show(client, draft, "lien-he")


def test_nobody_needs_a_phone(client: Client, draft: ReportDraft) -> None:
    assert "mất đường dẫn là mất dấu" in show(client, draft, "lien-he")
    response = answer(client, draft, "lien-he", khong_so="1")
    assert response["Location"] == path_of(draft, "kiem-tra")
    assert draft.without_phone
    assert "Không để lại số điện thoại" in show(client, draft, "kiem-tra")


def test_who_changes_to_no_phone_is_forgotten(
    client: Client, draft: ReportDraft, people: People
) -> None:
    client.force_login(people.citizen)
    answer(client, draft, "lien-he", name="Nguyễn Thị Sáu")
    answer(client, draft, "lien-he", khong_so="1")
    assert (draft.user, draft.name, draft.phone, draft.proved_phone) == (None, "", "", "")
