"""Quét QR: what a code says decides nothing; only pages of this portal open."""

import io
from typing import Any

import pytest
import qrcode
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.dossiers.online import pdf, picture
from tests.dossiers.staff import Town
from tests.dossiers.tracking import words

SCAN = "/quet/"
KEY = "oJuLEmFG7u2K_B6DO6PPqQ"


@pytest.fixture(autouse=True)
def _town(town: Town) -> None:
    """The portal knows its commune."""


def typed(client: Client, text: str) -> Any:
    return client.post(SCAN, {"text": text})


def photo_of(text: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    qrcode.make(text).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile("ma.jpg", out.getvalue())


def sent(client: Client, photo: SimpleUploadedFile) -> Any:
    return client.post(SCAN, {"photo": photo, "anh": "1"})


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("HT01", "/q/HT01"),
        (" ht 01 ", "/q/HT01"),
        ("ht-01", "/q/HT01"),
        ("HTTP://TESTSERVER/Q/HT01", "/q/HT01"),
        ("http://testserver/q/ht01/", "/q/HT01"),
        (f"http://testserver/t/{KEY}/", f"/t/{KEY}/"),
        ("h9912 261123 0042", "/tra-cuu/?ma=H99.12-261123-0042"),
        ("H99.12-261123-0042", "/tra-cuu/?ma=H99.12-261123-0042"),
        ("n34ac79de", "/tra-cuu/?ma=N-34AC-79DE"),
    ],
)
def test_a_code_of_ours_leads_to_its_page(client: Client, text: str, address: str) -> None:
    answer = typed(client, text)
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_the_printed_address_counts_even_under_another_name(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://motcua.binhan.example"
    assert typed(client, f"https://motcua.binhan.example/t/{KEY}/")["Location"] == f"/t/{KEY}/"


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/q/HT01",
        "https://testserver@evil.example/q/HT01",
        "https://evil.example/?http://testserver/q/HT01",
        "http://testserver.evil.example/q/HT01",
        "javascript://testserver/%0aalert(1)",
        "http://testserver/dang-xuat/",
        "http://testserver/q/../dang-xuat/",
        "http://[testserver/q/HT01",
        "//evil.example",
        "WIFI:S:motcua;T:WPA;P:12345678;;",
        "0" * 400,
    ],
)
def test_anything_else_opens_nothing(client: Client, text: str) -> None:
    answer = typed(client, text)
    assert answer.status_code == 422
    assert "Location" not in answer


def test_a_foreign_code_is_called_so(client: Client) -> None:
    page = words(typed(client, "https://evil.example/q/HT01"))
    assert "Mã này không phải của Một cửa nên không mở" in page


def test_a_citizen_card_is_recognised_and_not_shown_again(client: Client) -> None:
    card = "056157004318|123456789|Nguyễn Thị Sáu|12041957|Nữ|Thôn 2|01012022"
    answer = typed(client, card)
    assert answer.status_code == 422
    assert "Đây là mã trên thẻ căn cước" in words(answer)
    assert "056157004318" not in answer.content.decode()


def test_nothing_typed_is_asked_for(client: Client) -> None:
    answer = typed(client, "")
    assert answer.status_code == 422
    assert "Gõ mã in dưới hình QR, hoặc chọn ảnh có mã QR" in words(answer)


def test_a_photo_is_read_without_script(client: Client) -> None:
    assert sent(client, photo_of("HTTP://TESTSERVER/Q/HT01"))["Location"] == "/q/HT01"
    assert sent(client, photo_of(f"http://testserver/t/{KEY}/"))["Location"] == f"/t/{KEY}/"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (picture(), "Chưa thấy mã QR trong ảnh"),
        (pdf(), "không phải tệp PDF"),
        (b"MZ a program", "Chỉ nhận ảnh hoặc PDF"),
        (b"", "Tệp rỗng, chọn tệp khác"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(client: Client, content: bytes, sentence: str) -> None:
    answer = sent(client, SimpleUploadedFile("anh.jpg", content))
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_no_photo_is_asked_for(client: Client) -> None:
    answer = client.post(SCAN, {"anh": "1"})
    assert answer.status_code == 422
    assert "Chụp hoặc chọn ảnh có mã QR" in words(answer)


def test_photos_are_read_within_measure(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossiers.views.scan.PHOTOS", 1)
    sent(client, photo_of("HT01"))
    answer = sent(client, photo_of("HT01"))
    assert answer.status_code == 422
    assert "Đã gửi nhiều ảnh quá" in words(answer)
