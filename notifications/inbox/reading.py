"""The inbox of one person: its pages, and what reading changes."""

from dataclasses import dataclass
from datetime import datetime

from notifications.inbox.unread import forget_count
from notifications.models import Message
from portal.lib.dates import full_clock
from portal.lib.pages import keyset_page

SIZE = 20


@dataclass(frozen=True)
class Row:
    """One notice. Pressing `title` opens what it is about, by `reference`; without a link it only
    marks it read."""

    reference: str
    title: str
    text: str
    code: str
    moment: str
    is_unread: bool
    opens: bool


@dataclass(frozen=True)
class InboxPage:
    rows: list[Row]
    newer_url: str
    older_url: str
    newest: str  # reference of the first row; empty on later pages
    has_unread: bool


def inbox_page(user_id: int, cursor: str) -> InboxPage:
    page = keyset_page(
        Message.objects.in_inbox_of(user_id),
        "pk",
        cursor=cursor,
        size=SIZE,
        newest_first=True,
    )
    rows = [_row(message) for message in page.rows]
    return InboxPage(
        rows=rows,
        newer_url=f"?trang={page.previous_cursor}" if page.previous_cursor else "",
        older_url=f"?trang={page.next_cursor}" if page.next_cursor else "",
        newest=rows[0].reference if rows and not page.previous_cursor else "",
        has_unread=Message.objects.in_inbox_of(user_id).unread().exists(),
    )


def open_notice(user_id: int, reference: str, *, at: datetime) -> str | None:
    """Marks the notice read; the path it leads to, empty when it has none; None: not theirs."""
    row = Message.objects.in_inbox_of(user_id).filter(reference=reference).first()
    if row is None:
        return None
    if Message.objects.filter(pk=row.pk).unread().update(read_at=at):
        forget_count(user_id)
    return row.link


def read_all(user_id: int, *, up_to: str, at: datetime) -> int:
    """Marks read what had come in when `up_to` was the newest; how many.

    What came in meanwhile was not seen and stays unread.
    """
    theirs = Message.objects.in_inbox_of(user_id)
    newest = theirs.filter(reference=up_to).values_list("pk", flat=True).first()
    count = theirs.unread().filter(pk__lte=newest).update(read_at=at) if newest else 0
    forget_count(user_id)
    return count


def _row(message: Message) -> Row:
    return Row(
        reference=message.reference,
        title=message.title or message.text,
        text=message.text if message.title else "",
        code=message.subject_code,
        moment=full_clock(message.created_at),
        is_unread=message.read_at is None,
        opens=bool(message.link) or message.read_at is None,
    )
