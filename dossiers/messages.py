"""What people are told about a dossier: the facts that the words of every kind may name."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from dossiers.documents.enclosing import enclosure_of
from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import TRANSITIONS, WAITING_FOR_PAPERS, Status
from notifications.kinds import KINDS
from notifications.services import Notice, send
from notifications.wording import Phrase
from portal.lib.dates import english_day, long_day, short_day, short_moment
from portal.lib.money import dong_in_words, dots

LATER = Phrase("theo thông báo", "to be announced")
RECENT = 200  # dossiers among which an example is looked for


def key_of(dossier_id: int, seq: int, kind: str) -> str:
    """The key of the message that an event writes."""
    return f"dossier:{dossier_id}:{seq}:{kind}"


def tell(dossier: Dossier, kind: str, event: DossierEvent) -> None:
    """Writes the message of this event; the same event twice is one message."""
    send(notice_of(dossier, kind, event))


def notice_of(dossier: Dossier, kind: str, event: DossierEvent) -> Notice:
    """The dossier has its `root_unit`; where papers are waited for, two queries more."""
    return Notice(
        kind,
        to=dossier.phone,
        key=key_of(dossier.pk, event.seq, kind),
        at=event.at,
        root_unit_id=dossier.root_unit_id,
        subject_code=dossier.display_code,
        context=facts_of(dossier),
        email=dossier.email,
        user_id=dossier.owner_id,
        link=f"/ho-so/{dossier.display_code}/",
        paper=enclosure_of(dossier, kind, event),
    )


def facts_of(dossier: Dossier) -> dict[str, Any]:
    """What any words may name (notifications.wording.variables); what is not known is left out."""
    unit, again, due = dossier.root_unit, dossier.reappointed_at, dossier.due_at
    facts = {
        "office": unit.name_in_sms,
        "unit": unit.name,
        "tel": unit.phone.replace(" ", "") or Phrase("Một cửa", "the one-stop office"),
        "domain": urlsplit(settings.SITE_URL).netloc,
        "link": f"{settings.SITE_URL}/ho-so/{dossier.display_code}/",
        "code": dossier.display_code,
        "procedure": dossier.procedure.title,
        "due": short_day(due) if due else LATER,
        "due_day": Phrase(long_day(due), english_day(due)) if due else LATER,
        "again": _again(short_day(again) if again and dossier.is_open else ""),
        "amount": _amount(dossier),
    }
    return facts | _limit(dossier)


def example(kind: str, root_unit_id: int) -> Mapping[str, Any] | None:
    """Facts of a recent dossier of that office that this kind is told about. None names people."""
    states = _STATES_OF.get(kind, frozenset())
    recent = Dossier.objects.filter(root_unit=root_unit_id).order_by("-pk")[:RECENT]
    keys = [pk for pk, status in recent.values_list("pk", "status") if status in states]
    if not keys:
        return None
    facts = facts_of(Dossier.objects.select_related("root_unit", "procedure").get(pk=keys[0]))
    return facts if facts.keys() >= set(KINDS[kind].variables) else None


def _states_by_kind() -> dict[str, frozenset[str]]:
    """In which statuses dossiers are just after a message of each kind."""
    states: dict[str, set[str]] = defaultdict(set)
    for row in TRANSITIONS:
        after = {row.target} if row.target else row.sources
        states[row.message] |= {status.value for status in after}
    states["submitted"] = {Status.SUBMITTED.value}
    states["supplement_soon"] = {status.value for status in WAITING_FOR_PAPERS}
    return {kind: frozenset(found) for kind, found in states.items()}


_STATES_OF = _states_by_kind()


def _again(day: str) -> Phrase:
    """What an apology promises; nothing new when the result is there already."""
    if day:
        return Phrase(f"Hẹn trả lại {day}", f"New date: {day}")
    return Phrase("Đã có kết quả", "The result is ready")


def _amount(dossier: Dossier) -> Phrase:
    """The fee that is still owed; a duty set by another office is told by that office."""
    if not dossier.fee_amount or dossier.fee_paid_at:
        return LATER
    return Phrase(dong_in_words(dossier.fee_amount), f"{dots(dossier.fee_amount)} VND")


def _limit(dossier: Dossier) -> dict[str, Any]:
    """By when somebody has to do something: the citizen who is waited for, or reception."""
    if dossier.state in WAITING_FOR_PAPERS:
        asked = dossier.supplements.order_by("-asked_at").first()
        return {"by": short_day(asked.due_on), "count": asked.items.count()} if asked else {}
    return {"by": short_moment(dossier.accept_by)} if dossier.accept_by else {}
