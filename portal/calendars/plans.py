"""What a page of forms asks for, as a plan that can be previewed and applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.offices import offices
from dossiers.services.redate import Move, change_office_calendar, moves
from portal.calendars.words import (
    NamedDate,
    cutoff_words,
    hours_words,
    pause_words,
    run_words,
    validity,
)
from portal.lib.errors import Refused
from worktime.calendars import WEEKDAYS, Opening
from worktime.changes import CalendarChange, PolicyChange
from worktime.models import Calendar
from worktime.services import proposed


class Plan(Protocol):
    """`seen`: the state it was made for; applied to another state it is refused."""

    @property
    def seen(self) -> str: ...

    @property
    def decision(self) -> str: ...

    def words(self) -> list[str]: ...

    def moves(self, *, at: datetime) -> Sequence[Move]: ...

    def apply(self, *, seen: str, by: User, at: datetime) -> str:
        """All or nothing; the address that shows the result."""


@dataclass(frozen=True)
class CalendarPlan:
    """A change of a calendar and of all that inherit from it."""

    calendar: Calendar
    change: CalendarChange

    @property
    def seen(self) -> str:
        return version_of(self.calendar)

    @property
    def decision(self) -> str:
        return self.change.decision

    def words(self) -> list[str]:
        return change_words(self.change)

    def moves(self, *, at: datetime) -> Sequence[Move]:
        tables = proposed(self.calendar, self.change, today=timezone.localdate(at))
        return moves(tables, at=at)

    def apply(self, *, seen: str, by: User, at: datetime) -> str:
        with transaction.atomic():
            calendar = Calendar.objects.select_for_update().get(pk=self.calendar.pk)
            refuse_unless_seen(version_of(calendar), seen)
            change_office_calendar(calendar, self.change, by=by, at=at)
            transaction.on_commit(offices.forget)
        calendar.refresh_from_db()
        return version_address(calendar)


def version_of(calendar: Calendar) -> str:
    return str(calendar.current.number if calendar.current else 0)


def version_address(calendar: Calendar) -> str:
    return reverse("calendars:version", args=[calendar.code, version_of(calendar)])


def refuse_unless_seen(now: str, seen: str) -> None:
    if now != seen:
        raise Refused(
            "calendar-changed",
            "Lịch vừa được người khác đổi sau khi anh/chị xem trước. Dưới đây là kết quả tính lại "
            "theo lịch mới nhất; xem lại rồi bấm Áp dụng.",
            conflict=True,
        )


def change_words(change: CalendarChange) -> list[str]:
    lines = run_words(NamedDate(day.date, day.kind, day.name, day.hours) for day in change.days)
    if change.hours is not None:
        lines += _hours(change.hours) or ["bỏ giờ làm việc riêng, theo giờ của lịch cấp trên"]
    if change.policy is not None:
        lines += _rules(change.policy)
    return lines


def _hours(openings: Sequence[Opening]) -> list[str]:
    limits = dict.fromkeys((opening.valid_from, opening.valid_to) for opening in openings)
    return [
        f"Giờ làm việc {validity(*limit)}, {name}: {hours_words(intervals)}"
        for limit in limits
        for weekday, name in enumerate(WEEKDAYS)
        if (
            intervals := [
                (opening.opens_at, opening.closes_at)
                for opening in openings
                if (opening.valid_from, opening.valid_to) == limit and opening.weekday == weekday
            ]
        )
    ]


def _rules(policy: PolicyChange) -> list[str]:
    lines = [] if policy.pause_policy is None else [pause_words(policy.pause_policy)]
    if policy.cutoff_time is not None:
        lines = cutoff_words(policy.cutoff_time, for_all=bool(policy.cutoff_for_all)) + lines
    return lines
