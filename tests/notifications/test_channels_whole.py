"""From a notice to the phone or the letter box: the outbox with real servers behind it."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import Role
from dossiers.documents.drawing import make
from dossiers.models import Dossier
from dossiers.services import receive
from notifications.failures import Failure
from notifications.models import Message, NoticeChoice, ZaloAccount, ZaloTemplate
from notifications.outbox.sending import send_waiting
from notifications.services import Notice, send
from notifications.tasks import refresh_zalo
from notifications.wording.variables import example_of
from papers.models import IssuedPaper
from papers.sets import seed_form_sets
from portal.lib.sealed import seal
from tests.factories import (
    MONDAY,
    make_citizen,
    make_commune,
    make_procedure,
    make_staff,
    make_submitted,
)
from tests.notifications.mail_sink import TAKEN, Sink
from tests.notifications.zalo_server import Zalo, make_account

pytestmark = pytest.mark.django_db

State, Channel = Message.State, Message.Channel


@pytest.fixture
def zalo(zalo: Zalo) -> Zalo:
    """With an account."""
    ZaloTemplate.objects.create(
        account=make_account(zalo.url), kind="received", template_id="12", fields={"so": "code"}
    )
    return zalo


def tell(**changes: Any) -> None:
    about: dict[str, Any] = {
        "kind": "received", "to": "0905123318", "key": "k", "at": timezone.now(),
        "root_unit_id": None, "context": example_of("received"),
    }  # fmt: skip
    send(Notice(**about | changes))


def by(channel: Channel) -> Message:
    return Message.objects.get(channel=channel)


def later() -> None:
    """The pause until the next try is over."""
    Message.objects.filter(state=State.TEMPORARY).update(not_before=timezone.now())
    send_waiting()


def wants_zalo() -> int:
    citizen = make_citizen()
    NoticeChoice.objects.create(user=citizen, sms=False, zalo=True, changed_at=timezone.now())
    return citizen.pk


# --- E-mail --------------------------------------------------------------------------------------


def test_a_mail_that_is_put_off_goes_later(sink: Sink) -> None:
    tell(email="hoa@example.vn")
    sink.at_rcpt = "451 4.7.1 later"
    send_waiting()
    assert by(Channel.EMAIL).state == State.TEMPORARY
    sink.at_rcpt = TAKEN
    later()
    mail = by(Channel.EMAIL)
    assert (mail.state, mail.route, mail.attempts) == (State.HANDED_OVER, "email", 2)
    assert len(sink.mails) == 1


def test_a_wrong_address_ends_and_says_so(sink: Sink) -> None:
    tell(email="hoa@example.vn")
    sink.at_rcpt = "550 5.1.1 unknown"
    send_waiting()
    mail = by(Channel.EMAIL)
    assert (mail.state, mail.failure) == (State.PERMANENT, Failure.WRONG_ADDRESS.code)


def test_a_mail_that_may_have_arrived_is_repeated_once_under_the_same_number(sink: Sink) -> None:
    tell(email="hoa@example.vn")
    sink.cut = True
    send_waiting()
    later()
    later()
    mail = by(Channel.EMAIL)
    assert (mail.state, mail.failure) == (State.TECHNICAL, Failure.UNCERTAIN.code)
    assert [one["Message-ID"] for one in sink.mails] == [f"<{mail.reference}@localhost>"] * 2


def test_the_mail_of_a_reception_encloses_the_receipt_once_it_is_drawn(sink: Sink) -> None:
    seed_form_sets()
    commune = make_commune()
    clerk = make_staff(commune.one_stop, *Role)
    dossier = make_submitted(commune, make_procedure())
    Dossier.objects.update(email="hoa@example.vn")
    dossier = receive(dossier, by=clerk, at=MONDAY)
    Message.objects.update(created_at=timezone.now(), not_before=timezone.now())
    send_waiting()
    assert (by(Channel.EMAIL).state, sink.mails) == (State.TEMPORARY, [])
    paper = IssuedPaper.objects.get(form="mau-01")
    make(paper, at=timezone.now())
    later()
    assert by(Channel.EMAIL).state == State.HANDED_OVER
    (mail,) = sink.mails
    (enclosed,) = mail.iter_attachments()
    assert enclosed.get_filename() == f"{paper.title} {dossier.code}.pdf"


# --- Zalo ----------------------------------------------------------------------------------------


def test_who_chose_zalo_hears_by_zalo_and_pays_no_sms(zalo: Zalo) -> None:
    tell(user_id=wants_zalo())
    send_waiting()
    message = by(Channel.ZALO)
    assert (message.state, message.gateway_id, message.cost) == (State.HANDED_OVER, "m1", 300)
    assert zalo.sent[0]["template_data"] == {"so": "H99.12-261123-0042"}
    assert not Message.objects.filter(channel=Channel.SMS).exists()


def test_a_phone_without_zalo_gets_the_sms_of_the_same_event(zalo: Zalo) -> None:
    zalo.error = -118
    tell(user_id=wants_zalo())
    send_waiting()
    assert by(Channel.ZALO).state == State.PERMANENT
    send_waiting()
    sms = by(Channel.SMS)
    assert (sms.state, sms.event, sms.recipient) == (State.HANDED_OVER, "k", "0905123318")


def test_a_refused_token_is_renewed_and_the_message_goes(zalo: Zalo) -> None:
    ZaloAccount.objects.update(access_token=seal("ended"))
    tell(user_id=wants_zalo())
    send_waiting()
    assert by(Channel.ZALO).state == State.TEMPORARY
    assert refresh_zalo() == 1
    later()
    assert by(Channel.ZALO).state == State.HANDED_OVER
