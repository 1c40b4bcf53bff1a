"""An office that counts by another calendar from now on: the same event as a changed calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from accounts.models import Unit, User
from accounts.offices import offices
from dossiers.services.redate import Move, assign_calendar, office_moves
from portal.calendars.plans import refuse_unless_seen, version_address, version_of
from worktime.changes import quoted
from worktime.models import DEFAULT_OFFICE, Calendar
from worktime.services import create_calendar, working_time


@dataclass(frozen=True)
class NewCalendar:
    """One of the office's own, which takes everything from its parent until it is changed."""

    code: str
    name: str


@dataclass(frozen=True)
class OfficePlan:
    """`calendar`: the one to count by, or the parent of the `new` one; None: that of the root."""

    unit: Unit
    calendar: Calendar | None
    new: NewCalendar | None
    decision_number: str
    decision_date: date

    @property
    def counted_by(self) -> Calendar:
        """The calendar that gives the hours, at first even of a new one."""
        root = self.unit.root
        inherited = root.calendar if root else None
        return self.calendar or inherited or Calendar.objects.get(code=DEFAULT_OFFICE)

    @property
    def seen(self) -> str:
        return f"{self.unit.calendar_id or 0}-{self.counted_by.pk}-{version_of(self.counted_by)}"

    @property
    def decision(self) -> str:
        return quoted(self.decision_number, self.decision_date)

    def words(self) -> list[str]:
        now = self.counted_by.name
        if self.new:
            return [f"{self.unit.name}: lập lịch «{self.new.name}», kế thừa «{now}»"]
        return [f"{self.unit.name}: từ nay tính giờ theo «{now}»"]

    def moves(self, *, at: datetime) -> Sequence[Move]:
        return office_moves(self.unit, working_time(self.counted_by), at=at)

    def apply(self, *, seen: str, by: User, at: datetime) -> str:
        with transaction.atomic():
            unit = Unit.objects.select_for_update().get(pk=self.unit.pk)
            refuse_unless_seen(replace(self, unit=unit).seen, seen)
            calendar = self._made(self.new, by, at) if self.new else self.calendar
            assign_calendar(unit, calendar, decision=self.decision, by=by, at=at)
            transaction.on_commit(offices.forget)
        return version_address(calendar or self.counted_by)

    def _made(self, new: NewCalendar, by: User, at: datetime) -> Calendar:
        return create_calendar(
            code=new.code,
            name=new.name,
            parent=self.counted_by,
            by=by,
            at=at,
            decision_number=self.decision_number,
            decision_date=self.decision_date,
        )
