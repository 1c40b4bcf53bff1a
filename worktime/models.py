"""Calendars of offices: rows an administrator edits, inherited from the country down.

Rows change only through `worktime.services`. Hours and days are never changed or deleted: a
row is in force from the version `since` until before the version `until` of its own calendar,
so every version can be read again as it was.
"""

import secrets
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from worktime.calendars import SAME_DAY_CUTOFF, WEEKDAYS, DayKind, PausePolicy

COUNTRY = "VN"
DEFAULT_OFFICE = "XA"
Row = TypeVar("Row", bound=models.Model)


def new_version_id() -> int:
    """Drawn, not counted: the id of a change that was rolled back never comes again.

    Tables may therefore be kept in process by this id alone. 53 bits, exact in JavaScript too.
    """
    return secrets.randbelow(2**53 - 1) + 1


class Calendar(models.Model):
    """A country's, a province's or an office's working time.

    Hours come from the nearest calendar that has any; a date from the nearest that names it.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    current = models.ForeignKey(
        "CalendarVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the version in force",
    )
    closed_through = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="last closed year; empty: the year before this one"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="calendar_is_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="calendar_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class KeptQuerySet(models.QuerySet[Row]):
    """Rows by which dates were counted: they stay as written, and at most end."""

    def update(self, **values: Any) -> int:
        if set(values) != {"until"}:
            raise TypeError("rows of a calendar are never changed, they end")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("rows of a calendar are never deleted")


class CalendarVersion(models.Model):
    """The calendar as one decision left it; a change above makes a version of every heir."""

    id = models.BigIntegerField(primary_key=True, default=new_version_id, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    parent_version = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cutoff_time = models.TimeField(
        default=SAME_DAY_CUTOFF, help_text="same-day procedures received later are due tomorrow"
    )
    cutoff_for_all = models.BooleanField(
        default=False, help_text="every term received after the cut-off counts from tomorrow"
    )
    pause_policy = models.CharField(
        max_length=20,
        default=PausePolicy.REMAINING_WORKING_DAYS.value,
        choices=[
            (PausePolicy.REMAINING_WORKING_DAYS.value, "Đếm tiếp số ngày còn lại"),
            (PausePolicy.ELAPSED.value, "Lùi hạn đúng bằng số ngày tạm dừng"),
        ],
    )
    decision_number = models.CharField(max_length=80, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty: the system",
    )

    objects = KeptQuerySet["CalendarVersion"].as_manager()

    class Meta:
        ordering = ["calendar", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="calendar_version_from_1"),
            models.CheckConstraint(
                condition=Q(pause_policy__in=[policy.value for policy in PausePolicy]),
                name="calendar_pause_policy_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id}/{self.number}"


class VersionedQuerySet(KeptQuerySet[Row]):
    def as_of(self, version: CalendarVersion) -> Self:
        """What that version has of its own."""
        return self.filter(
            Q(until=None) | Q(until__gt=version.number),
            calendar_id=version.calendar_id,
            since__lte=version.number,
        )


class WorkingHours(models.Model):
    """One interval of a weekday, between two dates inclusive; empty means no limit."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="hours")
    since = models.PositiveIntegerField(default=1, help_text="first version that has it")
    until = models.PositiveIntegerField(null=True, blank=True, help_text="first without it")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = VersionedQuerySet["WorkingHours"].as_manager()

    class Meta:
        ordering = ["calendar", "weekday", "opens_at", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="hours_weekday_is_monday_to_sunday"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="hours_close_after_they_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="hours_end_after_they_start",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="hours_versions_in_order"
            ),
            models.UniqueConstraint(
                fields=["calendar", "weekday", "opens_at", "valid_from"],
                condition=Q(until=None),
                name="hours_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["calendar", "weekday", "opens_at"],
                condition=Q(until=None, valid_from=None),
                name="hours_in_force_once_without_a_start",
            ),
        ]


class CalendarDay(models.Model):
    """A date that differs from its weekday, with the decision that says so."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="days")
    since = models.PositiveIntegerField(default=1, help_text="first version that has it")
    until = models.PositiveIntegerField(null=True, blank=True, help_text="first without it")
    date = models.DateField()
    kind = models.CharField(
        max_length=10,
        choices=[
            (DayKind.OFF.value, "Ngày nghỉ"),
            (DayKind.WORK.value, "Ngày làm bù"),
            (DayKind.SESSION.value, "Buổi tiếp nhận đặc biệt"),
        ],
    )
    opens_at = models.TimeField(null=True, blank=True, help_text="empty: the usual hours")
    closes_at = models.TimeField(null=True, blank=True)
    name = models.CharField(max_length=120)
    decision = models.CharField(max_length=120, blank=True, help_text="its number, or the law")
    note = models.CharField(max_length=300, blank=True)

    objects = VersionedQuerySet["CalendarDay"].as_manager()

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "date"], condition=Q(until=None), name="day_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="day_versions_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DayKind]),
                name="calendar_day_kind_is_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="calendar_day_has_a_name"),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None)
                | Q(
                    kind__in=[DayKind.WORK.value, DayKind.SESSION.value],
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    closes_at__gt=F("opens_at"),
                ),
                name="calendar_day_hours_are_whole",
            ),
        ]
