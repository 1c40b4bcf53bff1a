"""Invented dossiers as text: a power law of communes, late ones, loops, some never closed.

The same seed gives the same rows. Times are in UTC, as both databases read them.
"""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate

from dossiers.clock.ending import timeliness
from portal.bench.clocks import Clock
from portal.bench.courses import Course, Step, courses_of
from portal.bench.patterns import Lines, lines_of
from portal.bench.province import NAME_PAIRS, Commune, Kind
from portal.bench.seasons import at_or_before, online_share, spread, working_days
from portal.bench.texts import NULL, Values
from portal.lib.dates import local_day
from procedures.models import Stage
from worktime.arithmetic import WorkCalendar

PER_DAY = 8_000  # a province of 300 communes, of two million dossiers a year
BLOCK = 20_000  # dossiers written at once
CLOSED = 10  # by UTC: the office has closed
TODAY = 0.1  # how much of today's has come
PEOPLE = 1_200_003  # who come again and again
MINUTES = [f"{minute:02d}:{second:02d}" for minute in range(60) for second in range(60)]
_SPREADING = 0x9E3779B97F4A7C15  # odd: keys look random and are all different
Texts = tuple[list[str], ...]
CodeOf = Callable[[str], str]  # of the agency


@dataclass(frozen=True)
class Part:
    """Consecutive days, so that several processes can share the work."""

    days: range
    first_pk: int


