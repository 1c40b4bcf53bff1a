"""How somebody wants to hear: what is kept, what an address needs, what always goes by SMS."""

import re

import pytest
from django.test import Client

from accounts.models import User
from notifications.models import Message, NoticeChoice, StoppedAddress
from notifications.services import Notice, send
from notifications.wording.variables import example_of
from tests.dossiers.tracking import set_clock, words
from tests.factories import MONDAY, make_citizen, make_commune

pytestmark = pytest.mark.django_db
CHOICE, CODE = "/thong-bao/cach-nhan/", "/thong-bao/cach-nhan/ma/"
ADDRESS = "hoa.nguyen@thu.example"


@pytest.fixture
def citizen(monkeypatch: pytest.MonkeyPatch) -> User:
    make_commune()
    set_clock(monkeypatch, "2026-11-23 08:00")
    return make_citizen("+84905123318")


@pytest.fixture
def reader(citizen: User) -> Client:
    client = Client()
    client.force_login(citizen)
    return client


def code_sent(to: str = ADDRESS) -> str:
    message = Message.objects.filter(kind="email_code", recipient=to).latest("pk")
    found = re.search(r"\b\d{6}\b", message.text)
    assert found
    return found[0]


def save(reader: Client, *ways: str, email: str = "", language: str = "vi"):  # type: ignore[no-untyped-def]
    return reader.post(CHOICE, {"ways": ways, "email": email, "language": language})


def told(citizen: User, kind: str) -> set[str]:
    """The channels that a message of this kind takes now."""
    send(Notice(kind, citizen.phone, kind, at=MONDAY, root_unit_id=None, email="cu@thu.example",
                user_id=citizen.pk, context=example_of(kind)))  # fmt: skip
    return set(Message.objects.filter(event=kind).values_list("channel", flat=True))


def test_who_never_chose_sees_the_usual_way(reader: Client) -> None:
    page = reader.get(CHOICE).content.decode()
    assert re.search(r'value="sms"[^>]*checked', page)
    assert not re.search(r'value="zalo"[^>]*checked', page)
    assert "0905 123 318" in page


def test_who_texted_dung_reads_what_still_comes_and_how_to_undo_it(
    citizen: User, reader: Client
) -> None:
    assert "DUNG" not in reader.get(CHOICE).content.decode()
    StoppedAddress.objects.create(address=citizen.phone, reason="Nhắn “DUNG”", at=MONDAY)
    page = reader.get(CHOICE).content.decode()
    assert "Số này không nhận tin về hồ sơ" in page
    assert "soạn NHAN" in page
    assert "những tin sau vẫn gửi vào điện thoại" not in page


def test_who_wants_mail_but_gave_no_address_is_told_that_none_leaves(reader: Client) -> None:
    assert "Chưa có địa chỉ thư điện tử" in words(reader.get(save(reader, "email")["Location"]))
    assert "Chưa có địa chỉ thư điện tử" not in words(reader.get(save(reader, "sms")["Location"]))


def test_what_was_chosen_is_kept_and_shown_again(citizen: User, reader: Client) -> None:
    assert save(reader, "zalo", language="en")["Location"] == CHOICE
    kept = NoticeChoice.objects.get(user=citizen)
    assert (kept.sms, kept.zalo, kept.email, kept.language) == (False, True, False, "en")
    page = reader.get(CHOICE).content.decode()
    assert re.search(r'value="zalo"[^>]*checked', page)
    assert re.search(r'value="en"[^>]*checked', page)


def test_choosing_twice_keeps_one_choice(citizen: User, reader: Client) -> None:
    save(reader, "zalo")
    save(reader, "sms")
    assert NoticeChoice.objects.get(user=citizen).sms


def test_without_sms_only_what_must_goes_to_the_phone(citizen: User, reader: Client) -> None:
    save(reader, "email")
    assert told(citizen, "received") == {"email", "inapp"}
    assert told(citizen, "ready") == {"sms", "email", "inapp"}


