"""E-mail by SMTP: the words as text and as HTML, with the paper that goes with them."""

import logging
import re
import smtplib
from collections.abc import Sequence
from contextlib import suppress
from email.utils import formataddr
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from accounts.models import Unit
from notifications.channels.results import Call, Outcome, Result
from notifications.failures import Failure
from notifications.models import Message, NoticeChoice
from portal.lib.text import clean

logger = logging.getLogger(__name__)

ROUTE = "email"
PORTAL = "Một cửa số"  # who writes when no office does

# Seconds. Their sum over one mail stays below the lease of a message.
ANSWER = 8  # of every command
ACCEPTANCE = 40  # of the whole mail: servers look into it first

_NO_SUCH_BOX = {550, 551, 553}
_POLICY = re.compile(rb"\b5\.7\.\d+\b")  # RFC 3463: the sender's fault, not the address's


def calls(message: Message) -> Sequence[Call] | None:
    """The mail server, with the mail made ready; None when no server is set."""
    if not settings.EMAIL_SERVER:
        return None
    return (Call(ROUTE, partial(_try, _prepared(message))),)


# --- The mail ------------------------------------------------------------------------------------


def _prepared(message: Message) -> EmailMultiAlternatives | Result:
    """The mail, or why there can be none now. Reads the database and the file of the paper."""
    try:
        validate_email(message.recipient)
    except ValidationError:
        return Result(Outcome.REFUSED, Failure.WRONG_ADDRESS, "address")
    attached: list[tuple[str, bytes, str]] = []
    if message.paper:
        try:
            paper = import_string(settings.MESSAGE_PAPERS)(message.paper)
        except LookupError:
            logger.warning("message %s goes without its paper: there is none", message.pk)
        else:
            if paper is None:
                return Result(Outcome.AWAY, Failure.NO_PAPER, "giấy chưa lập xong")
            attached.append((*paper, "application/pdf"))
    return mail_of(message, attached)


def mail_of(
    message: Message, attached: Sequence[tuple[str, bytes, str]] = ()
) -> EmailMultiAlternatives:
    """What leaves for this message. Its Message-ID is the reference, so that a repeat shows."""
    unit = Unit.objects.filter(pk=message.root_unit_id or 0).first()
    title, text = clean(message.title), _text(message)
    office, contact = str(unit or PORTAL), _contact(unit)
    shown = {
        "title": title, "paragraphs": re.split(r"\n{2,}", text), "office": office,
        "contact": contact, "language": _language(message),
    }  # fmt: skip
    html = render_to_string("notifications/email/message.html", shown)
    mail = EmailMultiAlternatives(
        subject=title,
        body="\n".join([text, "", "-- ", office, *contact]),
        from_email=_sender(unit),
        to=[message.recipient],
        reply_to=[unit.email] if unit and unit.email else None,
        headers={
            "Message-ID": f"<{message.reference}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
        attachments=list(attached),
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _text(message: Message) -> str:
    text = message.text.strip()
    address = f"{settings.SITE_URL}{message.link}"
    return text if not message.link or address in text else f"{text}\n\n{address}"


def _contact(unit: Unit | None) -> list[str]:
    return [line for line in (unit.address, unit.phone, unit.email) if line] if unit else []


def _sender(unit: Unit | None) -> str:
    """The office's own address, unless the server lets only one address send."""
    address = settings.EMAIL_FROM or (unit.email if unit else "") or settings.DEFAULT_FROM_EMAIL
    return formataddr((clean(unit.name if unit else PORTAL), address))


def _language(message: Message) -> str:
    """What the person chose: the words of the message were made in it."""
    choice = NoticeChoice.objects.filter(user=message.user_id)
    return choice.values_list("language", flat=True).first() or settings.LANGUAGE_CODE


# --- The server ----------------------------------------------------------------------------------


class _Plain(smtplib.SMTP):
    """Knows whether the whole mail went out: from then on silence leaves open what became of it."""

    mail_sent = False

    def send(self, s: Any) -> None:
        super().send(s)
        if isinstance(s, bytes) and self.sock:  # commands are text
            self.mail_sent = True
            self.sock.settimeout(ACCEPTANCE)


class _Secure(_Plain, smtplib.SMTP_SSL):
    pass


class _Server(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Secure if self.use_ssl else _Plain


def _try(mail: EmailMultiAlternatives | Result) -> Result:
    if isinstance(mail, Result):
        return mail
    server = _Server(timeout=ANSWER, **settings.EMAIL_SERVER)
    try:
        server.open()
        server.send_messages([mail])
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors
        return _result_of(error, mail_sent=getattr(server.connection, "mail_sent", False))
    finally:
        with suppress(OSError):  # a bad farewell changes nothing
            server.close()
    return Result(Outcome.TAKEN)


def _result_of(error: Exception, *, mail_sent: bool) -> Result:
    """What the answer of the server means; its own words may hold addresses, codes do not."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return _refused_box(code, words)
        case smtplib.SMTPSenderRefused() if error.smtp_code != 552:  # too large is the mail's fault
            return _away(f"MAIL {error.smtp_code}")
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPConnectError():
            return _away(f"SMTP {error.smtp_code}")
        case smtplib.SMTPResponseException():
            if error.smtp_code < 500:
                return _away(f"SMTP {error.smtp_code}")
            return Result(Outcome.REFUSED, Failure.REFUSED, f"SMTP {error.smtp_code}")
        case ValueError():  # an address or a header that cannot be written
            return Result(Outcome.REFUSED, Failure.WRONG_ADDRESS, type(error).__name__)
    if mail_sent:
        return Result(Outcome.UNCERTAIN, Failure.UNCERTAIN, type(error).__name__)
    return _away(type(error).__name__)


def _refused_box(code: int, words: bytes) -> Result:
    if code < 500:
        return _away(f"RCPT {code}")
    wrong = code in _NO_SUCH_BOX and not _POLICY.search(words)
    failure = Failure.WRONG_ADDRESS if wrong else Failure.REFUSED
    return Result(Outcome.REFUSED, failure, f"RCPT {code}")


def _away(detail: str) -> Result:
    return Result(Outcome.AWAY, Failure.AWAY, detail)
