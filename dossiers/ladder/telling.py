"""The notices of a rung, in the facts that the words of `due_soon` and `overdue` use."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.offices import offices
from dossiers.durations import in_words
from dossiers.ladder.finding import Clock, Ladder
from dossiers.ladder.hearers import Hearer, Hearers
from dossiers.ladder.rungs import is_over
from dossiers.models import Dossier
from dossiers.staff.queue_rows import NOBODY
from dossiers.workflow import BEFORE_RECEPTION
from notifications.services import Notice
from portal.lib.dates import full_clock
from procedures.memory import catalogue

FEW = 10  # minutes


def notices_of(
    dossier: Dossier, ladder: Ladder, hearers: Hearers, at: datetime
) -> Iterator[Notice]:
    """One for each who hears of it."""
    over = is_over(ladder.highest)
    path = reverse("dossiers:staff-dossier", args=[dossier.display_code])
    facts = _facts(dossier, ladder, at) | {"link": f"{settings.SITE_URL}{path}"}
    event = f"ladder:{dossier.pk}:{ladder.clock}:{ladder.due_at.timestamp():.0f}:{ladder.highest}"
    for hearer in hearers.of(dossier, over=over):
        yield staff_notice(
            "overdue" if over else "due_soon",
            hearer,
            key=f"{event}:{hearer.person.pk}",
            at=at,
            root_unit_id=dossier.root_unit_id,
            facts=facts,
            link=path,
            subject_code=dossier.display_code,
        )


def staff_notice(
    kind: str,
    hearer: Hearer,
    *,
    key: str,
    at: datetime,
    root_unit_id: int,
    facts: dict[str, Any],
    link: str,
    subject_code: str = "",
) -> Notice:
    """To the inbox and the e-mail of whoever hears."""
    return Notice(
        kind,
        to="",
        key=key,
        at=at,
        root_unit_id=root_unit_id,
        subject_code=subject_code,
        context=facts | {"instead": hearer.instead},
        email=hearer.person.email,
        user_id=hearer.person.pk,
        link=link,
    )


def _facts(dossier: Dossier, ladder: Ladder, at: datetime) -> dict[str, Any]:
    calendar = offices()[dossier.receiving_unit_id].calendar
    minutes = calendar.working_minutes_between(*sorted((at, ladder.due_at)))
    words = in_words(minutes) if minutes >= FEW else "vài phút"
    return {
        "office": dossier.root_unit.short_name,
        "code": dossier.display_code,
        "procedure": catalogue().procedures[dossier.procedure_id].title,
        "limit": _limit(dossier, ladder),
        "due": full_clock(ladder.due_at),
        "left": words,
        "late": words,
        "holder": str(dossier.assignee or NOBODY),
    }


def _limit(dossier: Dossier, ladder: Ladder) -> str:
    if ladder.clock is Clock.STAGE:
        return Clock.STAGE.label
    return "Hạn tiếp nhận" if dossier.state in BEFORE_RECEPTION else Clock.LEGAL.label
