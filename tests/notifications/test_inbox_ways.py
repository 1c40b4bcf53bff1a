"""What became of messages, in words: on the dossier's page, and where a portal is tried out."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from notifications.inbox.ways import became, event_lines
from notifications.models import Message
from notifications.services import Notice, send
from notifications.wording.variables import example_of
from tests.dossiers.tracking import words
from tests.factories import MONDAY, make_citizen

pytestmark = pytest.mark.django_db
PHONE, EMAIL, SUBJECT = "+84905123318", "hoa@thu.example", "H99.12-261123-0042"
DEMO = "/tin-nhan-demo/"


def tell(kind: str = "received", key: str = "e1", **changes: Any) -> None:
    facts: dict[str, Any] = {
        "to": PHONE,
        "email": EMAIL,
        "at": MONDAY,
        "root_unit_id": None,
        "subject_code": SUBJECT,
        "context": example_of(kind),
    }
    send(Notice(kind, key=key, **(facts | changes)))


def lines(**changes: Any) -> list[str]:
    whose = {"user_id": None, "addresses": (PHONE, EMAIL)} | changes
    found = event_lines([SUBJECT], **whose)
    return [f"{line.moment} {line.what}: {line.ways}" for line in found]


@pytest.mark.parametrize(
    ("channel", "facts", "said"),
    [
        ("sms", {"state": "waiting"}, "đang chờ gửi"),
        ("sms", {"state": "waiting", "not_before": MONDAY + timedelta(hours=23)},
         "sẽ gửi lúc 7:00 24/11"),
        ("sms", {"state": "temporary"}, "chưa gửi được, đang gửi lại"),
        ("sms", {"state": "handed_over", "sent_at": MONDAY + timedelta(minutes=2)}, "đã gửi 8:02"),
        ("sms", {"state": "delivered", "delivered_at": MONDAY + timedelta(minutes=2)},
         "đã đến máy 8:02"),
        ("email", {"state": "delivered", "delivered_at": MONDAY}, "đã đến hộp thư 8:00"),
        ("sms", {"state": "given_up"}, "không gửi được, cán bộ sẽ gọi điện"),
        ("sms", {"state": "called", "called_at": MONDAY + timedelta(days=1)},
         "cán bộ đã gọi điện 8:00 24/11"),
        ("inapp", {"state": "delivered"}, "chưa đọc"),
        ("inapp", {"state": "delivered", "read_at": MONDAY}, "đã đọc 8:00"),
    ],
)  # fmt: skip
def test_a_state_is_said_with_the_moment_that_proves_it(
    channel: str, facts: dict[str, Any], said: str
) -> None:
    usual = {"created_at": MONDAY, "not_before": MONDAY}
    assert became(Message(channel=channel, **(usual | facts))) == said


def test_every_state_of_every_channel_has_words() -> None:
    for channel in Message.Channel:
        for state in Message.State:
            message = Message(channel=channel, state=state, created_at=MONDAY, not_before=MONDAY)
            assert became(message), (channel, state)


def test_an_event_is_one_line_with_its_ways_newest_first() -> None:
    tell()
    tell("ready", "e2", at=MONDAY + timedelta(days=1))
    Message.objects.filter(event="e1", channel="sms").update(
        state="delivered", delivered_at=MONDAY + timedelta(minutes=2)
    )
    Message.objects.filter(event="e1", channel="email").update(
        state="handed_over", sent_at=MONDAY + timedelta(minutes=3)
    )
    newest, first = lines()
    assert newest.startswith("24/11/2026, 8:00 Có kết quả: Tin nhắn, đang chờ gửi")
    assert first == (
        "23/11/2026, 8:00 Tiếp nhận, hẹn trả: Tin nhắn, đã đến máy 8:02; thư điện tử, đã gửi 8:03"
    )


def test_what_went_to_another_phone_or_to_staff_is_not_shown() -> None:
    citizen = make_citizen()
    tell(to="+84905999999", email="")
    tell("overdue", "e2", user_id=citizen.pk)
    assert lines(user_id=citizen.pk) == []


def test_the_inbox_is_one_of_the_ways_for_its_owner() -> None:
    citizen = make_citizen()
    tell(user_id=citizen.pk)
    assert "thông báo trên cổng, chưa đọc" in lines(user_id=citizen.pk)[0]
    assert "thông báo trên cổng" not in lines()[0]


def test_a_message_that_another_replaced_is_left_out() -> None:
    tell(email="")
    old = Message.objects.get(event="e1")
    Message.objects.filter(pk=old.pk).update(state="replaced")
    again = Message.objects.get(pk=old.pk)
    again.pk, again.key, again.reference, again.state = None, "e1:sms#2", "again", "waiting"
    again.save()
    assert lines() == ["23/11/2026, 8:00 Tiếp nhận, hẹn trả: Tin nhắn, đang chờ gửi"]


# --- the page of a portal that is tried out ---------------------------------------------------


def test_the_page_shows_what_left_newest_first_with_its_state(client: Client) -> None:
    tell()
    tell("otp", "e2", subject_code="", email="")
    Message.objects.filter(event="e1", channel="sms").update(
        state="delivered", delivered_at=MONDAY + timedelta(minutes=2)
    )
    page = words(client.get(DEMO))
    assert page.index("Ma xac nhan: 480125") < page.index("Đã đến máy 8:02")
    assert "0905 123 318" in page
    assert EMAIL in page


def test_a_one_time_code_stands_alone_to_be_copied(client: Client) -> None:
    tell("otp", subject_code="", email="")
    assert ">480125</output>" in client.get(DEMO).content.decode()


def test_notices_of_the_portal_itself_are_not_on_a_phone(client: Client) -> None:
    tell("overdue", user_id=make_citizen().pk, to="", email="")
    assert "Chưa có tin nhắn nào" in words(client.get(DEMO))


def test_a_letter_names_what_it_encloses(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    tell(to="", paper="dossier:1:1:mau-01")
    letter = Message.objects.get(channel="email")
    mail = EmailMessage()
    mail["Message-ID"] = f"<{letter.reference}@localhost>"
    mail.set_content("Kính gửi")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="giay-hen.pdf")
    (tmp_path / "mail" / "new").mkdir(parents=True)
    (tmp_path / "mail" / "new" / "1").write_bytes(mail.as_bytes())
    settings.VAR_DIR = tmp_path
    assert "giay-hen.pdf" in words(client.get(DEMO))


def test_the_page_is_gone_with_a_real_channel(client: Client, settings: LazySettings) -> None:
    settings.MESSAGE_CHANNEL = "live"
    assert client.get(DEMO).status_code == 404
