"""What left the portal lately, as it would look on the phones it went to: for trying it out."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst

from accounts.identity import show_phone
from notifications.inbox.ways import NAMES, became
from notifications.kinds import ONE_TIME_CODES
from notifications.models import Message

NEWEST = 40
MAILBOX = "mail"  # under settings.VAR_DIR: the Maildir of tools.mailbox
ICONS = {"sms": "message", "zalo": "message-circle", "email": "mail"}
_ONE_TIME = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Shown:
    """One message. `code`: a one-time code in it, to be copied."""

    channel: str
    icon: str
    to: str
    title: str
    text: str
    moment: str
    state: str
    parts: int
    code: str
    files: list[str]


def newest() -> list[Shown]:
    outside = Message.objects.exclude(channel=Message.Channel.INAPP)
    rows = list(outside.order_by("-pk")[:NEWEST])
    files = _files_by_reference() if any(row.paper for row in rows) else {}
    return [_shown(row, files.get(row.reference, [])) for row in rows]


def _shown(message: Message, files: list[str]) -> Shown:
    channel = Message.Channel(message.channel)
    by_phone = channel is not Message.Channel.EMAIL
    code = _ONE_TIME.search(message.text) if message.kind in ONE_TIME_CODES else None
    return Shown(
        channel=NAMES[channel],
        icon=ICONS[channel],
        to=show_phone(message.recipient) if by_phone else message.recipient,
        title=message.title,
        text=message.text,
        moment=f"{timezone.localtime(message.created_at):%H:%M:%S %d/%m/%Y}",
        state=capfirst(became(message)),
        parts=message.parts,
        code=code[0] if code else "",
        files=files,
    )


def _files_by_reference() -> dict[str, list[str]]:
    """Names of what the newest mails enclose. The reference is the first part of a Message-ID."""
    folder = settings.VAR_DIR / MAILBOX / "new"
    if not folder.is_dir():
        return {}
    mails = sorted(folder.iterdir(), key=_written_at, reverse=True)[:NEWEST]
    return dict(_enclosed(path) for path in mails)


def _written_at(path: Path) -> float:
    return path.stat().st_mtime


def _enclosed(path: Path) -> tuple[str, list[str]]:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    reference = str(mail["Message-ID"] or "").strip("<> ").partition("@")[0]
    return reference, [part.get_filename() or "" for part in mail.iter_attachments()]
