"""Signing in: by phone and one-time code, by name and password, and never to another site."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import OneTimeCode, User
from accounts.permissions import Role
from accounts.services import CODE_TRIES, PHONES_BY_ADDRESS, SENDS_BY_ADDRESS, SENDS_PER_DAY
from notifications.models import Message
from portal.sign_in.views import TRIES_BY_ADDRESS
from tests import factories
from tests.factories import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def commune() -> Commune:
    return factories.make_commune()


def ask(client: Client, phone: str = "0905 123 318", target: str = "") -> str:
    """Asks for a code and reads it from the message."""
    response = client.post(f"/dang-nhap/?tiep={target}", {"phone": phone})
    assert response.status_code == 302, response.content.decode()
    text = Message.objects.order_by("-pk")[0].text
    found = re.search(r"\b(\d{6})\b", text)
    assert found
    return found[1]


def test_a_citizen_signs_in_with_the_code_and_gets_an_account(
    client: Client, commune: Commune
) -> None:
    code = ask(client, target="/nop/1.001193/")
    response = client.post("/dang-nhap/ma/", {"code": code})
    assert response.headers["Location"] == "/nop/1.001193/"
    citizen = User.objects.get(kind=User.Kind.CITIZEN)
    assert citizen.phone == "+84905123318"
    assert client.session["_auth_user_id"] == str(citizen.pk)


def test_the_code_is_stored_only_as_a_hash(client: Client, commune: Commune) -> None:
    code = ask(client)
    assert code not in str(OneTimeCode.objects.values().get())


def test_a_wrong_code_says_how_many_tries_are_left_and_the_right_one_dies_in_the_end(
    client: Client, commune: Commune
) -> None:
    code = ask(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for left in range(CODE_TRIES - 1, -1, -1):
        response = client.post("/dang-nhap/ma/", {"code": wrong})
        assert response.status_code == 422
        assert f"còn {left} lần nhập" in response.content.decode()
    response = client.post("/dang-nhap/ma/", {"code": code})
    assert "bấm Nhận mã mới" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client: Client, commune: Commune) -> None:
    code = ask(client)
    client.post("/dang-nhap/ma/", {"code": code})
    again = Client()
    begin(again, OneTimeCode.objects.get().pk)
    assert again.post("/dang-nhap/ma/", {"code": code}).status_code == 422


def begin(client: Client, code_id: int) -> None:
    """As if this browser had asked for that code."""
    session = client.session
    session["sign_in"] = {"phone": "+84905123318", "code_id": code_id, "next": "/"}
    session.save()


def test_a_code_is_of_the_browser_that_asked_for_it(client: Client, commune: Commune) -> None:
    stranger = Client()
    ask(stranger)
    OneTimeCode.objects.all().delete()  # the minute between two codes is over
    code = ask(client)
    for _ in range(CODE_TRIES):
        assert stranger.post("/dang-nhap/ma/", {"code": code}).status_code == 422
    assert client.post("/dang-nhap/ma/", {"code": code}).status_code == 302


def test_a_second_code_is_asked_to_wait(client: Client, commune: Commune) -> None:
    ask(client)
    response = client.post("/dang-nhap/", {"phone": "0905123318"})
    assert response.status_code == 422
    assert "Xin đợi" in response.content.decode()


def test_one_address_cannot_use_up_somebodys_codes_of_the_day(
    client: Client, commune: Commune
) -> None:
    for _ in range(SENDS_PER_DAY):
        client.post("/dang-nhap/", {"phone": "0905123318"})
        OneTimeCode.objects.all().delete()  # the minute between two codes is over
    assert Message.objects.count() == SENDS_BY_ADDRESS
    elsewhere = {"phone": "0905123318"}
    answer = client.post("/dang-nhap/", elsewhere, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 302


def test_one_address_cannot_send_codes_to_every_phone(client: Client, commune: Commune) -> None:
    for number in range(PHONES_BY_ADDRESS):
        client.post("/dang-nhap/", {"phone": f"0905{number:06d}"})
    answer = client.post("/dang-nhap/", {"phone": "0905123318"})
    assert answer.status_code == 422
    assert Message.objects.count() == PHONES_BY_ADDRESS


@pytest.mark.parametrize("phone", ["", "12345", "0123456789", "abc", "+1 202 555 0100"])
def test_a_wrong_phone_gets_a_sentence_at_its_field(
    client: Client, commune: Commune, phone: str
) -> None:
    response = client.post("/dang-nhap/", {"phone": phone})
    assert response.status_code == 422
    assert "Nhập số điện thoại 10 chữ số" in response.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:1", "ho-so"]
)
def test_signing_in_never_leads_to_another_site(
    client: Client, commune: Commune, target: str
) -> None:
    code = ask(client, target=target)
    response = client.post("/dang-nhap/ma/", {"code": code})
    assert response.headers["Location"] == "/ho-so/"


def test_staff_sign_in_by_password_and_a_wrong_one_is_told(
    client: Client, commune: Commune
) -> None:
    user = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    form = {"username": user.username, "password": "sai mật khẩu"}
    response = client.post("/cb/dang-nhap/", form)
    assert response.status_code == 422
    assert "chưa đúng" in response.content.decode()
    form["password"] = factories.PASSWORD
    assert client.post("/cb/dang-nhap/", form).headers["Location"] == "/cb/"


def test_guessing_passwords_is_stopped_even_with_the_right_one(
    client: Client, commune: Commune
) -> None:
    user = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    for _ in range(8):
        client.post("/cb/dang-nhap/", {"username": user.username, "password": "x"})
    response = client.post(
        "/cb/dang-nhap/", {"username": user.username, "password": factories.PASSWORD}
    )
    assert "Đã thử nhiều lần" in response.content.decode()


def test_trying_one_password_on_every_name_is_stopped(client: Client, commune: Commune) -> None:
    user = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    for number in range(TRIES_BY_ADDRESS):
        client.post("/cb/dang-nhap/", {"username": f"canbo{number}", "password": "x"})
    form = {"username": user.username, "password": factories.PASSWORD}
    assert "Đã thử nhiều lần" in client.post("/cb/dang-nhap/", form).content.decode()
    assert client.post("/cb/dang-nhap/", form, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_signing_in_rightly_uses_up_no_try(client: Client, commune: Commune) -> None:
    user = factories.make_staff(commune.one_stop, Role.RECEPTIONIST)
    form = {"username": user.username, "password": factories.PASSWORD}
    for _ in range(9):
        assert client.post("/cb/dang-nhap/", form).status_code == 302


def test_a_citizen_has_no_password_and_a_closed_account_no_way_in(
    client: Client, commune: Commune
) -> None:
    citizen = factories.make_citizen("+84905123318")
    form = {"username": citizen.username, "password": ""}
    assert client.post("/cb/dang-nhap/", form).status_code == 422
    code = ask(client)
    User.objects.update(is_active=False)
    assert "Tài khoản đã khóa" in client.post("/dang-nhap/ma/", {"code": code}).content.decode()


def test_strangers_are_sent_to_the_sign_in_of_their_kind(client: Client, commune: Commune) -> None:
    assert client.get("/ho-so/").headers["Location"] == "/dang-nhap/?tiep=%2Fho-so%2F"
    assert client.get("/cb/").headers["Location"] == "/cb/dang-nhap/?tiep=%2Fcb%2F"


def test_signing_out_needs_a_post(client: Client, commune: Commune) -> None:
    client.force_login(factories.make_citizen())
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/thu-tuc/1%00/", "/tim?q=%00"])
def test_a_nul_in_an_address_is_a_bad_request_on_every_database(
    client: Client, commune: Commune, path: str
) -> None:
    assert client.get(path).status_code == 400
