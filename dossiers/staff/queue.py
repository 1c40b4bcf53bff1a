"""The staff queue: boxes of the sidebar, deadline tabs, filters, and how many lie in each.

Everything is about open dossiers of one office, so the partial indexes of `Dossier` answer it and
the cost does not grow with history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, Value, When
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Perm
from dossiers.lateness.letters import PREPARERS, WAITING, next_step_of
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.due_tabs import Tab, ends_of_tabs
from dossiers.workflow import (
    BEFORE_RECEPTION,
    IN_PROCESS,
    LABELS,
    WAITING_FOR_CITIZEN,
    Status,
)
from portal.lib.text import clean, fold
from procedures.memory import catalogue
from procedures.models import Channel
from worktime.arithmetic import WorkCalendar

PAGE_SIZE = 50
_LETTERS = "letters"  # a group of `Queue` beside the statuses
_AS_LETTERS = Case(When(state__in=WAITING, then=Value(_LETTERS)))
PRINT_LIMIT = 500


@dataclass(frozen=True)
class Box:
    """A line of the sidebar: the statuses it holds (none named: all open ones) and who sees it."""

    slug: str
    label: str
    icon: str
    who: frozenset[Perm]
    statuses: frozenset[Status] = frozenset()
    page: str = "queue"  # URL name; boxes with a page of their own are not filters of the queue

    @property
    def condition(self) -> Q:
        return Q(status__in=sorted(self.statuses)) if self.statuses else Q()

    @property
    def path(self) -> str:
        path = reverse(f"dossiers:{self.page}")
        return f"{path}?muc={self.slug}" if self.page == "queue" and self.slug else path


TO_DO = Box("", "Cần xử lý", "inbox", frozenset({Perm.QUEUE}))
TO_SIGN = Box(
    "cho-ky", "Chờ ký", "signature", frozenset({Perm.SIGN}),
    frozenset({Status.SUBMITTED_FOR_SIGN}), page="sign-queue",
)  # fmt: skip
TO_RETURN = Box(
    "cho-tra", "Chờ trả", "file-certificate", frozenset({Perm.RETURN}),
    frozenset({Status.RESULT_READY}), page="return-queue",
)  # fmt: skip
BOXES = (
    TO_DO,
    Box("moi-nop", "Mới nộp", "send", frozenset({Perm.RECEIVE}), frozenset({Status.SUBMITTED})),
    Box("cho-chuyen", "Chờ chuyển", "arrow-forward-up", frozenset({Perm.RECEIVE}),
        frozenset({Status.RECEIVED})),
    Box("chua-giao", "Chưa giao", "circle-dashed", frozenset({Perm.ASSIGN, Perm.EXAMINE}),
        frozenset({Status.TRANSFERRED})),
    Box("cho-bo-sung", "Chờ bổ sung", "player-pause", frozenset({Perm.RECEIVE, Perm.EXAMINE}),
        WAITING_FOR_CITIZEN),
    TO_SIGN,
    Box("cho-dong-dau", "Chờ đóng dấu", "rubber-stamp", frozenset({Perm.SEAL}),
        frozenset({Status.SIGNED})),
    TO_RETURN,
)  # fmt: skip


TABS = (
    Tab("", "Tất cả"),
    Tab("tre", "Trễ hạn", "late"),
    Tab("hom-nay", "Hôm nay", "soon"),
    Tab("hai-ngay", "2 ngày tới", "ok"),
    Tab("sau-do", "Sau đó"),
    Tab("cho-dan", "Chờ dân", "wait"),
)


def boxes_of(user: User) -> list[Box]:
    return [box for box in BOXES if box.who & user.permissions]


def tab_conditions(calendar: WorkCalendar, at: datetime) -> dict[str, Q]:
    """Tab -> which open dossiers; together the tabs hold each dossier once."""
    tonight, soon = ends_of_tabs(calendar, at)
    waiting = Q(status__in=sorted(WAITING_FOR_CITIZEN))
    return {
        "": Q(),
        "tre": Q(act_by__lt=at),
        "hom-nay": Q(act_by__gte=at, act_by__lt=tonight),
        "hai-ngay": Q(act_by__gte=tonight, act_by__lt=soon),
        "sau-do": Q(act_by__gte=soon) | (Q(act_by__isnull=True) & ~waiting),
        "cho-dan": waiting,
    }


@dataclass(frozen=True)
class Filters:
    """What the address of the queue asks for; unknown values count as not given."""

    box: Box = TO_DO
    tab: str = ""
    field: int | None = None
    channel: int | None = None
    status: str = ""
    procedure: str = ""
    mine: bool = False
    stage_late: bool = False  # coming late at its stage, or over it, the whole still in time

    @classmethod
    def read(cls, data: Mapping[str, str], user: User) -> "Filters":
        boxes = {box.slug: box for box in boxes_of(user) if box.page == "queue"}
        status, tab = data.get("buoc", ""), data.get("han", "")
        channel = _number(data.get("kenh", ""))
        return cls(
            box=boxes.get(data.get("muc", ""), TO_DO),
            tab=tab if tab in {tab.slug for tab in TABS} else "",
            field=_number(data.get("linh-vuc", "")),
            channel=channel if channel in Channel.Method.values else None,
            status=status if status in set(Status) else "",
            procedure=clean(data.get("thu-tuc", ""))[:80],
            mine=data.get("cua-toi") == "1",
            stage_late=data.get("buoc-tre") == "1",
        )

    def pairs(self) -> dict[str, Any]:
        """The same as parameters of an address; what is not asked for is left out."""
        pairs = {
            "muc": self.box.slug,
            "han": self.tab,
            "linh-vuc": self.field,
            "kenh": self.channel,
            "buoc": self.status,
            "thu-tuc": self.procedure,
            "cua-toi": "1" if self.mine else "",
            "buoc-tre": "1" if self.stage_late else "",
        }
        return {name: value for name, value in pairs.items() if value}

    def query(self, **changes: Any) -> str:
        """The address with some of it changed: `muc=chua-giao&han=tre`."""
        return urlencode(replace(self, **changes).pairs())

    def condition(self, user: User, at: datetime) -> Q:
        """Everything but the tab."""
        wanted = self.box.condition
        if self.field:
            wanted &= Q(field_id=self.field)
        if self.channel:
            wanted &= Q(channel=self.channel)
        if self.status:
            wanted &= Q(status=self.status)
        if self.procedure:
            wanted &= Q(procedure_id__in=_named(self.procedure))
        if self.stage_late:
            wanted &= Q(act_by__gte=at, stage_warn_at__lte=at)
        return wanted & Q(assignee=user) if self.mine else wanted


def _named(words: str) -> list[int]:
    """Procedures with these words in their names or code, from memory."""
    folded = fold(words)
    return [
        row.id
        for row in catalogue().procedures.values()
        if folded in row.code or any(folded in line for line in row.search_lines)
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def held_by_unit(user: User) -> DossierQuerySet:
    """Open dossiers that lie in the person's office: all of them may be seen."""
    if Perm.QUEUE not in user.permissions:
        return Dossier.objects.none()
    return Dossier.objects.open().filter(unit=user.unit)


