"""E-mail, given to a real server: what it takes, and what each of its answers means."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Unit
from accounts.permissions import Role
from dossiers.documents.drawing import make
from notifications.channels import Outcome, Result
from notifications.channels.calls import calls_for
from notifications.failures import Failure
from notifications.models import Message, NoticeChoice
from notifications.services import Notice, send
from notifications.wording.variables import example_of
from papers.models import IssuedPaper
from papers.sets import seed_form_sets
from portal.servers import mail_server_from_url
from tests.factories import (
    MONDAY,
    make_citizen,
    make_commune,
    make_procedure,
    make_received,
    make_staff,
)
from tests.notifications.mail_sink import Sink
from tools.processes import free_port

pytestmark = pytest.mark.django_db

TITLE = "Hồ sơ H99.12-261123-0042 đã được tiếp nhận"
TEXT = "Kính gửi ông/bà,\n\nMột cửa xã Bình An đã tiếp nhận hồ sơ.\nHẹn trả: 26/11/2026."


@pytest.fixture
def unit() -> Unit:
    unit = make_commune().root
    unit.email, unit.phone = "mot-cua@binhan.example", "0252 3812 345"
    unit.save()
    return unit


def make_mail(unit: Unit | None = None, **fields: Any) -> Message:
    about: dict[str, Any] = {
        "kind": "received", "channel": Message.Channel.EMAIL, "recipient": "hoa@example.vn",
        "title": TITLE, "text": TEXT, "link": "/ho-so/H99.12-261123-0042/",
    }  # fmt: skip
    count = Message.objects.count()
    return Message.objects.create(
        event=f"e{count}", key=f"e{count}:email", created_at=MONDAY, not_before=MONDAY,
        root_unit_id=unit.pk if unit else None, **about | fields,
    )  # fmt: skip


def post(message: Message) -> Result:
    (call,) = calls_for(message)
    assert call.route == "email"
    return call.make()


def test_a_mail_arrives_with_its_words_in_vietnamese(sink: Sink, unit: Unit) -> None:
    message = make_mail(unit)
    assert post(message) == Result(Outcome.TAKEN)
    (mail,) = sink.mails
    assert mail["Subject"].strip() == TITLE
    assert mail["To"] == "hoa@example.vn"
    assert mail["From"] == f"{unit.name} <mot-cua@binhan.example>"
    assert mail["Reply-To"] == "mot-cua@binhan.example"
    assert mail["Message-ID"] == f"<{message.reference}@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert sink.senders == ["mot-cua@binhan.example"]
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Hẹn trả: 26/11/2026." in plain.get_content()
    assert "/ho-so/H99.12-261123-0042/" in plain.get_content()
    assert "0252 3812 345" in plain.get_content()
    assert f"<h1>{TITLE}</h1>" in html.get_content()
    assert '<html lang="vi">' in html.get_content()


def test_the_html_fetches_nothing_and_its_words_are_words(sink: Sink, unit: Unit) -> None:
    post(make_mail(unit, title="<img src=//evil>", text="<script>x()</script>", link=""))
    html = sink.mails[0].get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;img" in page
    assert "style" not in page


def test_the_page_is_said_to_be_in_the_language_of_its_words(sink: Sink, unit: Unit) -> None:
    citizen = make_citizen()
    NoticeChoice.objects.create(user=citizen, language="en", changed_at=MONDAY)
    post(make_mail(unit, user=citizen, text="Dear Sir or Madam"))
    html = sink.mails[0].get_body(("html",))
    assert html is not None
    assert '<html lang="en">' in html.get_content()


def test_where_one_address_must_send_the_office_is_answered_to(
    sink: Sink, unit: Unit, settings: Any
) -> None:
    settings.EMAIL_FROM = "cong@tinh.example"
    post(make_mail(unit))
    assert sink.mails[0]["From"] == f"{unit.name} <cong@tinh.example>"
    assert sink.mails[0]["Reply-To"] == "mot-cua@binhan.example"
    assert sink.senders == ["cong@tinh.example"]


def test_a_mail_of_no_office_comes_from_the_portal(sink: Sink) -> None:
    assert post(make_mail()).outcome is Outcome.TAKEN
    assert sink.mails[0]["From"] == "Một cửa số <khong-tra-loi@localhost>"


def test_nobody_slips_a_header_or_a_recipient_into_a_mail(sink: Sink, unit: Unit) -> None:
    unit.name = "Bình An\nBcc: b@example.vn"
    unit.save()
    assert post(make_mail(unit, title="Hồ sơ\r\nBcc: a@example.vn")).outcome is Outcome.TAKEN
    assert sink.mails[0]["Bcc"] is None
    assert sink.mails[0]["Subject"] == "Hồ sơ Bcc: a@example.vn"
    for address in ("a@example.vn\nBcc: b@example.vn", "a@example.vn, b@example.vn", "a@", ""):
        refused = post(make_mail(unit, recipient=address))
        assert (refused.outcome, refused.failure) == (Outcome.REFUSED, Failure.WRONG_ADDRESS)
    assert len(sink.mails) == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "failure"),
    [
        ("451 4.7.1 <hoa@example.vn> try later", Outcome.AWAY, Failure.AWAY),
        ("452 4.2.2 box full", Outcome.AWAY, Failure.AWAY),
        ("550 5.1.1 <hoa@example.vn> unknown", Outcome.REFUSED, Failure.WRONG_ADDRESS),
        ("550 5.7.1 relaying denied", Outcome.REFUSED, Failure.REFUSED),
        ("552 5.2.2 box full", Outcome.REFUSED, Failure.REFUSED),
    ],
)
def test_what_a_server_says_of_the_address(
    sink: Sink, unit: Unit, answer: str, outcome: Outcome, failure: Failure
) -> None:
    sink.at_rcpt = answer
    result = post(make_mail(unit))
    assert (result.outcome, result.failure) == (outcome, failure)
    assert result.detail == f"RCPT {answer[:3]}"  # its own words hold the address


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("451 4.3.0 try later", Outcome.AWAY), ("554 5.6.0 no such mail here", Outcome.REFUSED)],
)
def test_what_a_server_says_of_the_whole_mail(
    sink: Sink, unit: Unit, answer: str, outcome: Outcome
) -> None:
    sink.at_data = answer
    assert post(make_mail(unit)).outcome is outcome


def test_a_line_that_breaks_after_the_mail_leaves_open_what_became_of_it(
    sink: Sink, unit: Unit
) -> None:
    sink.cut = True
    result = post(make_mail(unit))
    assert (result.outcome, result.failure) == (Outcome.UNCERTAIN, Failure.UNCERTAIN)
    assert len(sink.mails) == 1


def test_a_server_that_is_not_there_is_away(unit: Unit, settings: Any) -> None:
    settings.EMAIL_SERVER = mail_server_from_url(f"smtp://127.0.0.1:{free_port()}")
    assert post(make_mail(unit)).outcome is Outcome.AWAY


def test_a_server_without_the_encryption_that_is_asked_for_is_away(
    sink: Sink, unit: Unit, settings: Any
) -> None:
    """Nothing is sent in the clear instead."""
    settings.EMAIL_SERVER = mail_server_from_url(f"smtp://127.0.0.1:{sink.port}?tls=1")
    assert post(make_mail(unit)).outcome is Outcome.AWAY
    assert sink.mails == []


def test_without_a_server_no_mail_has_a_way_out(unit: Unit, settings: Any) -> None:
    settings.EMAIL_SERVER, settings.MESSAGE_CHANNEL = {}, "live"
    assert not calls_for(make_mail(unit))


def test_a_mail_waits_for_its_paper_and_then_encloses_it(sink: Sink) -> None:
    seed_form_sets()
    commune = make_commune()
    clerk = make_staff(commune.one_stop, *Role)
    dossier = make_received(commune, make_procedure(), by=clerk)
    paper = IssuedPaper.objects.get(form="mau-01")
    message = make_mail(commune.root, paper=paper.key)
    waits = post(message)
    assert (waits.outcome, waits.failure) == (Outcome.AWAY, Failure.NO_PAPER)
    make(paper, at=MONDAY)
    assert post(message).outcome is Outcome.TAKEN
    (enclosed,) = sink.mails[0].iter_attachments()
    assert enclosed.get_content_type() == "application/pdf"
    assert enclosed.get_filename() == f"{paper.title} {dossier.code}.pdf"
    assert enclosed.get_content().startswith(b"%PDF")


def test_a_mail_whose_paper_never_comes_goes_without(sink: Sink, unit: Unit) -> None:
    """An ink result has no file: the mail that tells of it does not wait for one."""
    assert post(make_mail(unit, paper="dossier:0:result")).outcome is Outcome.TAKEN
    assert list(sink.mails[0].iter_attachments()) == []


def test_the_address_of_the_server_is_read_or_refused_aloud() -> None:
    read = mail_server_from_url("smtp://a%40b.vn:p%2Fw@mail.example:587?tls=1&from=a@b.vn")
    assert read == {
        "host": "mail.example", "port": 587, "username": "a@b.vn", "password": "p/w",
        "use_tls": True, "use_ssl": False,
    }  # fmt: skip
    for wrong in (
        "mail.example:25",
        "smtp://",
        "smtp://x?tls=1&ssl=1",
        "smtp://x:y",
        "smtp://x?a=1",
    ):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
            mail_server_from_url(wrong)


def test_where_no_mail_leaves_none_is_written(settings: Any, unit: Unit) -> None:
    settings.EMAIL_SERVER, settings.MESSAGE_CHANNEL = {}, "live"
    send(
        Notice(
            "withdrawn", "0905123318", "k", at=MONDAY, root_unit_id=unit.pk, email="a@b.vn",
            context=example_of("withdrawn"),
        )
    )  # fmt: skip
    assert {row.channel for row in Message.objects.all()} == {Message.Channel.SMS}
