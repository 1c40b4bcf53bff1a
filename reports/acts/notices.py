"""The message to one person who is urged, in the facts that its words use."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from dossiers.ladder.hearers import Hearer
from dossiers.ladder.telling import staff_notice
from dossiers.ladder.watch import LATE, Watch
from dossiers.models import Dossier
from notifications.services import Notice
from notifications.wording import Phrase
from portal.lib.dates import short_day
from procedures.memory import catalogue
from reports.late_days import late_days, late_words

MOST_LINES = 20  # of a message; the link shows them all


@dataclass
class Batch:
    """The dossiers that one person hears of together."""

    hearer: Hearer
    dossiers: list[Dossier] = field(default_factory=list)


def notice_of(batch: Batch, kind: str, *, by: User, at: datetime, note: str) -> Notice:
    """Written once: nobody hears of its first dossier again on that day."""
    first, person = batch.dossiers[0], batch.hearer.person
    path = _path(batch)
    return staff_notice(
        kind,
        batch.hearer,
        key=f"{kind}:{first.pk}:{person.pk}:{timezone.localdate(at):%Y%m%d}",
        at=at,
        root_unit_id=first.root_unit_id,
        facts={
            "office": first.root_unit.short_name,
            "leader": str(by),
            "number": str(len(batch.dossiers)),
            "listing": _listing(batch.dossiers, at),
            "words": _words(note),
            "link": f"{settings.SITE_URL}{path}",
        },
        link=path,
        subject_code=first.display_code if len(batch.dossiers) == 1 else "",
    )


def _path(batch: Batch) -> str:
    """One dossier itself; else the late ones of whoever holds them."""
    first, person = batch.dossiers[0], batch.hearer.absent or batch.hearer.person
    if len(batch.dossiers) == 1:
        return reverse("dossiers:staff-dossier", args=[first.display_code])
    holder = person if all(one.assignee == person for one in batch.dossiers) else None
    return Watch(offices()[first.unit_id], holder=holder).path(LATE)


def _listing(dossiers: list[Dossier], at: datetime) -> Phrase:
    lines = [_line(one, at) for one in dossiers[:MOST_LINES]]
    if (more := len(dossiers) - MOST_LINES) > 0:
        lines.append(Phrase(f"và {more} hồ sơ nữa", f"and {more} more"))
    return Phrase("\n".join(one.vi for one in lines), "\n".join(one.en for one in lines))


def _line(dossier: Dossier, at: datetime) -> Phrase:
    """No name of a person: messages are read on phones that lie about."""
    head = f"{dossier.display_code} · {catalogue().procedures[dossier.procedure_id].title}"
    if dossier.due_at is None:
        return Phrase(head, head)
    if dossier.is_overdue(at):
        days = late_days(dossier.due_at, dossier.in_charge_id, at)
        return Phrase(f"{head} · {late_words(days).lower()}", f"{head} · {days} day(s) late")
    day = short_day(dossier.due_at)
    return Phrase(f"{head} · hẹn trả {day}", f"{head} · due {day}")


def _words(note: str) -> Phrase:
    if not note:
        return Phrase("", "")
    return Phrase(f" Lời nhắn: “{note}”", f" In their words: “{note}”")
