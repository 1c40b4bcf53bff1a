"""Calendars as tables: the one in force, and every earlier version as it was."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from portal.lib.errors import Refused
from worktime.calendars import DayKind, Opening, PausePolicy, SpecialDay, WorkCalendar
from worktime.layers import DayName, Layer, NamedDay, Rules, days_of, names_of, tables_of
from worktime.models import DEFAULT_OFFICE, Calendar, CalendarDay, CalendarVersion, WorkingHours


def calendar_for(calendar_id: int | None) -> WorkCalendar:
    """The working time by which an office counts; None is that of an ordinary commune.

    One small query; the tables are kept in process.
    """
    wanted = {"code": DEFAULT_OFFICE} if calendar_id is None else {"pk": calendar_id}
    calendar = Calendar.objects.filter(**wanted).first()
    if calendar is None:
        raise Refused(
            "no-calendar", "Cơ quan chưa có lịch làm việc. Đề nghị quản trị viên đặt lịch trước."
        )
    return working_time(calendar)


def working_time(calendar: Calendar) -> WorkCalendar:
    """The same by a row that has just been read, without a query."""
    try:
        return calendar_at(calendar.current_id or 0)
    except (CalendarVersion.DoesNotExist, ValueError) as error:
        raise Refused(
            "calendar-unusable",
            f"Lịch «{calendar.name}» chưa có giờ làm việc hợp lệ. Đề nghị quản trị viên sửa lịch.",
        ) from error


@lru_cache(maxsize=512)
def calendar_at(version_id: int) -> WorkCalendar:
    """The calendar as that version left it, holidays of the country and all; kept in process.

    Raises CalendarVersion.DoesNotExist, or ValueError for one without hours (the country's).
    """
    version = CalendarVersion.objects.get(pk=version_id)
    return tables_of(
        lineage_of(version), rules_of(version), version=version.number, version_id=version.pk
    )


@lru_cache(maxsize=64)
def day_names(version_id: int) -> Mapping[date, DayName]:
    """Every date that differs from its weekday in that version, by name."""
    return names_of(lineage_of(CalendarVersion.objects.get(pk=version_id)))


def days_in_force(calendar: Calendar) -> Mapping[date, NamedDay]:
    """Every date that differs, own or inherited, as the calendar stands."""
    return days_of(lineage_of(calendar.current))


def rules_of(version: CalendarVersion) -> Rules:
    return Rules(version.cutoff_time, version.cutoff_for_all, PausePolicy(version.pause_policy))


def lineage_of(version: CalendarVersion | None) -> list[Layer]:
    """The layers of the calendar, of its parent, and so on up to the country."""
    lineage = []
    while version:
        lineage.append(layer_of(version))
        version = version.parent_version
    return lineage


@lru_cache(maxsize=64)
def layer_of(version: CalendarVersion) -> Layer:
    """What the calendar itself says in that version; kept in process by its key."""
    hours = WorkingHours.objects.as_of(version).values_list(
        "weekday", "opens_at", "closes_at", "valid_from", "valid_to"
    )
    days = CalendarDay.objects.as_of(version).values_list(
        "date", "kind", "opens_at", "closes_at", "name", "decision", "note"
    )
    return Layer(
        tuple(Opening(*row) for row in hours),
        {
            day: NamedDay(SpecialDay(DayKind(kind), opens, closes), name, decision, note)
            for day, kind, opens, closes, name, decision, note in days
        },
    )
