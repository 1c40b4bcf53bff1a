"""The law read aloud: one day, one minute at a time. Slow, and written apart from the product."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from worktime.arithmetic import DayKind, Opening, Pause, SpecialDay, Term, Unit

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class NaiveOffice:
    def __init__(self, openings: Sequence[Opening], days: Mapping[date, SpecialDay]) -> None:
        self.openings, self.days = openings, days

    def hours(self, day: date) -> list[tuple[time, time]]:
        special = self.days.get(day)
        if special and special.kind is DayKind.OFF:
            return []
        if special and special.opens_at and special.closes_at:
            return [(special.opens_at, special.closes_at)]
        own = sorted((o.opens_at, o.closes_at) for o in self.openings if o.weekday == day.weekday())
        if special is None or (own and special.kind is DayKind.SESSION):
            return own
        ordinary = min(o.weekday for o in self.openings)
        return sorted((o.opens_at, o.closes_at) for o in self.openings if o.weekday == ordinary)

    def works(self, day: date) -> bool:
        special = self.days.get(day)
        session = special is not None and special.kind is DayKind.SESSION
        return bool(self.hours(day)) and not session

    def close(self, day: date, like: datetime) -> datetime:
        return datetime.combine(day, self.hours(day)[-1][1], like.tzinfo)

    def receive(self, at: datetime) -> datetime:
        while not any(start <= at.time() <= end for start, end in self.hours(at.date())):
            at += MINUTE
        return at

    def push(self, day: date) -> date:
        while not self.works(day):
            day += DAY
        return day

    def minute_counts(self, at: datetime) -> bool:
        inside = any(start <= at.time() < end for start, end in self.hours(at.date()))
        return inside and self.works(at.date())

    def leg_end(self, start: datetime, amount: int, unit: Unit) -> datetime:
        day = start.date()
        if unit is Unit.WORKING_DAY:
            while amount:
                day += DAY
                amount -= self.works(day)
            return self.close(day, start)
        if unit is Unit.DAY:
            return self.close(self.push(day + amount * DAY), start)
        if unit is Unit.MONTH:
            return self.close(self.push(same_number(day, amount)), start)
        left = amount * 60
        while left:
            left -= self.minute_counts(start)
            start += MINUTE
        return start

    def due(self, received: datetime, term: Term) -> datetime:
        at = self.receive(received)
        if term.same_day and at.time() > time(15):
            return self.leg_end(at, 1, Unit.WORKING_DAY)
        if term.same_day:
            return self.close(at.date(), at)
        for leg in term.legs:
            at = self.leg_end(at, leg.amount, leg.unit)
        return at

    def due_in_working_days(
        self, received: datetime, amount: int, pauses: Sequence[Pause]
    ) -> datetime:
        """Walks the days; those after a pause's start up to its (received) end do not count."""
        day = self.receive(received).date()
        todo = list(pauses)
        while True:
            if todo and todo[0].starts_at.date() <= day and (amount or self.before_close(todo[0])):
                pause = todo.pop(0)
                assert pause.ends_at is not None
                day, amount = self.receive(pause.ends_at).date(), max(amount, 1)
            elif not amount:
                return self.close(day, received)
            else:
                day += DAY
                amount -= self.works(day)

    def before_close(self, pause: Pause) -> bool:
        return pause.starts_at < self.close(pause.starts_at.date(), pause.starts_at)


def same_number(day: date, months: int) -> date:
    year, month, number = day.year, day.month, day.day
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while number > monthrange(year, month)[1]:
        number -= 1
    return date(year, month, number)
