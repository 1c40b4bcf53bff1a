"""Hồ sơ của tôi: what waits for the citizen first, then what is under way, then what is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from dossiers.models import Dossier, Draft, SupplementRequest
from dossiers.models.dossier import DossierQuerySet
from dossiers.models.dossier_indexes import OPEN
from dossiers.tracking.reading import Tracked, glance, masked
from dossiers.tracking.words import badges
from dossiers.workflow import WAITING_FOR_CITIZEN, Status
from portal.lib.badges import Badge
from portal.lib.dates import clock, full_moment, long_day, short_day
from portal.lib.pages import Page, keyset_page

UNFINISHED_SHOWN = 100
DONE_SHOWN = 10
TO_COLLECT = Q(status=Status.RESULT_READY)
_FOR_CITIZEN = WAITING_FOR_CITIZEN | {Status.RESULT_READY}


@dataclass(frozen=True, slots=True)
class Card:
    code: str
    url: str
    title: str
    badges: list[Badge]
    line: str
    act: str  # the verb of what is to be done; empty for nothing
    act_url: str


@dataclass(frozen=True, slots=True)
class DraftCard:
    title: str
    url: str
    saved: str
    kept_until: str
    is_expired: bool


@dataclass(frozen=True)
class Mine:
    drafts: list[DraftCard]
    to_do: list[Card]
    running: list[Card]
    done: list[Card]
    page: Page
    is_cut: bool  # there is more under way than is shown

    @property
    def is_empty(self) -> bool:
        return not (self.drafts or self.to_do or self.running or self.done)


def mine(user: User, *, at: datetime, cursor: str = "") -> Mine:
    """The first page has everything that is not done; later ones go on with what is."""
    own = masked(Dossier.objects.visible_to(user))
    page = keyset_page(
        own.exclude(OPEN | TO_COLLECT), "submitted_at", cursor=cursor, size=DONE_SHOWN,
        newest_first=True,
    )  # fmt: skip
    going = [] if cursor else _unfinished(own)
    asked = _asked(going)
    cards = [_card(tracked, asked) for tracked in glance([*going, *page.rows], at=at)]
    for_citizen = {dossier.display_code for dossier in going if dossier.state in _FOR_CITIZEN}
    return Mine(
        drafts=[] if cursor else _drafts(user, at),
        to_do=[card for card in cards[: len(going)] if card.code in for_citizen],
        running=[card for card in cards[: len(going)] if card.code not in for_citizen],
        done=cards[len(going) :],
        page=page,
        is_cut=len(going) == UNFINISHED_SHOWN,
    )


def _unfinished(own: DossierQuerySet) -> list[Dossier]:
    return list(own.filter(OPEN | TO_COLLECT).order_by("-submitted_at", "-pk")[:UNFINISHED_SHOWN])


def _asked(dossiers: Iterable[Dossier]) -> dict[int, date]:
    """Until when a supplement is waited for, by dossier."""
    waiting = [dossier.pk for dossier in dossiers if dossier.state in WAITING_FOR_CITIZEN]
    if not waiting:
        return {}
    rows = SupplementRequest.objects.filter(dossier__in=waiting, answered_at=None)
    return dict(rows.order_by("asked_at").values_list("dossier_id", "due_on"))


def _card(tracked: Tracked, asked: dict[int, date]) -> Card:
    dossier = tracked.dossier
    url = reverse("dossiers:dossier", args=[dossier.display_code])
    supplements = dossier.pk in asked and dossier.state is not Status.FINANCE
    return Card(
        code=dossier.display_code,
        url=url,
        title=tracked.title,
        badges=badges(tracked),
        line=_line(tracked, asked.get(dossier.pk) if supplements else None),
        act="Gửi bổ sung" if supplements else "",
        act_url=f"{url}bo-sung/" if supplements else "",
    )


def _line(tracked: Tracked, send_by: date | None) -> str:
    dossier = tracked.dossier
    if send_by:
        return f"Hạn gửi: {long_day(send_by)}"
    if dossier.state is Status.RESULT_READY:
        return f"Nhận tại {tracked.counter.short_name}"
    if dossier.closed_at:
        return f"Xong ngày {short_day(dossier.closed_at)}"
    if dossier.act_by is None:
        return f"Gửi ngày {short_day(dossier.submitted_at)}"
    if dossier.state is Status.SUBMITTED:
        return f"Một cửa trả lời trước {clock(dossier.act_by)}, {long_day(dossier.act_by)}"
    if again := tracked.appointed_anew:
        return f"Hẹn lại, trả trước {clock(again)}, {long_day(again)}"
    return f"Hẹn trả trước {clock(dossier.act_by)}, {long_day(dossier.act_by)}"


def _drafts(user: User, at: datetime) -> list[DraftCard]:
    """Those that can be gone on with or brought back, last saved first."""
    rows = Draft.objects.visible_to(user).filter(submitted_at=None).select_related("procedure")
    return [
        DraftCard(
            title=draft.procedure.title,
            url=reverse("dossiers:draft", args=[draft.token]),
            saved=full_moment(draft.updated_at),
            kept_until=short_day(draft.expires_at),
            is_expired=draft.is_expired(at),
        )
        for draft in rows
        if draft.is_restorable(at)
    ]
