"""/qt/chung-thu-so/: who may see it, what it shows, how certificates come and go."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from signatures.demo import Authority
from signatures.models import Certificate
from signatures.rows import certificate_rows
from tests.factories import Commune, make_staff
from tests.signatures.authorities import LEADER, OFFICE
from tests.signatures.papers import NOW

LIST, ADD = "/qt/chung-thu-so/", "/qt/chung-thu-so/them/"


@pytest.fixture
def admin(client: Client, commune: Commune) -> Client:
    client.force_login(make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc"))
    return client


def posted(authority: Authority, label: str, holder: str) -> dict[str, Any]:
    file = SimpleUploadedFile("ky.p12", authority.key_file(label))
    return {"holder": holder, "file": file, "passphrase": authority.passphrase}


def give_up_address(certificate: Certificate) -> str:
    return reverse("signatures:give-up-certificate", args=[certificate.sha256])


def test_only_administrators_open_it(client: Client, leader: User) -> None:
    client.force_login(leader)
    assert client.get(LIST).status_code == 403
    assert client.post(ADD).status_code == 403


def test_without_certificates_the_page_says_that_work_goes_on(admin: Client) -> None:
    assert "vẫn ký tay và đóng dấu như trước" in admin.get(LIST).content.decode()


def test_an_administrator_adds_a_certificate(
    admin: Client, signing: Authority, leader: User
) -> None:
    answer = admin.post(ADD, posted(signing, "leader", f"ca-nhan:{leader.username}"), follow=True)
    text = answer.content.decode()
    assert f"Đã thêm chứng thư của {LEADER}" in text
    assert "Còn hạn" in text
    added = Certificate.objects.get()
    assert (added.user, added.added_by and added.added_by.full_name) == (leader, "Lê Hữu Phúc")


def test_an_administrator_adds_the_certificate_of_an_office(
    admin: Client, signing: Authority, commune: Commune
) -> None:
    admin.post(ADD, posted(signing, "office", f"co-quan:{commune.root.code}"))
    assert Certificate.objects.get().unit == commune.root
    assert OFFICE in admin.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"passphrase": "sai"}, "Mật khẩu không mở được tệp này"),
        ({"file": ""}, "Chọn tệp chứng thư"),
        ({"holder": ""}, "Chọn người hoặc cơ quan ký"),
        ({"holder": "ca-nhan:nobody"}, "người hoặc cơ quan ký"),
        ({"file": SimpleUploadedFile("x.p12", b"x" * 200_000)}, "Tệp quá lớn"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    admin: Client, signing: Authority, leader: User, changes: dict[str, Any], words: str
) -> None:
    answer = admin.post(ADD, posted(signing, "leader", f"ca-nhan:{leader.username}") | changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Lỗi: " in text
    assert Certificate.objects.count() == 0


def test_the_passphrase_is_never_shown_again(
    admin: Client, signing: Authority, leader: User
) -> None:
    wrong = posted(signing, "leader", f"ca-nhan:{leader.username}") | {"file": ""}
    assert signing.passphrase not in admin.post(ADD, wrong).content.decode()


def test_a_certificate_added_twice_is_a_conflict(
    admin: Client, signing: Authority, leader: User, leaders: Certificate
) -> None:
    answer = admin.post(ADD, posted(signing, "leader", f"ca-nhan:{leader.username}"))
    assert answer.status_code == 409
    assert "đã có trong danh sách" in answer.content.decode()


def test_a_revoked_certificate_stays_in_the_list(admin: Client, leaders: Certificate) -> None:
    answer = admin.post(give_up_address(leaders), {"why": "thu-hoi"}, follow=True)
    assert "Thu hồi" in answer.content.decode()
    leaders.refresh_from_db()
    assert leaders.revoked_at is not None
    assert admin.get(give_up_address(leaders)).status_code == 404


def test_an_unused_certificate_leaves_the_list(admin: Client, leaders: Certificate) -> None:
    answer = admin.post(give_up_address(leaders), {"why": "khong-dung"}, follow=True)
    assert "Chưa có chứng thư số nào" in answer.content.decode()


def test_giving_up_asks_why(admin: Client, leaders: Certificate) -> None:
    answer = admin.post(give_up_address(leaders))
    assert answer.status_code == 422
    assert Certificate.objects.kept().usable(NOW).count() == 1


def test_a_certificate_is_not_given_up_by_looking(admin: Client, leaders: Certificate) -> None:
    assert admin.get(give_up_address(leaders)).status_code == 200
    assert Certificate.objects.usable(NOW).count() == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [(31, "Còn hạn"), (29, "Sắp hết hạn, còn 29 ngày"), (0, "Hết hạn")],
)
def test_the_list_warns_thirty_days_before(leaders: Certificate, days: int, words: str) -> None:
    (row,) = certificate_rows([leaders], at=leaders.valid_to - timedelta(days=days))
    assert row.state.text == words


def test_the_list_costs_the_same_however_long(
    admin: Client, leaders: Certificate, django_assert_max_num_queries: Any
) -> None:
    admin.get(LIST)
    with django_assert_max_num_queries(8):
        admin.get(LIST)
