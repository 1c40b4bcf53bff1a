"""On the page of a dossier: what people were told, whether it arrived, and the proof."""

from datetime import timedelta

from django.utils import timezone

from dossiers.models import Dossier
from dossiers.workflow import Status
from notifications.models import Gateway, Message, MessageEvent
from notifications.models.message import Channel, State
from tests.dossiers.staff import Town, browser
from tests.plans import cheap


def page_of(dossier: Dossier, rest: str = "") -> str:
    return f"/cb/ho-so/{dossier.display_code}/{rest}"


def an_sms(dossier: Dossier, **changes: object) -> Message:
    """The SMS of the receipt, as it stands now."""
    rows = Message.objects.filter(subject_code=dossier.code, kind="received", channel=Channel.SMS)
    rows.update(**changes)
    return rows.get()


def test_one_line_an_event_says_by_which_channel_it_went_and_what_became_of_it(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    now = timezone.now()
    an_sms(dossier, state=State.DELIVERED, sent_at=now, delivered_at=now)
    page = browser(town.people.receptionist).get(page_of(dossier)).content.decode()
    told = page.split('id="tin-nhan"')[1]
    assert "Tiếp nhận, hẹn trả" in told
    assert "Tin nhắn SMS" in told
    assert "Đã đến máy" in told
    assert "mc-told__failed" not in told


def test_what_reached_nobody_stands_out_and_leads_to_the_list(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    Message.objects.filter(subject_code=dossier.code).exclude(channel=Channel.INAPP).update(
        state=State.GIVEN_UP, failure="undelivered"
    )
    told = browser(town.people.receptionist).get(page_of(dossier)).content.decode()
    assert "mc-told__failed" in told
    assert "Máy không nhận được tin" in told
    assert "Đến danh sách cần gọi điện" in told
    clerk = browser(town.people.clerk).get(page_of(dossier))
    assert "Đến danh sách cần gọi điện" not in clerk.content.decode()


def test_what_was_called_or_sent_again_stands_out_no_more(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    rows = Message.objects.filter(subject_code=dossier.code).exclude(channel=Channel.INAPP)
    rows.update(state=State.CALLED, called_at=timezone.now(), call_note="đã báo con gái")
    told = browser(town.people.receptionist).get(page_of(dossier)).content.decode()
    assert "đã báo con gái" in told
    assert "mc-told__failed" not in told


def test_what_waits_says_when_it_leaves(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    an_sms(dossier, state=State.WAITING, not_before=timezone.now() + timedelta(hours=2))
    page = browser(town.people.receptionist).get(page_of(dossier)).content.decode()
    assert "gửi lúc" in page


def test_the_proof_names_route_number_and_every_report(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    now = timezone.now()
    message = an_sms(
        dossier, state=State.DELIVERED, route="brand", gateway_id="m-42", sent_at=now,
        delivered_at=now,
    )  # fmt: skip
    for what in (MessageEvent.What.TAKEN, MessageEvent.What.DELIVERED):
        MessageEvent.objects.create(message=message, at=now, what=what, route="brand")
    page = browser(town.people.receptionist).get(page_of(dossier, "tin-nhan/")).content.decode()
    for words in (message.text, "m-42", "brand", "Nhà mạng đã nhận", "Đã đến máy",
                  f"{timezone.localtime(now):%H:%M:%S}"):  # fmt: skip
        assert words in page
    assert dossier.phone not in page


def test_the_proof_names_who_answered_and_by_which_way(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    Gateway.objects.create(
        code="viettel-1", name="Viettel, đường chính", kind="json", url="https://sms.example/"
    )
    text = an_sms(dossier, route="viettel-1", state=State.HANDED_OVER)
    mail = an_sms(dossier)
    mail.pk, mail.reference, mail.key = None, "mail-1", f"{mail.key}:mail"
    mail.channel, mail.route = Channel.EMAIL, "email"
    mail.save()
    for message, what in ((text, "taken"), (mail, "away"), (mail, "taken")):
        MessageEvent.objects.create(
            message=message, at=timezone.now(), what=what, route=message.route
        )
    page = browser(town.people.receptionist).get(page_of(dossier, "tin-nhan/")).content.decode()
    assert page.count("Viettel, đường chính") == 2  # the fact and the line of the call
    for words in ("Nhà mạng đã nhận", "Chưa gửi được", "Máy chủ thư đã nhận"):
        assert words in page
    assert "viettel-1" not in page
    assert "Không gọi được nhà mạng" not in page  # no network has ever been asked


def test_both_pages_are_cheap_and_closed_to_other_offices(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    client = browser(town.people.receptionist)
    for rest in ("", "tin-nhan/"):
        client.get(page_of(dossier, rest))
        with cheap():
            assert client.get(page_of(dossier, rest)).status_code == 200
    stranger = browser(town.people.specialist)
    assert stranger.get(page_of(dossier, "tin-nhan/")).status_code == 404
