"""The calendars every installation starts with."""

from dataclasses import asdict
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from worktime.calendars import Opening
from worktime.models import COUNTRY, DEFAULT_OFFICE, Calendar, CalendarDay, WorkingHours
from worktime.services.changing import (
    Decision,
    current_rules,
    family_of,
    next_number,
    record_versions,
)
from worktime.vietnam import LABOUR_CODE, official_days

SEEDED_YEARS = range(2023, 2031)
OFFICE_DAY = ((time(7), time(11, 30)), (time(13, 30), time(17)))


def seed_calendars() -> Calendar:
    """The country's holidays and the ordinary commune's hours; returns the latter.

    A year that has had any day, and hours that exist, are left as administrators made them.
    """
    with transaction.atomic():
        country, _ = Calendar.objects.get_or_create(
            code=COUNTRY, defaults={"name": "Lịch nghỉ của cả nước"}
        )
        _add_official_days(country)
        office, _ = Calendar.objects.get_or_create(
            code=DEFAULT_OFFICE,
            defaults={"name": "Lịch làm việc chung của xã, phường", "parent": country},
        )
        _add_office_hours(office)
    return office


def _add_official_days(country: Calendar) -> None:
    known = set(country.days.dates("date", "year"))
    missing = [year for year in SEEDED_YEARS if date(year, 1, 1) not in known]
    if not missing:
        return
    number = next_number(country)
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=country, since=number, **asdict(day)) for day in official_days(missing)
    )
    years = f"{missing[0]}–{missing[-1]}"
    _record(country, LABOUR_CODE, f"Nhập sẵn ngày nghỉ, ngày làm bù các năm {years}")


def _add_office_hours(office: Calendar) -> None:
    if office.hours.exists():
        return
    number = next_number(office)
    openings = [Opening(day, *part) for day in range(5) for part in OFFICE_DAY]
    WorkingHours.objects.bulk_create(
        WorkingHours(calendar=office, since=number, **asdict(opening)) for opening in openings
    )
    _record(office, "", "Nhập sẵn giờ hành chính")


def _record(calendar: Calendar, decision: str, note: str) -> None:
    family = family_of(calendar)
    record_versions(
        family, current_rules(calendar), Decision(decision, None, note, None, timezone.now())
    )
    calendar.current = family[0].current
