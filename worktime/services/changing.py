"""The only writers of calendars: every change is a decision, makes versions and keeps the old."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from portal.lib.errors import Refused
from portal.lib.text import clean
from worktime.calendars import WEEKDAYS, DayKind, WorkCalendar, in_vietnam
from worktime.changes import CalendarChange, WrongDay, changed_layer, changed_rules, check
from worktime.layers import (
    Layer,
    Rules,
    days_of,
    hours_of,
    make_up_days_on_holidays,
    tables_of,
    worked_weekly,
)
from worktime.models import Calendar, CalendarDay, CalendarVersion, WorkingHours
from worktime.services.reading import layer_of, lineage_of, rules_of

LONGEST_CLOSURE = 60  # days: longer than any feast


@dataclass(frozen=True, slots=True)
class Decision:
    """Who made a version, by which paper, and when."""

    number: str
    issued_on: date | None
    note: str
    by: AbstractBaseUser | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Planned:
    """A calendar as it would be."""

    calendar: Calendar
    lineage: Sequence[Layer]
    rules: Rules

    def tables(self) -> WorkCalendar:
        return tables_of(self.lineage, self.rules)


def proposed(calendar: Calendar, change: CalendarChange, *, today: date) -> dict[int, WorkCalendar]:
    """The tables the change would give to the calendar and all its heirs, by calendar id.

    Nothing is saved. Calendars without hours, own or inherited (the country's), have no tables.
    Raises Refused with the field to correct.
    """
    return _checked(family_of(calendar), change, today)


def rest_days(calendar: Calendar, days: Iterable[date]) -> set[date]:
    """Those weekly rest days that no calendar with hours, this one or an heir, works on.

    A holiday is none: by its hours the day is worked. A make-up day is worked.
    """
    lineages = [lineage_of(member.current) for member in family_of(calendar)]
    with_hours = [lineage for lineage in lineages if hours_of(lineage)]
    return {
        day
        for day in days
        if with_hours and not any(_is_worked(lineage, day) for lineage in with_hours)
    }


def _is_worked(lineage: Sequence[Layer], day: date) -> bool:
    named = days_of(lineage).get(day)
    return worked_weekly(lineage, day) or bool(named and named.special.kind is DayKind.WORK)


def change_calendar(
    calendar: Calendar, change: CalendarChange, *, by: AbstractBaseUser | None, at: datetime
) -> list[CalendarVersion]:
    """Saves the change, all or nothing: a version of the calendar, then one of every heir."""
    with transaction.atomic():
        family = _locked(family_of(calendar))
        _checked(family, change, in_vietnam(at).date())
        changed = family[0]
        _replace_rows(changed, change)
        rules = changed_rules(current_rules(changed), change.policy)
        decision = Decision(
            clean(change.decision_number), change.decision_date, clean(change.note), by, at
        )
        versions = record_versions(family, rules, decision)
    calendar.current = versions[0]
    return versions


def create_calendar(
    *,
    code: str,
    name: str,
    parent: Calendar | None,
    by: AbstractBaseUser | None,
    at: datetime,
    decision_number: str = "",
    decision_date: date | None = None,
) -> Calendar:
    """A calendar that takes everything from its parent, rules too, until it says otherwise."""
    with transaction.atomic():
        if Calendar.objects.filter(code=code).exists():
            raise Refused("code-taken", f"Mã lịch «{code}» đã có. Hãy chọn mã khác.", field="code")
        calendar = Calendar.objects.create(code=code, name=clean(name), parent=parent)
        decision = Decision(clean(decision_number), decision_date, "Lập lịch", by, at)
        record_versions([calendar], current_rules(parent) if parent else Rules(), decision)
    return calendar


def next_number(calendar: Calendar) -> int:
    return calendar.current.number + 1 if calendar.current else 1


def record_versions(
    family: Sequence[Calendar], rules: Rules, decision: Decision
) -> list[CalendarVersion]:
    """The next version of the first calendar with these rules, and of its heirs with theirs."""
    current: dict[int, CalendarVersion] = {}
    for member in family:
        parent_version = current.get(member.parent_id or 0)
        if parent_version is None and member.parent:
            parent_version = member.parent.current
        member.current = CalendarVersion.objects.create(
            calendar=member,
            number=next_number(member),
            parent_version=parent_version,
            decision_number=decision.number,
            decision_date=decision.issued_on,
            note=decision.note,
            made_at=decision.at,
            made_by_id=decision.by.pk if decision.by else None,
            **asdict(rules if member is family[0] else current_rules(member)),
        )
        member.save(update_fields=["current"])
        current[member.pk] = member.current
    return list(current.values())


def family_of(calendar: Calendar) -> list[Calendar]:
    """The calendar and all that inherit from it, parents before children; one query."""
    rows = list(Calendar.objects.select_related("current").order_by("pk"))
    family = [row for row in rows if row == calendar]
    for member in family:  # grows while it is walked
        family += [row for row in rows if row.parent_id == member.pk and row not in family]
    return family


def _locked(family: Sequence[Calendar]) -> list[Calendar]:
    """The same, read again: writers of one calendar or of its parents wait for one another."""
    wanted = [member.pk for member in family]
    rows = Calendar.objects.select_for_update(of=("self",)).select_related("current")
    found = rows.order_by("pk").in_bulk(wanted)
    return [found[pk] for pk in wanted]


def current_rules(calendar: Calendar) -> Rules:
    return rules_of(calendar.current) if calendar.current else Rules()


def _checked(
    family: Sequence[Calendar], change: CalendarChange, today: date
) -> dict[int, WorkCalendar]:
    """The tables of the family after the change, or Refused."""
    calendar = family[0]
    layer = _own_layer(calendar)
    check(change, layer, closed_through=_closed_through(calendar, today), today=today)
    plans = list(_planned(family, changed_layer(layer, change), change))
    for plan in plans:
        _refuse_work_on_holidays(plan, {day.date for day in change.days})
    _refuse_work_on_working_days(plans, change)
    if change.hours is not None and not hours_of(plans[0].lineage):
        raise _bad_hours()
    try:
        tables = {plan.calendar.pk: plan.tables() for plan in plans if hours_of(plan.lineage)}
    except ValueError as error:
        raise _bad_hours() from error
    if change.hours is not None:
        for plan in plans:
            if plan.calendar.pk in tables:
                _refuse_long_closure(plan.calendar, tables[plan.calendar.pk], today)
    return tables


def _planned(
    family: Sequence[Calendar], changed: Layer, change: CalendarChange
) -> Iterable[_Planned]:
    lineages: dict[int | None, list[Layer]] = {None: []}
    for member in family:
        if member is family[0]:
            above = lineage_of(member.parent.current if member.parent else None)
            lineage, rules = [changed, *above], changed_rules(current_rules(member), change.policy)
        else:
            lineage = [_own_layer(member), *lineages[member.parent_id]]
            rules = current_rules(member)
        lineages[member.pk] = lineage
        yield _Planned(member, lineage, rules)


def _own_layer(calendar: Calendar) -> Layer:
    return layer_of(calendar.current) if calendar.current else Layer()


def _closed_through(calendar: Calendar, today: date) -> int:
    own = calendar.closed_through
    return today.year - 1 if own is None else own


def _refuse_work_on_holidays(plan: _Planned, days: set[date]) -> None:
    for day, holiday in make_up_days_on_holidays(plan.lineage):
        if day in days:
            raise WrongDay(
                "work-on-holiday",
                day,
                f"là ngày nghỉ «{holiday}» nên không làm bù được ở lịch «{plan.calendar.name}». "
                "Hãy chọn ngày làm bù khác.",
            )


def _refuse_work_on_working_days(plans: Sequence[_Planned], change: CalendarChange) -> None:
    """One office that rests on the day is enough: others may open on Saturdays."""
    lineages = [plan.lineage for plan in plans if hours_of(plan.lineage)]
    for day in (day.date for day in change.days if day.kind is DayKind.WORK):
        if lineages and all(worked_weekly(lineage, day) for lineage in lineages):
            raise WrongDay(
                "worked-anyway",
                day,
                f"vốn là ngày làm việc ({WEEKDAYS[day.weekday()]}) nên không làm bù được. "
                "Hãy chọn một ngày nghỉ hằng tuần để làm bù.",
            )


def _refuse_long_closure(calendar: Calendar, table: WorkCalendar, today: date) -> None:
    """Whoever applies then could be told no date, or one years ahead."""
    last = table.closed_after(today, LONGEST_CLOSURE)
    if last is not None:
        raise Refused(
            "hours-end",
            f"Từ sau ngày {last:%d/%m/%Y} lịch «{calendar.name}» không còn giờ làm việc hơn "
            f"{LONGEST_CLOSURE} ngày liền. Bỏ trống ngày cuối, hoặc thêm giờ cho thời gian sau đó.",
            field="hours",
        )


def _bad_hours() -> Refused:
    return Refused(
        "hours",
        "Giờ làm việc bị trống, chồng nhau hoặc đóng cửa trước khi mở. Hãy sửa lại các giờ.",
        field="hours",
    )


def _replace_rows(calendar: Calendar, change: CalendarChange) -> None:
    """Rows that go end with the version before; what comes begins with the new one."""
    number = next_number(calendar)
    dates = [day.date for day in change.days]
    calendar.days.filter(until=None, date__in=dates).update(until=number)
    CalendarDay.objects.bulk_create(
        CalendarDay(
            calendar=calendar,
            since=number,
            date=day,
            name=named.name,
            decision=named.decision,
            **asdict(named.special),
        )
        for day, named in changed_layer(Layer(), change).days.items()
    )
    if change.hours is not None:
        calendar.hours.filter(until=None).update(until=number)
        WorkingHours.objects.bulk_create(
            WorkingHours(calendar=calendar, since=number, **asdict(opening))
            for opening in change.hours
        )
