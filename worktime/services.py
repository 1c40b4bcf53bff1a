"""Reading an office's calendar, and the only writers of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from functools import lru_cache

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.lib.errors import Refused
from portal.lib.text import clean
from worktime.arithmetic import DayKind, Opening, PausePolicy, SpecialDay, WorkCalendar
from worktime.models import COUNTRY, DEFAULT_OFFICE, Calendar, CalendarDay, WorkingHours
from worktime.vietnam import official_days

SEEDED_YEARS = range(2023, 2031)
OFFICE_DAY = ((time(7), time(11, 30)), (time(13, 30), time(17)))


def calendar_for(calendar_id: int | None) -> WorkCalendar:
    """The working time by which an office counts; None is that of an ordinary commune.

    One small query; the tables are kept in process until a version moves.
    """
    wanted = {"code": DEFAULT_OFFICE} if calendar_id is None else {"pk": calendar_id}
    state = Calendar.objects.filter(**wanted).values_list("pk", "version", "changed_at").first()
    if state is None:
        raise Refused(
            "no-calendar", "Cơ quan chưa có lịch làm việc. Đề nghị quản trị viên đặt lịch trước."
        )
    return _tables(*state)


def working_time(calendar: Calendar) -> WorkCalendar:
    """The same by a row that has just been read, without a query."""
    return _tables(calendar.pk, calendar.version, calendar.changed_at)


# `changed_at` tells apart two changes that took the same version, one of them rolled back.
@lru_cache(maxsize=256)
def _tables(calendar_id: int, version: int, changed_at: datetime) -> WorkCalendar:
    calendar = Calendar.objects.get(pk=calendar_id)
    lineage = _lineage(calendar)
    try:
        return WorkCalendar(
            _openings(lineage),
            _special_days(lineage),
            cutoff=calendar.cutoff_time,
            cutoff_for_all=calendar.cutoff_for_all,
            pause_policy=PausePolicy(calendar.pause_policy),
            version=version,
        )
    except ValueError as error:
        raise Refused(
            "calendar-unusable",
            f"Lịch «{calendar.name}» chưa có giờ làm việc hợp lệ. Đề nghị quản trị viên sửa lịch.",
        ) from error


def set_day(
    calendar: Calendar,
    *,
    day: date,
    kind: DayKind,
    name: str,
    decision: str = "",
    note: str = "",
    hours: tuple[time, time] | None = None,
) -> CalendarDay:
    """Adds or corrects a holiday, a make-up day or a session; `hours` replace the usual ones."""
    _check_day(kind, name, hours)
    opens_at, closes_at = hours or (None, None)
    values = {
        "kind": kind.value,
        "name": clean(name),
        "decision": clean(decision),
        "note": clean(note),
        "opens_at": opens_at,
        "closes_at": closes_at,
    }
    with transaction.atomic():
        _lock(calendar)
        _refuse_other_kind(calendar, day, kind)
        row, _ = CalendarDay.objects.update_or_create(calendar=calendar, date=day, defaults=values)
        _changed(calendar)
    return row


def remove_day(calendar: Calendar, *, day: date) -> None:
    with transaction.atomic():
        _lock(calendar)
        removed, _ = calendar.days.filter(date=day).delete()
        if not removed:
            raise Refused("no-such-day", f"Ngày {day:%d/%m/%Y} không có trong lịch này.")
        _changed(calendar)


def set_hours(calendar: Calendar, openings: Sequence[Opening]) -> None:
    """Replaces all working hours of the calendar, or refuses hours that overlap."""
    try:
        WorkCalendar(openings, {})
    except ValueError as error:
        raise Refused(
            "hours",
            "Giờ làm việc bị trống, chồng nhau hoặc đóng cửa trước khi mở. Hãy sửa lại các giờ.",
            field="hours",
        ) from error
    with transaction.atomic():
        _lock(calendar)
        calendar.hours.all().delete()
        WorkingHours.objects.bulk_create(
            WorkingHours(calendar=calendar, **asdict(opening)) for opening in openings
        )
        _changed(calendar)


def seed_calendars() -> Calendar:
    """The country's holidays and the ordinary commune's hours; returns the latter.

    A year that has any day already, and hours that exist, are left as administrators made them.
    """
    with transaction.atomic():
        country, _ = Calendar.objects.get_or_create(
            code=COUNTRY, defaults={"name": "Lịch nghỉ của cả nước"}
        )
        office, _ = Calendar.objects.get_or_create(
            code=DEFAULT_OFFICE,
            defaults={"name": "Lịch làm việc chung của xã, phường", "parent": country},
        )
        known = set(country.days.dates("date", "year"))
        missing = [year for year in SEEDED_YEARS if date(year, 1, 1) not in known]
        if missing:
            _add_official_days(country, missing)
        if not office.hours.exists():
            set_hours(office, [Opening(day, *part) for day in range(5) for part in OFFICE_DAY])
    return office


def _add_official_days(country: Calendar, years: Iterable[int]) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=country, **asdict(day)) for day in official_days(years)
    )
    _changed(country)


def _check_day(kind: DayKind, name: str, hours: tuple[time, time] | None) -> None:
    if not clean(name):
        raise Refused("no-name", "Hãy ghi tên ngày, ví dụ «Quốc khánh».", field="name")
    if hours and kind is DayKind.OFF:
        raise Refused("hours", "Ngày nghỉ không có giờ làm việc. Hãy bỏ trống giờ.", field="hours")
    if hours and hours[1] <= hours[0]:
        raise Refused("hours", "Giờ đóng cửa phải sau giờ mở cửa.", field="hours")


def _refuse_other_kind(calendar: Calendar, day: date, kind: DayKind) -> None:
    existing = calendar.days.filter(date=day).exclude(kind=kind.value).first()
    if existing:
        raise Refused(
            "other-kind",
            f"Ngày {day:%d/%m/%Y} đang là {existing.get_kind_display().lower()} "
            f"«{existing.name}». Hãy xóa ngày đó khỏi lịch trước.",
            field="kind",
        )


def _lock(calendar: Calendar) -> None:
    """Writers of one calendar wait for one another."""
    Calendar.objects.select_for_update().get(pk=calendar.pk)


def _changed(calendar: Calendar) -> None:
    """A new version for the calendar and for all that inherit from it."""
    affected, generation = set[int](), {calendar.pk}
    while generation - affected:
        affected |= generation
        generation = set(
            Calendar.objects.filter(parent__in=generation).values_list("pk", flat=True)
        )
    Calendar.objects.filter(pk__in=affected).update(
        version=F("version") + 1, changed_at=timezone.now()
    )
    calendar.refresh_from_db(fields=["version", "changed_at"])


def _lineage(calendar: Calendar) -> list[Calendar]:
    """The calendar, its parent, and so on up to the country."""
    lineage = [calendar]
    while (parent := lineage[-1].parent) and parent not in lineage:
        lineage.append(parent)
    return lineage


def _openings(lineage: Sequence[Calendar]) -> list[Opening]:
    """The hours of the nearest calendar that has any."""
    for calendar in lineage:
        rows = calendar.hours.values_list(
            "weekday", "opens_at", "closes_at", "valid_from", "valid_to"
        )
        if rows:
            return [Opening(*row) for row in rows]
    return []


def _special_days(lineage: Sequence[Calendar]) -> dict[date, SpecialDay]:
    """Each date as the nearest calendar has it."""
    days: dict[date, SpecialDay] = {}
    for calendar in reversed(lineage):
        rows = calendar.days.values_list("date", "kind", "opens_at", "closes_at")
        days |= {day: SpecialDay(DayKind(kind), *hours) for day, kind, *hours in rows}
    return days