class Population:
    """`total` dossiers, received on working days until `now`."""

    def __init__(
        self,
        total: int,
        communes: Sequence[Commune],
        kinds: Sequence[Kind],
        *,
        calendar: WorkCalendar,
        now: datetime,
        per_day: int = PER_DAY,
        first_pk: int = 1,
        numbers: dict[tuple[str, date], int] | None = None,
    ) -> None:
        """`numbers`: the last number of an agency and day; counting goes on from there."""
        self._now = now.astimezone(UTC)
        self._lay_out_days(calendar, total, max(1, round(total / per_day)))
        self._clock, self._calendar = Clock(calendar), str(calendar.version_id)
        self._communes = communes
        self._sums = list(accumulate(_weights(len(communes))))
        self._choices = Choices(kinds)
        self._places = Places(communes)
        self._salt = secrets.token_hex(4)
        self._numbers, self._first_pk = numbers or {}, first_pk

    def _lay_out_days(self, calendar: WorkCalendar, total: int, count: int) -> None:
        """On which days how many come: the last `count` days, today as far as it is."""
        today = local_day(self._now)
        self._days = working_days(calendar, today, count)
        self._texts = [day.isoformat() for day in self._days]
        self._last = at_or_before(self._days, today)
        self._hour = self._now.hour if self._now.date() == today else 0
        self._half_done = self._days[self._last] == today and self._hour < CLOSED
        last = self._last - (self._half_done and count == 1)  # a single day is a whole one
        self._first_day = last - count + 1
        received = self._days[self._first_day : last + 1]
        share = TODAY if self._half_done and count > 1 else 1.0
        self.counts = spread(total, received, today_share=share)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last on which something is received."""
        return self._days[self._first_day], self._days[self._last]

    @property
    def agencies(self) -> list[str]:
        return [commune.code for commune in self._communes]

    def parts(self, count: int) -> list[Part]:
        """About equal shares of the days, in order."""
        share = sum(self.counts) / count
        parts: list[Part] = []
        start = pk = done = 0
        for end, some in enumerate(self.counts, start=1):
            done += some
            if done >= share * (len(parts) + 1) or end == len(self.counts):
                parts.append(Part(range(start, end), self._first_pk + pk))
                start, pk = end, done
        return parts

    def blocks(self, part: Part) -> Iterator[Texts]:
        """Texts by table, some thousand dossiers at a time; last the table of numbers."""
        pk = part.first_pk
        texts: Texts = ([], [], [], [], [])
        for place in part.days:
            self._fill(place, pk, texts)
            pk += self.counts[place]
            if len(texts[0]) >= BLOCK:
                yield texts
                texts = ([], [], [], [], [])
        yield texts

    def _fill(self, place: int, pk: int, texts: Texts) -> None:
        """One day's dossiers, course by course in the order of their reception."""
        today = self._first_day + place
        dice = random.Random(f"{self._first_pk}-{place}")  # noqa: S311 - invented, not secret
        share = online_share(self._days[today], self._days[self._last])
        begun = self._begun if today == self._last and self._half_done else None
        taken = Counter(self._choices.courses(dice, share, self.counts[place], begun))
        numbers = _Numbers(self._days[today], self._numbers)
        for course in sorted(taken, key=_reception):
            lines = self._so_far(course, today)
            self._write(lines, today, dice, range(pk, pk + taken[course]), numbers, texts)
            pk += taken[course]
        texts[-1].extend(numbers.lines())

    def _so_far(self, course: Course, today: int) -> Lines:
        """As much of the course as has happened; of today at least the reception."""
        steps, count = course.steps, len(course.steps)
        if today + course.last_day >= self._last:
            count = sum(self._is_over(step, today) for step in steps)
        return lines_of(course, max(count, 1 if course.online else 2))

    def _is_over(self, step: Step, today: int) -> bool:
        place = today + step.day
        if place != self._last or not self._half_done:
            return place <= self._last
        return int(step.hour) < self._hour

    def _begun(self, course: Course) -> bool:
        """Whether it is there already if it comes today."""
        first = course.steps[0 if course.online else 1]
        return self._is_over(first, self._last)

    def _write(
        self, lines: Lines, today: int, dice: random.Random, keys: range,
        numbers: "_Numbers", texts: Texts,
    ) -> None:  # fmt: skip
        """The loop that everything else is for: a few formattings for each dossier."""
        day = self._day(lines, today)
        patterns = [
            (pattern.on(day), pattern.of, into.append)
            for pattern, into in zip(lines.patterns, texts, strict=False)
        ]
        patterns = [known for known in patterns if known[0]]
        communes = dice.choices(range(len(self._communes)), cum_weights=self._sums, k=len(keys))
        kinds = self._choices.kinds(dice, lines.course.term, len(keys))
        code_of = numbers.next if lines.received else _no_code
        for pk, commune, kind in zip(keys, communes, kinds, strict=True):
            values = self._places.of(commune, kind, pk) + self._own(pk, commune, code_of)
            for text, of, append in patterns:
                append(text % of(values))

    def _own(self, pk: int, commune: int, code_of: CodeOf) -> Values:
        person = pk * 7919 % PEOPLE
        name, folded = NAME_PAIRS[person % len(NAME_PAIRS)]
        key = f"{pk * _SPREADING & 0xFFFFFFFFFFFFFFFF:016x}{self._salt}"
        code = code_of(self._communes[commune].code)
        first, second, third = 1 + pk % 3599, 1 + pk * 7 % 3571, 1 + pk * 13 % 3593
        return (
            pk, code, key, name, folded, f"{person:08d}",
            MINUTES[first], MINUTES[second], MINUTES[third],
        )  # fmt: skip

    def _day(self, lines: Lines, today: int) -> dict[str, str]:
        """What is the same for all dossiers of this course received today."""
        steps, last = lines.steps, max(lines.steps[-1].day, 1) + 16
        found = {str(n): self._texts[today + n] for n in range(-1, last)}
        found |= {"calendar": self._calendar, "cause": "", "cause_at": NULL}
        if lines.received is None:
            return found
        due = self._clock.due(lines.course, self._days[today : today + last], steps)
        found |= {"due_first": _text(due.first), "due": _text(due.last)}
        due_on = local_day(due.last) if due.last else None
        if lines.end:
            closed_on = self._days[today + lines.end.day]
            kept = timeliness(lines.end.status, due_on, closed_on)
            found["timeliness"] = kept.value
        named = self._named_on(lines, today, due_on)
        if named and lines.course.cause:
            found |= {"cause": lines.course.cause, "cause_at": f"{named.isoformat()} 00:00:00"}
        return found

    def _named_on(self, lines: Lines, today: int, due_on: date | None) -> date | None:
        """The day on which the office named a cause: two working days late, or at the end."""
        if due_on is None or lines.paused:
            return None
        late = self._days[at_or_before(self._days, due_on) + 2]
        if lines.end:
            closed_on = self._days[today + lines.end.day]
            return min(late, closed_on) if closed_on > due_on else None
        return late if late < self._days[self._last] else None


