"""/qt/zalo/: accounts, tokens that never show, templates; and what Zalo tells us."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from notifications.models import Message, MessageEvent, ZaloAccount, ZaloTemplate
from notifications.tasks import refresh_zalo
from portal.lib.sealed import unseal
from tests.factories import make_commune, make_staff
from tests.notifications.zalo_server import APP_ID, OA_SECRET, SECRET, Zalo, make_account

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Xã Bình An", "unit": "0", "app_id": APP_ID, "oa_id": "", "app_secret": SECRET,
    "oa_secret": OA_SECRET, "refresh_token": "refresh-1", "price": "300", "is_on": "on",
}  # fmt: skip


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_staff(make_commune().one_stop, Role.ADMIN))
    return client


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_an_account_is_added_and_its_secrets_are_sealed_and_never_shown(admin: Client) -> None:
    assert "Chưa có tài khoản Zalo nào" in said(admin.get("/qt/zalo/"))
    assert admin.post("/qt/zalo/them/", TYPED)["Location"] == "/qt/zalo/"
    account = ZaloAccount.objects.get()
    assert unseal(account.refresh_token) == "refresh-1"
    for page in ("/qt/zalo/", f"/qt/zalo/{account.pk}/"):
        shown = said(admin.get(page))
        assert "Xã Bình An" in shown
        for secret in (SECRET, OA_SECRET, "refresh-1", account.refresh_token):
            assert secret not in shown
    assert "/tin-nhan/zalo/" in said(admin.get(f"/qt/zalo/{account.pk}/"))


def test_what_is_missing_or_wrong_is_said_at_its_field(admin: Client) -> None:
    wrong = TYPED | {"app_id": "abc", "app_secret": "", "refresh_token": "", "price": "nhiều"}
    answer = admin.post("/qt/zalo/them/", wrong)
    assert answer.status_code == 422
    for sentence in (
        "Mã này gồm toàn chữ số", "Nhập khóa bí mật của ứng dụng", "Nhập khóa làm mới",
        "Nhập bằng chữ số",
    ):  # fmt: skip
        assert sentence in said(answer)
    assert 'value="Xã Bình An"' in said(answer)
    assert not ZaloAccount.objects.exists()


def test_secrets_left_empty_stay_and_a_new_token_is_used(admin: Client, zalo: Zalo) -> None:
    account = make_account(zalo.url, last_error="Zalo không đổi khóa", last_error_at=timezone.now())
    kept = TYPED | {"app_secret": "", "oa_secret": "", "refresh_token": "", "name": "Tên mới"}
    admin.post(f"/qt/zalo/{account.pk}/", kept)
    account.refresh_from_db()
    assert (account.name, unseal(account.access_token)) == ("Tên mới", "access-1")
    zalo.generation = 5
    admin.post(f"/qt/zalo/{account.pk}/", kept | {"refresh_token": "refresh-5"})
    assert refresh_zalo() == 1
    account.refresh_from_db()
    assert unseal(account.access_token) == "access-6"
    assert account.last_error == ""


def test_an_error_of_the_account_is_shown_to_the_administrator(admin: Client) -> None:
    make_account(last_error="Zalo không trả lời khi đổi khóa", last_error_at=timezone.now())
    shown = said(admin.get("/qt/zalo/"))
    assert "Lỗi gần nhất" in shown
    assert "Zalo không trả lời khi đổi khóa" in shown


def test_a_check_asks_zalo_without_sending_anything(admin: Client, zalo: Zalo) -> None:
    account = make_account(zalo.url)
    answer = admin.post(f"/qt/zalo/{account.pk}/thu/", follow=True)
    assert "hôm nay còn gửi được 499 trên 500 tin" in said(answer)
    assert zalo.sent == []
    zalo.generation = 2
    answer = admin.post(f"/qt/zalo/{account.pk}/thu/", follow=True)
    assert "Zalo không nhận khóa truy cập" in said(answer)
    zalo.cut = True
    assert "Không nối được tới Zalo" in said(admin.post(f"/qt/zalo/{account.pk}/thu/", follow=True))


def test_a_template_maps_fields_of_zalo_to_our_variables(admin: Client) -> None:
    account = make_account()
    page = f"/qt/zalo/{account.pk}/mau/received/"
    assert "ma_ho_so" in said(admin.get(page))
    admin.post(page, {"template_id": "7895417a", "fields_of": "so = {ma_ho_so}\nhen=ngay_hen\n"})
    template = ZaloTemplate.objects.get()
    assert template.fields == {"so": "code", "hen": "due"}
    assert "so = {ma_ho_so}" in said(admin.get(page))
    assert "7895417a" in said(admin.get("/qt/zalo/"))
    admin.post(page, {"drop": "1"})
    assert not ZaloTemplate.objects.exists()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("so = ma_xac_nhan", "Loại tin này không có nội dung “ma_xac_nhan”"),
        ("so ma_ho_so", "Viết dòng “so ma_ho_so” theo dạng"),
        ("so = ma_ho_so\nso = ngay_hen", "Trường so có hai dòng"),
        ("", "Nhập trường của mẫu"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(
    admin: Client, lines: str, sentence: str
) -> None:
    account = make_account()
    answer = admin.post(
        f"/qt/zalo/{account.pk}/mau/received/", {"template_id": "12", "fields_of": lines}
    )
    assert answer.status_code == 422
    assert sentence in said(answer)


def test_a_kind_that_never_goes_by_zalo_has_no_template(admin: Client) -> None:
    assert admin.get(f"/qt/zalo/{make_account().pk}/mau/otp/").status_code == 404


# --- What Zalo tells us --------------------------------------------------------------------------


def delivered(message: Message, /, **changes: Any) -> bytes:
    facts = {
        "sender": {"id": "2893"}, "recipient": {"id": "84905123318"},
        "event_name": "user_received_message",
        "message": {
            "delivery_time": "1602960467432", "msg_id": "m1", "tracking_id": message.reference,
        },
        "app_id": APP_ID, "timestamp": "1602560967477",
    }  # fmt: skip
    return json.dumps(facts | changes).encode()


def tell(client: Client, body: bytes, *, secret: str = OA_SECRET) -> int:
    signed = APP_ID.encode() + body + b"1602560967477" + secret.encode()
    signature = f"mac={hashlib.sha256(signed).hexdigest()}"
    return client.post(
        "/tin-nhan/zalo/", body, content_type="application/json",
        headers={"X-ZEvent-Signature": signature},
    ).status_code  # fmt: skip


@pytest.fixture
def message() -> Message:
    now = timezone.now()
    return Message.objects.create(
        event="e", key="e:zalo", kind="received", channel=Message.Channel.ZALO, text="",
        recipient="0905123318", created_at=now, not_before=now, sent_at=now,
        state=Message.State.HANDED_OVER,
    )  # fmt: skip


def test_a_report_of_zalo_proves_the_arrival(client: Client, message: Message) -> None:
    make_account()
    assert tell(client, delivered(message)) == 200
    message.refresh_from_db()
    assert message.state == Message.State.DELIVERED
    assert message.delivered_at == datetime.fromtimestamp(1602960467.432, UTC)
    assert tell(client, delivered(message)) == 200
    message.refresh_from_db()
    assert message.state == Message.State.DELIVERED


def test_a_forged_report_changes_nothing(client: Client, message: Message) -> None:
    make_account()
    assert tell(client, delivered(message), secret="guessed") == 403
    assert tell(client, delivered(message, app_id="1")) == 403
    assert client.post("/tin-nhan/zalo/", b"{", content_type="application/json").status_code == 400
    assert client.post("/tin-nhan/zalo/", b"[]", content_type="application/json").status_code == 400
    message.refresh_from_db()
    assert message.state == Message.State.HANDED_OVER


def test_other_events_and_odd_reports_are_taken_and_change_nothing(
    client: Client, message: Message
) -> None:
    make_account()
    for odd in (
        {"event_name": "user_send_text"}, {"message": None}, {"message": {"msg_id": "m1"}},
    ):  # fmt: skip
        assert tell(client, delivered(message, **odd)) == 200
    message.refresh_from_db()
    assert message.state == Message.State.HANDED_OVER


def test_a_report_of_an_unknown_message_is_kept(client: Client, message: Message) -> None:
    make_account()
    unknown = {"tracking_id": "nobody", "delivery_time": "soon"}
    assert tell(client, delivered(message, message=unknown)) == 200
    assert MessageEvent.objects.get().message is None


@pytest.mark.parametrize("app_id", ['"\\ud800"', '"\\u0000"', "[]"])
def test_an_application_that_cannot_be_is_refused_like_any_stranger(
    client: Client, app_id: str
) -> None:
    body = f'{{"app_id": {app_id}}}'
    answer = client.post("/tin-nhan/zalo/", body, content_type="application/json")
    assert answer.status_code == 403
