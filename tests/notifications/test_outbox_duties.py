"""What has failed: by SMS instead of Zalo, sent again by staff, or somebody calls."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from notifications.models import Message, MessageEvent
from notifications.outbox.sending import send_waiting
from notifications.services import Notice, called, send, send_again
from portal.lib.errors import Refused
from tests.factories import MONDAY, make_citizen, make_commune, make_staff
from tests.notifications.gateways import AWAY, REFUSED, TAKEN, Route, connect
from tests.notifications.rows import due

pytestmark = pytest.mark.django_db

State, Channel = Message.State, Message.Channel
FACTS = {
    "office": "Mot cua Binh An",
    "unit": "xã Bình An",
    "code": "H99.12.345-261123-10042",
    "procedure": "Đăng ký khai sinh",
    "domain": "motcua.example",
    "link": "",
    "tel": "0252",
}


@pytest.fixture
def clerk() -> User:
    return make_staff(make_commune().one_stop)


def about_one_event(*channels: Message.Channel, **changes: object) -> dict[str, Message]:
    facts = {"kind": "ready", "facts": FACTS} | changes
    return {
        channel: due(event="e", key=f"e:{channel}", channel=channel, **facts)
        for channel in channels
    }


def states() -> dict[str, str]:
    return dict(Message.objects.filter(event="e").values_list("channel", "state"))


def test_when_zalo_fails_for_good_the_sms_of_the_same_event_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect(monkeypatch, Route("zalo", [REFUSED, TAKEN]))
    about_one_event(Channel.ZALO)
    send_waiting()
    assert states() == {"zalo": State.PERMANENT, "sms": State.HANDED_OVER}
    sms = Message.objects.get(key="e:sms")
    assert FACTS["code"] in sms.text
    assert (sms.recipient, sms.parts) == ("+84905123318", 1)
    assert sms.text_hash


def test_zalo_that_is_away_hands_on_after_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("zalo", [AWAY]))
    about_one_event(Channel.ZALO, created_at=timezone.now() - timedelta(minutes=29, seconds=30))
    send_waiting()
    assert states()["sms"] == State.TEMPORARY


def test_nobody_has_to_call_while_another_way_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [REFUSED, TAKEN]))
    about_one_event(Channel.SMS, Channel.EMAIL, root_unit_id=None)
    send_waiting()
    assert states() == {"sms": State.PERMANENT, "email": State.HANDED_OVER}


def test_one_duty_when_every_way_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, Route("a", [REFUSED]))
    about_one_event(Channel.SMS, Channel.EMAIL, Channel.ZALO)
    send_waiting()
    assert states() == {
        "sms": State.GIVEN_UP, "email": State.PERMANENT, "zalo": State.PERMANENT,
    }  # fmt: skip


def test_a_lost_email_is_called_about_where_the_person_has_a_phone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect(monkeypatch, Route("a", [REFUSED]))
    about_one_event(Channel.EMAIL, recipient="a@b.example", user=make_citizen())
    stranger = due(kind="ready", channel=Channel.EMAIL, recipient="c@d.example")
    send_waiting()
    stranger.refresh_from_db()
    assert (states(), stranger.state) == ({"email": State.GIVEN_UP}, State.PERMANENT)


def test_what_cannot_go_at_all_is_a_duty_from_the_first_moment() -> None:
    for key, phone in (("a", "+842523123456"), ("b", "")):
        send(Notice("ready", phone, key, MONDAY, 1, context=FACTS))
    assert dict(Message.objects.values_list("event", "state")) == {
        "a": State.GIVEN_UP, "b": State.PERMANENT,
    }  # fmt: skip


# --- Staff ---------------------------------------------------------------------------------------


def test_sending_again_is_a_new_message_of_the_same_event(
    monkeypatch: pytest.MonkeyPatch, clerk: User
) -> None:
    connect(monkeypatch, Route("a", [REFUSED, REFUSED, TAKEN]))
    old = about_one_event(Channel.SMS)["sms"]
    send_waiting()
    for number in (2, 3):
        again = send_again(old, by=clerk, at=timezone.now())
        old.refresh_from_db()
        assert (old.state, again.key, again.again_of) == (State.REPLACED, f"e:sms#{number}", old)
        assert old.events.filter(what=MessageEvent.What.AGAIN, by=clerk).count() == 1
        assert again.reference != old.reference
        send_waiting()
        old = again
    old.refresh_from_db()
    assert old.state == State.HANDED_OVER


def test_of_two_who_send_again_one_is_told(clerk: User) -> None:
    old = due(state=State.GIVEN_UP)
    send_again(old, by=clerk, at=timezone.now())
    with pytest.raises(Refused) as refused:
        send_again(old, by=clerk, at=timezone.now())
    assert refused.value.conflict
    assert Message.objects.count() == 2


def test_a_code_is_not_sent_again_by_staff_either(clerk: User) -> None:
    with pytest.raises(Refused, match="một lần"):
        send_again(due(kind="otp", state=State.TECHNICAL), by=clerk, at=timezone.now())


def test_a_call_closes_the_duty_with_who_when_and_what(clerk: User) -> None:
    message = due(state=State.GIVEN_UP)
    called(message, by=clerk, at=MONDAY, note="đã báo, chiều đến lấy")
    message.refresh_from_db()
    assert (message.state, message.called_by, message.called_at) == (State.CALLED, clerk, MONDAY)
    event = message.events.get()
    assert (event.what, event.by, event.detail) == ("called", clerk, "đã báo, chiều đến lấy")
    with pytest.raises(Refused):
        called(message, by=clerk, at=MONDAY, note="")


def test_what_has_left_needs_no_call(clerk: User) -> None:
    with pytest.raises(Refused):
        called(due(state=State.HANDED_OVER), by=clerk, at=MONDAY, note="")
