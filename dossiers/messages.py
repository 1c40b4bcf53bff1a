"""What people are told about a dossier: the context of every message kind (notifications.texts)."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from dossiers.models import Dossier, DossierEvent, SupplementRequest
from dossiers.workflow import WAITING_FOR_PAPERS
from notifications.services import Notice, send
from portal.lib.dates import short_day, short_moment
from portal.lib.money import dong
from portal.lib.text import fold


def key_of(dossier_id: int, seq: int, kind: str) -> str:
    """The key of the message that an event writes."""
    return f"dossier:{dossier_id}:{seq}:{kind}"


def tell(dossier: Dossier, kind: str, event: DossierEvent) -> None:
    """Writes the message of this event; the same event twice is one message."""
    send(notice_of(dossier, kind, event))


def notice_of(dossier: Dossier, kind: str, event: DossierEvent) -> Notice:
    """The dossier has its `root_unit`; where papers are waited for, two queries more."""
    unit = dossier.root_unit
    supplement = _asked_for(dossier)
    due = dossier.due_at
    context = {
        "office": unit.sms_name or fold(unit.short_name),
        "code": dossier.display_code,
        "due": short_day(due) if due else "theo thong bao",
        "by": _by(dossier, supplement.due_on if supplement else None),
        "again": _again(dossier),
        "count": supplement.items.count() if supplement else 0,
        "tel": unit.phone.replace(" ", ""),
        "domain": urlsplit(settings.SITE_URL).netloc,
        "link": f"{settings.SITE_URL}/ho-so/{dossier.display_code}/",
        "procedure": dossier.procedure.short_name,
        "amount": dong(dossier.fee_amount),
    }
    return Notice(
        kind,
        to=dossier.phone,
        key=key_of(dossier.pk, event.seq, kind),
        at=event.at,
        root_unit_id=dossier.root_unit_id,
        subject_code=dossier.display_code,
        context=context,
        email=dossier.email,
        user_id=dossier.owner_id,
        link=f"/ho-so/{dossier.display_code}/",
    )


def _again(dossier: Dossier) -> str:
    """What an apology promises; nothing new when the result is there already."""
    again = dossier.reappointed_at
    if dossier.is_open and again:
        return f"Hen tra lai {short_day(again)}"
    return "Da co ket qua"


def _asked_for(dossier: Dossier) -> SupplementRequest | None:
    if dossier.state not in WAITING_FOR_PAPERS:
        return None
    return dossier.supplements.order_by("-asked_at").first()


def _by(dossier: Dossier, supplement_due: date | None) -> str:
    if supplement_due:
        return short_day(supplement_due)
    return short_moment(dossier.accept_by) if dossier.accept_by else ""
