"""/qt/cong-tin/: how gateways do, adding and changing them, a trial message."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessLog
from accounts.permissions import Role
from notifications.desk.balances import fetch_balances
from notifications.models import Gateway, Message
from notifications.models.message import State
from portal.lib.sealed import unseal
from tests.dossiers.staff import browser
from tests.factories import Commune, make_commune, make_staff
from tests.notifications.scripted import scripted
from tests.notifications.texts import SECRET, a_gateway

pytestmark = pytest.mark.django_db

NOWHERE = "http://127.0.0.1:1/gui"  # nobody listens
LIST, ADD = "/qt/cong-tin/", "/qt/cong-tin/them/"
FACTS = {
    "name": "Viettel chính",
    "code": "viettel-1",
    "kind": "json",
    "url": "https://sms.example.vn/gui",
    "sender": "UBND BINHAN",
    "secret": "khoa-rieng",
    "root_unit_id": "0",
    "position": "1",
    "price": "350",
    "reports": "1",
}


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> Client:
    return browser(make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc"))


def text_of(client: Client, path: str = LIST) -> str:
    return client.get(path).content.decode()


def test_only_administrators_open_it(commune: Commune) -> None:
    clerk = browser(make_staff(commune.one_stop, Role.RECEPTIONIST, Role.LEADER))
    assert clerk.get(LIST).status_code == 403
    assert clerk.post(ADD, FACTS).status_code == 403


def test_without_gateways_the_page_says_what_that_means(admin: Client) -> None:
    assert "Tin nhắn SMS đang chờ, chưa gửi cho ai" in text_of(admin)


def test_health_is_told_in_words(admin: Client) -> None:
    now = timezone.now()
    a_gateway("a", NOWHERE, last_ok_at=now)
    a_gateway("b", NOWHERE, resting_until=now + timedelta(minutes=10), failures=5,
              last_error="HTTP 500", last_error_at=now)  # fmt: skip
    a_gateway("c", NOWHERE, is_on=False)
    a_gateway("d", NOWHERE, failures=2)
    page = text_of(admin)
    for words in ("Đang dùng", "Đang nghỉ đến", "HTTP 500", "Tắt", "Đang dùng, lỗi 2 lần liền"):
        assert words in page


def test_a_low_balance_is_warned_of(admin: Client) -> None:
    a_gateway("a", NOWHERE, balance=70_000, balance_at=timezone.now(), price=350)
    page = text_of(admin)
    assert "Sắp hết tiền" in page
    assert "70.000\u00a0₫" in page
    assert "đủ khoảng 200 tin" in page


def test_enough_money_is_no_warning(admin: Client) -> None:
    a_gateway("a", NOWHERE, balance=7_000_000, balance_at=timezone.now(), price=350)
    assert "Sắp hết tiền" not in text_of(admin)


def test_a_new_address_asks_for_the_secret_again(admin: Client) -> None:
    """Else whoever borrows the page for a minute sends the stored secret to a server of his own."""
    a_gateway("viettel-1", "https://sms.example.vn/gui")
    change, kept = f"{LIST}viettel-1/", FACTS | {"secret": ""}
    for url in ("https://evil.example/gui", "https://sms.example.vn:444/gui"):
        answer = admin.post(change, kept | {"url": url})
        assert (answer.status_code, "nhập lại mật khẩu" in answer.content.decode()) == (422, True)
    assert Gateway.objects.get().url == "https://sms.example.vn/gui"
    assert admin.post(change, kept | {"url": "https://sms.example.vn/v2"}).status_code == 302
    assert unseal(Gateway.objects.get().secret) == SECRET
    moved = {"url": "https://sms2.example.vn/gui", "secret": "khoa-moi"}
    assert admin.post(change, FACTS | moved).status_code == 302
    assert unseal(Gateway.objects.get().secret) == "khoa-moi"


@pytest.mark.parametrize("odd", ['"a\\u0000"', '"\\ud800"', "NaN", "1e999"])
def test_options_that_no_row_can_hold_stop_nothing(admin: Client, odd: str) -> None:
    facts = FACTS | {"options": f'{{"fixed": {{"type": {odd}}}}}'}
    assert admin.post(ADD, facts).status_code == 302
    assert Gateway.objects.get().options["fixed"]["type"] in {"a", "", None}


def test_an_administrator_adds_a_gateway(admin: Client, commune: Commune) -> None:
    answer = admin.post(ADD, FACTS | {"root_unit_id": str(commune.root.pk)}, follow=True)
    assert "Đã thêm cổng tin nhắn" in answer.content.decode()
    added = Gateway.objects.get()
    assert (added.code, added.sender, added.price) == ("viettel-1", "UBND BINHAN", 350)
    assert added.root_unit_id == commune.root.pk
    assert unseal(added.secret) == "khoa-rieng"
    assert AccessLog.objects.filter(action="gateway.save", object_code="viettel-1").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": "http://sms.example.vn/gui"}, "phải bắt đầu bằng https://"),
        ({"url": "http://[::"}, "Nhập địa chỉ đầy đủ"),
        ({"url": "sms"}, "Nhập địa chỉ đầy đủ"),
        ({"sender": "UBND XA BINH AN"}, "tối đa 11 ký tự, anh/chị đã nhập 15"),
        ({"sender": "Bình An"}, "viết không dấu"),
        ({"sender": ""}, "Nhập tên hiển thị đã đăng ký"),
        ({"secret": ""}, "Nhập mật khẩu hoặc khóa mà nhà mạng đã cấp"),
        ({"kind": "kannel"}, "Nhập tên đăng nhập của Kannel"),
        ({"code": "Đường 1"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"position": "0"}, "Nhập số từ 1 trở lên"),
        ({"name": ""}, "Nhập tên gọi"),
        ({"options": "{"}, "Chưa đúng JSON"),
        ({"options": "[1]"}, "Chưa đúng JSON trong ngoặc nhọn"),
        ({"options": '{"colour": 1}'}, "Không có mục colour"),
        ({"options": '{"timeout": "20"}'}, "Giá trị của mục timeout không đúng loại"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(
    admin: Client, changes: dict[str, str], words: str
) -> None:
    answer = admin.post(ADD, FACTS | changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "khoa-rieng" not in page
    assert not Gateway.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:13013/x", "http://[::1]/x", "http://localhost/x"]
)
def test_on_this_machine_plain_http_is_good_enough(admin: Client, url: str) -> None:
    admin.post(ADD, FACTS | {"url": url})
    assert Gateway.objects.get().url == url


def test_a_code_is_used_once(admin: Client) -> None:
    a_gateway("viettel-1", NOWHERE)
    assert "Chọn mã khác" in admin.post(ADD, FACTS).content.decode()


def test_a_secret_is_never_shown_and_stays_unless_typed_anew(admin: Client) -> None:
    gateway = a_gateway("brand", FACTS["url"])
    path = f"{LIST}{gateway.code}/"
    page = text_of(admin, path)
    assert SECRET not in page
    assert gateway.secret not in page
    assert "Để trống nếu không đổi" in page
    admin.post(path, FACTS | {"secret": "", "name": "Đường phụ"})
    gateway.refresh_from_db()
    assert (gateway.name, unseal(gateway.secret)) == ("Đường phụ", SECRET)
    admin.post(path, FACTS | {"secret": "khoa-moi"})
    gateway.refresh_from_db()
    assert unseal(gateway.secret) == "khoa-moi"


def test_options_are_kept_as_they_are_read(admin: Client) -> None:
    options = {"fields": {"to": "phone"}, "timeout": 5.0, "asks": False}
    admin.post(ADD, FACTS | {"options": '{"fields": {"to": "phone"}, "timeout": 5, "asks": false}'})
    assert Gateway.objects.get().options == options
    assert "&quot;phone&quot;" in text_of(admin, f"{LIST}viettel-1/")


def test_a_gateway_is_switched_off_and_on_anew(admin: Client) -> None:
    gateway = a_gateway(
        "brand", NOWHERE, failures=7, resting_until=timezone.now() + timedelta(hours=1)
    )
    path = f"{LIST}{gateway.code}/bat-tat/"
    admin.post(path, {"bat": "0"})
    gateway.refresh_from_db()
    assert not gateway.is_on
    assert "Đã bật cổng" in admin.post(path, {"bat": "1"}, follow=True).content.decode()
    gateway.refresh_from_db()
    assert (gateway.is_on, gateway.failures, gateway.resting_until) == (True, 0, None)
    assert admin.get(path).status_code == 405


def test_a_trial_that_reaches_no_gateway_says_so(admin: Client) -> None:
    gateway = a_gateway("brand", NOWHERE)
    path = f"{LIST}{gateway.code}/gui-thu/"
    page = admin.post(path, {"phone": "0905 123 318"}, follow=True).content.decode()
    assert "Không gửi được: không nối được" in page
    gateway.refresh_from_db()
    assert gateway.failures == 1
    assert Message.objects.get().state == State.TECHNICAL


@pytest.mark.parametrize("phone", ["", "123", "02523123456"])
def test_a_trial_asks_for_a_mobile_number(admin: Client, phone: str) -> None:
    gateway = a_gateway("brand", NOWHERE)
    answer = admin.post(f"{LIST}{gateway.code}/gui-thu/", {"phone": phone})
    assert answer.status_code == 422
    assert "số điện thoại" in answer.content.decode()
    assert not Message.objects.exists()


def test_a_gateway_that_does_not_answer_keeps_the_balance_of_the_last_time() -> None:
    earlier = timezone.now() - timedelta(hours=1)
    gateway = a_gateway("brand", NOWHERE, balance=5, balance_at=earlier)
    fetch_balances(timezone.now())
    gateway.refresh_from_db()
    assert (gateway.balance, gateway.balance_at) == (5, earlier)


def test_a_trial_that_the_gateway_takes_is_told_and_kept_with_its_proof(admin: Client) -> None:
    with scripted() as script:
        script.says({"code": 0, "message_id": "m-7", "parts": 1})
        gateway = a_gateway("brand", script.url, is_on=False)
        path = f"{LIST}{gateway.code}/gui-thu/"
        page = admin.post(path, {"phone": "0905 123 318"}, follow=True).content.decode()
    assert "Nhà mạng đã nhận tin thử" in page
    assert "09•• ••• 318" in page
    assert [request.facts["to"] for request in script.seen] == ["84905123318"]
    trial = Message.objects.get()
    assert (trial.state, trial.gateway_id, trial.root_unit_id) == (State.HANDED_OVER, "m-7", None)
    assert trial.events.get().route == "brand"


def test_an_answer_that_was_lost_leaves_it_open(admin: Client) -> None:
    with scripted() as script:
        script.status = None
        gateway = a_gateway("brand", script.url)
        path = f"{LIST}{gateway.code}/gui-thu/"
        page = admin.post(path, {"phone": "0905 123 318"}, follow=True).content.decode()
    assert "Không rõ tin đã đến chưa" in page


def test_balances_are_fetched_from_gateways_that_are_on() -> None:
    with scripted() as script:
        script.says({"balance": 1_500_000})
        gateway, off = a_gateway("brand", script.url), a_gateway("off", script.url, is_on=False)
        now = timezone.now()
        fetch_balances(now)
    gateway.refresh_from_db()
    off.refresh_from_db()
    assert (gateway.balance, gateway.balance_at) == (1_500_000, now)
    assert off.balance is None
    assert len(script.seen) == 1


def test_the_page_of_a_gateway_tells_the_addresses_that_the_other_side_needs(
    admin: Client,
) -> None:
    a_gateway("brand", NOWHERE)
    a_gateway("kannel", NOWHERE, kind=Gateway.Kind.KANNEL)
    page = text_of(admin, f"{LIST}brand/")
    assert "http://localhost:8000/tin-nhan/bao-cao/brand/" in page
    assert "/tin-nhan/den/brand/" in page
    assert "/tin-nhan/bao-cao/" not in text_of(admin, f"{LIST}kannel/")