def test_the_page_names_what_always_goes_by_sms(reader: Client) -> None:
    page = words(reader.get(CHOICE))
    after = page[page.index("Luôn gửi bằng SMS") :]
    for what in ("Mã xác nhận", "Yêu cầu bổ sung", "Có kết quả", "Xin lỗi, hẹn lại"):
        assert what in after
    assert "Gia hạn" not in after


def test_an_address_counts_after_its_code(citizen: User, reader: Client) -> None:
    assert save(reader, "sms", "email", email=ADDRESS)["Location"] == CODE
    citizen.refresh_from_db()
    assert citizen.email == ""
    assert ADDRESS in words(reader.get(CODE))
    assert reader.post(CODE, {"code": code_sent()})["Location"] == CHOICE
    citizen.refresh_from_db()
    assert citizen.email == ADDRESS
    assert ADDRESS in reader.get(CHOICE).content.decode()


def test_a_confirmed_address_goes_before_the_one_on_the_dossier(
    citizen: User, reader: Client
) -> None:
    save(reader, "sms", "email", email=ADDRESS)
    reader.post(CODE, {"code": code_sent()})
    told(citizen, "ready")
    assert Message.objects.get(event="ready", channel="email").recipient == ADDRESS


def test_a_wrong_code_says_so_and_changes_nothing(citizen: User, reader: Client) -> None:
    save(reader, "email", email=ADDRESS)
    wrong = f"{(int(code_sent()) + 1) % 1_000_000:06d}"
    answer = reader.post(CODE, {"code": wrong})
    assert answer.status_code == 422
    assert "Mã chưa đúng" in words(answer)
    citizen.refresh_from_db()
    assert citizen.email == ""


def test_after_five_wrong_codes_the_right_one_is_dead(citizen: User, reader: Client) -> None:
    save(reader, "email", email=ADDRESS)
    right = code_sent()
    for _ in range(5):
        reader.post(CODE, {"code": f"{(int(right) + 1) % 1_000_000:06d}"})
    assert "Đã nhập sai nhiều lần" in words(reader.post(CODE, {"code": right}))
    citizen.refresh_from_db()
    assert citizen.email == ""


def test_a_code_dies_after_half_an_hour(
    citizen: User, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(reader, "email", email=ADDRESS)
    set_clock(monkeypatch, "2026-11-23 08:30")
    assert "Mã đã hết hạn" in words(reader.post(CODE, {"code": code_sent()}))
    citizen.refresh_from_db()
    assert citizen.email == ""


def test_a_code_of_another_address_does_not_confirm(citizen: User, reader: Client) -> None:
    save(reader, "email", email="khac@thu.example")
    first = code_sent("khac@thu.example")
    save(reader, "email", email=ADDRESS)
    if first != code_sent():
        assert reader.post(CODE, {"code": first}).status_code == 422


def test_the_code_page_without_an_address_goes_back(reader: Client) -> None:
    assert reader.get(CODE)["Location"] == CHOICE


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", ""])
def test_what_is_no_code_is_asked_for_again(reader: Client, typed: str) -> None:
    save(reader, "email", email=ADDRESS)
    assert reader.post(CODE, {"code": typed}).status_code == 422


def test_an_address_is_taken_away_at_once(citizen: User, reader: Client) -> None:
    User.objects.filter(pk=citizen.pk).update(email=ADDRESS)
    save(reader, "sms", email="")
    citizen.refresh_from_db()
    assert citizen.email == ""


def test_a_wrong_address_is_named_and_everything_typed_is_kept(
    citizen: User, reader: Client
) -> None:
    answer = save(reader, "zalo", email="khong phai", language="en")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Địa chỉ chưa đúng" in page
    assert 'value="khong phai"' in page
    assert re.search(r'value="zalo"[^>]*checked', page)
    assert not NoticeChoice.objects.exists()


def test_nobody_floods_a_strangers_address(reader: Client) -> None:
    answers = [save(reader, "email", email=ADDRESS).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 422]
    assert Message.objects.filter(kind="email_code").count() == 3


def test_the_page_speaks_english(reader: Client) -> None:
    reader.cookies["django_language"] = "en"
    page = words(reader.get(CHOICE))
    assert "How would you like to be told?" in page
    assert "The result is ready" in page