class Choices:
    """What dossiers are about and how they go, by their shares."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds: dict[str, list[Kind]] = {}
        for kind in kinds:
            self._kinds.setdefault(kind.term, []).append(kind)
        self._weights = {
            term: list(accumulate(kind.weight for kind in some))
            for term, some in self._kinds.items()
        }
        self._courses = [
            (course, course.weight * self._weights[term][-1])
            for term in self._kinds
            for course in courses_of(term)
        ]

    def courses(
        self, dice: random.Random, online: float, count: int,
        allowed: Callable[[Course], bool] | None,
    ) -> list[Course]:  # fmt: skip
        some = [one for one in self._courses if allowed is None or allowed(one[0])]
        weights = [weight * (online if one.online else 1 - online) for one, weight in some]
        return dice.choices([one for one, _ in some], weights, k=count)

    def kinds(self, dice: random.Random, term: str, count: int) -> list[Kind]:
        return dice.choices(self._kinds[term], cum_weights=self._weights[term], k=count)


class Places:
    """What dossiers of a commune and procedure have in common, made when first asked for."""

    def __init__(self, communes: Sequence[Commune]) -> None:
        self._communes = communes
        self._known: dict[tuple[int, int, int], Values] = {}

    def of(self, commune: int, kind: Kind, pk: int) -> Values:
        key = (commune, kind.procedure, pk & 3)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _place(self._communes[commune], kind, pk & 3)
        return found


def _place(commune: Commune, kind: Kind, turn: int) -> Values:
    """In the order of `patterns.OF_PLACE`."""
    step, stages = Stage.Step, kind.stages
    office = stages[step.EXAMINE][1] if step.EXAMINE in stages else "one_stop"
    seal = stages[step.SEAL][1] if step.SEAL in stages else office
    sign = stages[step.SIGN][1] if step.SIGN in stages else ""
    ids = [stages[name][0] if name in stages else NULL
           for name in (step.ASSIGN, step.EXAMINE, step.SIGN, step.SEAL)]  # fmt: skip
    return (
        commune.root, commune.code, commune.unit("one_stop"), commune.unit(office),
        commune.unit(sign), commune.unit(seal), f"Thôn {turn + 1}, {commune.name}",
        commune.person("one_stop"), commune.person(office), commune.person(office, turn % 2),
        commune.person(sign) if sign else commune.leader, commune.person(seal),
        kind.procedure, kind.version, kind.field, kind.online_level, *ids,
    )  # fmt: skip


class _Numbers:
    """Official numbers of one day."""

    def __init__(self, day: date, known: dict[tuple[str, date], int]) -> None:
        self._day, self._last = day, {code: n for (code, of), n in known.items() if of == day}
        self._middle = f"-{day:%y%m%d}-"

    def next(self, agency: str) -> str:
        number = self._last[agency] = self._last.get(agency, 0) + 1
        return f"{agency}{self._middle}{number:04d}"

    def lines(self) -> list[str]:
        return [f"{agency}\t{self._day}\t{last}\n" for agency, last in self._last.items()]


def _no_code(_: str) -> str:
    return NULL


def _reception(course: Course) -> tuple[int, str]:
    step = course.steps[min(1, len(course.steps) - 1)]
    return step.day, step.hour


def _weights(count: int) -> list[float]:
    """One commune has a fifth of everything, the rest fall off."""
    others = [20 / (n + 20) for n in range(1, count)]
    return [sum(others) / 4 or 1, *others]


def _text(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if at else NULL
