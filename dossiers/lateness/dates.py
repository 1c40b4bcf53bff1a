"""When a letter is due, and which new date it proposes."""

from datetime import date, datetime, time, timedelta
from math import ceil

from django.conf import settings
from django.utils import timezone

from dossiers.deadlines import calendar_of
from dossiers.models import Dossier
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from procedures.stages import way_of
from worktime.arithmetic import WorkCalendar

LONGEST = timedelta(days=365)  # nobody is promised more than a year


def ahead_until(calendar: WorkCalendar, at: datetime) -> datetime:
    """Dates before this moment are so near that a letter about missing them is due now."""
    last = calendar.add_working_days(timezone.localdate(at), settings.APOLOGY_DAYS_AHEAD)
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))


def will_be_late(dossier: Dossier, at: datetime) -> bool:
    """The date is near, and the work lies behind: its stage has used up its time, or has not begun.

    What was received today is not behind yet, so that same-day work brings no letters.
    """
    began = dossier.received_on is not None and dossier.received_on < timezone.localdate(at)
    due = dossier.stage_due_at
    return began and (due is None or due < at)


def proposed_date(dossier: Dossier, at: datetime) -> date:
    """As many working days as the stages that are left have in the whole term, at least one."""
    calendar = calendar_of(dossier.receiving_unit)
    start = max(at, dossier.appointed_at or at)
    return calendar.add_working_days(timezone.localdate(start), _days_left(dossier, calendar))


def _days_left(dossier: Dossier, calendar: WorkCalendar) -> int:
    if dossier.received_at is None or dossier.due_at is None:
        return 1
    first, last = timezone.localdate(dossier.received_at), timezone.localdate(dossier.due_at)
    whole = calendar.working_days_between(first, last)
    way = way_of(dossier.procedure_id, dossier.stage_id)
    here = next((n for n, stage in enumerate(way) if stage.id == dossier.stage_id), 0)
    share = sum(stage.share for stage in way[here:]) or 100
    return max(1, ceil(whole * share / 100))


def closing_on(dossier: Dossier, day: date, at: datetime) -> datetime:
    """The end of the office's day, as a promise; `Refused` for a day that cannot be promised."""
    calendar, now = calendar_of(dossier.receiving_unit), timezone.localdate(at)
    after = max(now, timezone.localdate(dossier.appointed_at or at))
    if day <= after:
        raise Refused("date_early", f"Ngày hẹn lại phải sau {short_day(after)}", field="new_date")
    if day > now + LONGEST:
        raise Refused(
            "date_far",
            f"Ngày hẹn lại quá xa. Chọn ngày không muộn hơn {short_day(now + LONGEST)}",
            field="new_date",
        )
    if not calendar.is_working(day):
        open_day = short_day(calendar.working_day_from(day))
        raise Refused(
            "date_closed",
            f"Ngày {short_day(day)} cơ quan nghỉ. Chọn ngày làm việc, ví dụ {open_day}",
            field="new_date",
        )
    return calendar.closing(day)
