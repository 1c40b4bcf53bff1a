"""`/qt/phan-anh/`: canned texts, keys of programs, blocked phones and addresses."""

import re

import pytest
from django.test import Client

from feedback.models import Application, Block, CannedText
from feedback.services.applications import application_of
from tests.factories import Commune, make_commune
from tests.feedback.admin import BASE, sign_in, text
from tests.feedback.factories import make_category

pytestmark = pytest.mark.django_db
TEXTS, KEYS, BLOCKS = f"{BASE}cau-mau/", f"{BASE}khoa/", f"{BASE}chan/"
CANNED = {"title": "Đã xử lý", "action": "answer", "category": "", "text": "Đã vá.\n\nCảm ơn."}
_KEY = re.compile(r'mc-settings-key">([^<]+)<')


@pytest.fixture
def admin(commune: Commune) -> Client:
    return sign_in(commune)


def test_a_canned_text_is_written_changed_and_dropped(admin: Client, commune: Commune) -> None:
    road = make_category(name="Đường hư hỏng")
    assert admin.post(f"{TEXTS}them/", CANNED | {"category": road.pk}).status_code == 302
    words = CannedText.objects.get()
    assert (words.root_unit, words.category, words.action) == (commune.root, road, "answer")
    assert "Trả lời kết quả · Đường hư hỏng" in text(admin.get(TEXTS))

    admin.post(f"{TEXTS}{words.pk}/", CANNED | {"title": "Đã vá xong"})
    words.refresh_from_db()
    assert (words.title, words.category, words.text) == ("Đã vá xong", None, "Đã vá.\n\nCảm ơn.")
    admin.post(f"{TEXTS}{words.pk}/bo/")
    assert not CannedText.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Nhập tên gọi"),
        ({"text": " \n "}, "Nhập nội dung"),
        ({"action": "merge"}, "Chọn một dòng trong danh sách"),
        ({"category": "0"}, "Chọn một dòng trong danh sách"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(
    admin: Client, changes: dict[str, str], words: str
) -> None:
    answer = admin.post(f"{TEXTS}them/", CANNED | changes)

    assert answer.status_code == 422
    assert words in text(answer)


def test_texts_and_keys_of_another_commune_are_not_there(admin: Client) -> None:
    other = sign_in(make_commune("H99.13", "xã Hòa Bình"))
    other.post(f"{TEXTS}them/", CANNED)
    other.post(KEYS, {"name": "Tổng đài 1022"})
    words, key = CannedText.objects.get(), Application.objects.get()

    assert "Đã xử lý" not in text(admin.get(TEXTS))
    assert admin.get(f"{TEXTS}{words.pk}/").status_code == 404
    assert admin.post(f"{KEYS}{key.pk}/thu-hoi/").status_code == 404
    assert Application.objects.filter(revoked_at=None).exists()


def test_a_key_is_shown_once_and_works(admin: Client, commune: Commune) -> None:
    answer = admin.post(KEYS, {"name": "Tổng đài 1022", "contact": "Chị Hà", "is_test": "on"})

    (key,) = _KEY.findall(text(answer))
    application = application_of(key)
    assert application is not None
    assert (application.root_unit, application.is_test) == (commune.root, True)
    again = text(admin.get(KEYS))
    assert key not in again
    assert f"{key[:8]}…" in again
    assert "no-store" in answer["Cache-Control"]


def test_a_revoked_key_is_shown_as_such_and_opens_nothing(admin: Client) -> None:
    (key,) = _KEY.findall(text(admin.post(KEYS, {"name": "Tổng đài 1022"})))
    admin.post(f"{KEYS}{Application.objects.get().pk}/thu-hoi/")

    assert application_of(key) is None
    assert "Đã thu hồi" in text(admin.get(KEYS))


@pytest.mark.parametrize(
    ("name", "words"), [("", "Nhập tên chương trình"), ("Tổng đài 1022", "Đặt tên khác")]
)
def test_a_key_without_a_name_of_its_own_is_refused(admin: Client, name: str, words: str) -> None:
    admin.post(KEYS, {"name": "Tổng đài 1022"})

    answer = admin.post(KEYS, {"name": name, "contact": "Chị Hà"})

    assert answer.status_code == 422
    assert words in text(answer)
    assert "Chị Hà" in text(answer)
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "key", "shown"),
    [
        ("0905 123 318", "+84905123318", "0905 123 318"),
        ("203.0.113.7", "203.0.113.7", "203.0.113.7"),
        ("2001:DB8::7", "2001:db8::/64", "2001:db8::/64"),
        ("2001:db8::/64", "2001:db8::/64", "2001:db8::/64"),
    ],
)
def test_a_phone_or_an_address_is_blocked_and_let_go(
    admin: Client, typed: str, key: str, shown: str
) -> None:
    admin.post(BLOCKS, {"key": typed, "days": "7", "reason": "Quảng cáo nhiều lần"})

    held = Block.objects.get()
    assert held.key == key
    assert round((held.until - held.at).total_seconds()) == 7 * 86_400
    page = text(admin.get(BLOCKS))
    assert shown in page
    assert "Quảng cáo nhiều lần · Lê Hữu Phúc" in page
    admin.post(f"{BLOCKS}{held.pk}/bo/")
    assert "đã hết" in text(admin.get(BLOCKS))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "12345"}, "Nhập số điện thoại 10 chữ số, hoặc địa chỉ mạng"),
        ({"key": ""}, "Nhập số điện thoại hoặc địa chỉ mạng"),
        ({"days": "9999"}, "Chọn một dòng trong danh sách"),
        ({"reason": ""}, "Nhập lý do"),
    ],
)
def test_a_block_of_nobody_is_refused(admin: Client, changes: dict[str, str], words: str) -> None:
    answer = admin.post(BLOCKS, {"key": "0905123318", "days": "7", "reason": "?"} | changes)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not Block.objects.exists()
