"""What people are told about a dossier: the context of every message kind (notifications.texts)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from dossiers.models import Dossier, DossierEvent, SupplementRequest
from dossiers.workflow import WAITING_FOR_PAPERS
from notifications.services import notify
from portal.lib.text import fold


def tell(dossier: Dossier, kind: str, event: DossierEvent) -> None:
    """Writes the message of this event; the same event twice is one message."""
    unit = dossier.root_unit
    supplement = _asked_for(dossier)
    due = dossier.due_at
    notify(
        kind,
        to=dossier.phone,
        key=f"dossier:{dossier.pk}:{event.seq}:{kind}",
        at=event.at,
        root_unit_id=dossier.root_unit_id,
        subject_code=dossier.display_code,
        office=unit.sms_name or fold(unit.short_name),
        code=dossier.display_code,
        due=f"{timezone.localtime(due):%d/%m/%Y}" if due else "theo thong bao",
        by=_by(dossier, supplement.due_on if supplement else None),
        count=supplement.items.count() if supplement else 0,
        tel=unit.phone.replace(" ", ""),
        domain=urlsplit(settings.SITE_URL).netloc,
    )


def _asked_for(dossier: Dossier) -> SupplementRequest | None:
    if dossier.state not in WAITING_FOR_PAPERS:
        return None
    return dossier.supplements.order_by("-asked_at").first()


def _by(dossier: Dossier, supplement_due: object) -> str:
    if supplement_due:
        return f"{supplement_due:%d/%m/%Y}"
    if dossier.accept_by:
        return f"{timezone.localtime(dossier.accept_by):%H:%M %d/%m}"
    return ""
