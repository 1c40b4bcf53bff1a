"""A reporting quarter of a commune as the seed tells it (domain 6.1): 967 received directly or by
post, 894 online, 461 carried over; 1,923 solved, 399 left. Beside them what must not count.

Every dossier has a day of reception, a term, and a day it ended or none; what a report says of it
follows from these alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, count
from random import Random

from accounts.models import Unit
from accounts.offices import offices
from dossiers.clock.ending import timeliness
from dossiers.models import ClockEntry, Dossier
from dossiers.workflow import Status
from portal.lib.dates import midnight
from procedures.models import Channel, Field, Procedure
from reports.periods import Period
from tests.dossiers.staff import Town
from tests.factories import at, make_procedure
from worktime.arithmetic import WorkCalendar

QUARTER = Period(date(2026, 6, 15), date(2026, 9, 14))  # the legal one: from a 15th to a 14th
AFTER = at("2026-09-21 07:30")
LAST = 63  # the quarter has working days 0 to 63
_CAUSES = ("signer", "staff", "other_office", "")
_numbers = count(1)


@dataclass(frozen=True)
class Course:
    """Working days, counted from the first one of the quarter."""

    received: int
    term: int
    ended: int | None = None
    paused: int | None = None
    status: Status = Status.RETURNED_RESULT
    channel: Channel.Method = Channel.Method.DIRECT


def courses(luck: Random) -> Iterator[Course]:
    """All that counts in the quarter."""
    fresh = [*_solved(luck), *_left(luck)]
    channels = [Channel.Method.ONLINE] * 894 + [Channel.Method.DIRECT] * 926
    channels += [Channel.Method.POSTAL] * 41
    luck.shuffle(channels)
    for course, channel in zip(fresh, channels, strict=True):
        yield replace(course, channel=channel)
    yield from _carried(luck)


def _solved(luck: Random) -> Iterator[Course]:
    """Received and solved in the quarter: 1,045 early, 405 on the day, 21 late."""
    for number in range(1471):
        term = luck.choice((3, 10))
        on_the_day = term if number >= 10 else 1  # ten were withdrawn, long before their day
        taken = on_the_day if number < 405 else luck.randrange(term)
        if number >= 1450:
            taken = term + luck.randint(1, 5)
        received = luck.randint(0, LAST - taken)
        status = Status.RETURNED_RESULT if number >= 10 else Status.WITHDRAWN
        yield Course(received, term, received + taken, status=status)


def _left(luck: Random) -> Iterator[Course]:
    """Received and open at its end: 350 in time, of which many ended soon after, 22 whose clock
    stands, 18 late."""
    for number in range(350):
        ended = LAST + luck.randint(1, 3) if number < 150 else None
        status = Status.RETURNED_RESULT if ended else Status.ASSIGNED
        yield Course(luck.randint(LAST - 24, LAST), 30, ended, status=status)
    for _ in range(22):
        received = luck.randint(0, LAST - 10)
        yield Course(received, 10, paused=received + 3, status=Status.SUPPLEMENT)
    for _ in range(18):
        yield Course(luck.randint(0, LAST - 5), 3, status=Status.ASSIGNED)


def _carried(luck: Random) -> Iterator[Course]:
    """Received before it: 380 solved early, 60 on the day, 12 late, 9 still open and late."""
    for number in range(461):
        received = -luck.randint(1, 25)
        if number < 380:
            yield Course(received, 30, luck.randint(0, received + 29))
        elif number < 440:
            yield Course(received, 30, received + 30)
        elif number < 452:
            yield Course(received, 30, received + 30 + luck.randint(1, 5))
        else:
            yield Course(received, 30, status=Status.ASSIGNED)


def _others(luck: Random) -> Iterator[Course]:
    """Over before it, or received after it."""
    for _ in range(40):
        yield Course(-luck.randint(20, 40), 10, -luck.randint(1, 9))
    for _ in range(15):
        yield Course(LAST + luck.randint(1, 4), 10, status=Status.ASSIGNED)


def live_the_quarter(town: Town) -> None:
    luck = Random(2322)  # the same quarter every time
    procedures = _procedures(town)
    calendar = offices()[town.commune.root.pk].calendar
    assert calendar.working_days_between(QUARTER.first, QUARTER.last) == LAST
    lived = [
        _lived(town, luck.choice(procedures), course, calendar)
        for course in chain(courses(luck), _others(luck))
    ]
    Dossier.objects.bulk_create(dossier for dossier, _ in lived)
    ClockEntry.objects.bulk_create(
        ClockEntry(
            root_unit_id=dossier.root_unit_id, dossier=dossier, seq=seq, event_seq=seq, kind=kind,
            at=when, counts_from=when, due_at=dossier.due_at,
        )
        for dossier, entries in lived
        for seq, (kind, when) in enumerate(entries, start=1)
    )  # fmt: skip
    Dossier.objects.bulk_create(_never_received(town, procedures[0]))


def _procedures(town: Town) -> list[tuple[Procedure, Unit]]:
    """Of three fields, with the offices that answer for them."""
    found = [(town.procedure, town.commune.justice)]
    for order, (code, name, field, unit) in enumerate(
        (
            ("2.000815", "Chứng thực bản sao", "Chứng thực", town.commune.justice),
            ("1.012783", "Cấp đổi Giấy chứng nhận", "Đất đai", town.commune.office),
        ),
        start=2,
    ):
        procedure = make_procedure(code, name, online=False)
        procedure.field = Field.objects.create(
            code=f"L{order}", slug=f"linh-vuc-{order}", name=field, group=3, order=order
        )
        procedure.save(update_fields=["field"])
        found.append((procedure, unit))
    return found


def _lived(
    town: Town, what: tuple[Procedure, Unit], course: Course, calendar: WorkCalendar
) -> tuple[Dossier, list[tuple[ClockEntry.Kind, datetime]]]:
    def moment(day: int, hour: int) -> datetime:
        found = calendar.add_working_days(QUARTER.first, day)
        return midnight(found) + timedelta(hours=hour)

    received, due = moment(course.received, 8), moment(course.received + course.term, 17)
    entries = [(ClockEntry.Kind.START, received)]
    dossier = _blank(town, *what, received)
    dossier.channel, dossier.status, dossier.due_at = course.channel, course.status, due
    dossier.received_at, dossier.received_on = received, received.date()
    dossier.code = f"H99.12-{received:%y%m%d}-{next(_numbers):04d}"
    if course.paused is not None:
        dossier.paused_at = moment(course.paused, 10)
        entries.append((ClockEntry.Kind.PAUSE, dossier.paused_at))
    if course.ended is not None:
        dossier.closed_at = moment(course.ended, 16)
        dossier.closed_on = dossier.closed_at.date()
        dossier.timeliness = timeliness(course.status, due.date(), dossier.closed_on)
        entries.append((ClockEntry.Kind.STOP, dossier.closed_at))
    if (cause := _CAUSES[dossier.received_on.day % 4]) and due < AFTER:
        dossier.late_cause, dossier.late_cause_at = cause, due + timedelta(hours=15)
    return dossier, entries


def _never_received(town: Town, what: tuple[Procedure, Unit]) -> Iterator[Dossier]:
    """Twelve refused, nine that wait: outside the form."""
    for number in range(21):
        dossier = _blank(town, *what, midnight(QUARTER.first) + timedelta(days=number, hours=9))
        dossier.status = Status.SUBMITTED
        if number < 12:
            dossier.status, dossier.closed_at = Status.REFUSED, dossier.submitted_at
            dossier.closed_on = dossier.submitted_at.date()
        yield dossier


def _blank(town: Town, procedure: Procedure, unit: Unit, when: datetime) -> Dossier:
    number = next(_numbers)
    return Dossier(
        root_unit=town.commune.root, receiving_unit=town.commune.one_stop, unit=unit,
        in_charge=unit, procedure=procedure, procedure_version=procedure.current_version,
        field_id=procedure.field_id, submission_code=f"Q-{number}", tracking_key=f"q{number}",
        submit_key=f"q{number}", channel=Channel.Method.ONLINE, applicant_name="Nguyễn Thị Sáu",
        name_fold="nguyen thi sau", submitted_at=when, updated_at=when,
    )  # fmt: skip