def waiting_for_hand_over(user: User) -> DossierQuerySet:
    """Results that lie in the person's office until somebody collects them."""
    if Perm.RETURN not in user.permissions:
        return Dossier.objects.none()
    return Dossier.objects.filter(receiving_unit=user.unit, status=Status.RESULT_READY)


@dataclass(frozen=True)
class Queue:
    """The queue of one person's office as it stands at one moment."""

    user: User
    calendar: WorkCalendar
    at: datetime
    filters: Filters = field(default_factory=Filters)

    def rows(self) -> DossierQuerySet:
        """What the chosen box, tab and filters hold, not yet in order."""
        tabs = tab_conditions(self.calendar, self.at)
        wanted = self.filters.condition(self.user, self.at) & tabs[self.filters.tab]
        return held_by_unit(self.user).filter(wanted)

    def counts(self) -> "Counts":
        """Of all boxes and tabs, by one query: the office's open dossiers in groups."""
        groups = self._groups()
        boxes = {
            box.slug: sum(group.number for group in groups if group.status in box.statuses)
            for box in boxes_of(self.user)
        }
        boxes[TO_DO.slug] = sum(group.number for group in groups if group.tab)
        tabs = {
            tab.slug: sum(
                group.number for group in groups if group.chosen and group.tab == tab.slug
            )
            for tab in TABS
        }
        tabs[""] = sum(tabs.values())
        late = sum(group.number for group in groups if group.tab == "tre")
        letters = sum(group.number for group in groups if group.status == _LETTERS)
        return Counts(boxes, tabs, late, letters)

    def _groups(self) -> list["_Group"]:
        """Open dossiers by status, tab and whether the filters let them through; results that wait
        to be handed over, which are closed, and letters of apology, as groups without a tab."""
        tabs = tab_conditions(self.calendar, self.at)
        tab = Case(*(When(when, then=Value(slug)) for slug, when in tabs.items() if slug))
        chosen = self.filters.condition(self.user, self.at)
        let_through = Case(When(chosen, then=1), default=0) if chosen else Value(1)
        found: Any = held_by_unit(self.user).order_by()
        found = found.values_list("status", tab, let_through)
        found = found.annotate(number=Count("pk"))
        if Perm.RETURN in self.user.permissions:
            ready: Any = waiting_for_hand_over(self.user).order_by()
            ready = ready.values_list("status", Value(""), Value(0))
            found = found.union(ready.annotate(number=Count("pk")), all=True)
        if PREPARERS & self.user.permissions:
            letters: Any = next_step_of(self.user).order_by()
            letters = letters.values_list(_AS_LETTERS, Value(""), Value(0))
            found = found.union(letters.annotate(number=Count("pk")), all=True)
        return [_Group(*row) for row in found]


@dataclass(frozen=True)
class _Group:
    status: str
    tab: str
    chosen: int  # 1: the filters let it through
    number: int


@dataclass(frozen=True)
class Counts:
    boxes: dict[str, int]
    tabs: dict[str, int]
    late: int  # in the whole office
    letters: int  # of apology that wait for this person


def status_choices(box: Box) -> list[tuple[str, str]]:
    """Steps to filter by: those of the box, or all that an open dossier can be in."""
    statuses = box.statuses or _OPEN_STATUSES
    return [(status.value, LABELS[status].staff) for status in Status if status in statuses]


_OPEN_STATUSES = BEFORE_RECEPTION | IN_PROCESS | WAITING_FOR_CITIZEN | {Status.STOPPED}
