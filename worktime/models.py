"""Calendars of offices: rows an administrator edits, inherited from the country down.

Rows change only through `worktime.services`, which moves the version of the calendar and of
all that inherit from it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from worktime.arithmetic import DayKind, PausePolicy
from worktime.calendars import SAME_DAY_CUTOFF

COUNTRY = "VN"
DEFAULT_OFFICE = "XA"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class Calendar(models.Model):
    """A country's, a province's or an office's working time.

    Hours come from the nearest calendar that has any; a date from the nearest that names it.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
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
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="calendar_is_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="calendar_has_a_code"),
            models.CheckConstraint(
                condition=Q(pause_policy__in=[policy.value for policy in PausePolicy]),
                name="calendar_pause_policy_is_known",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="calendar_version_from_1"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkingHours(models.Model):
    """One interval of a weekday, between two dates inclusive; empty means no limit."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

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
            models.UniqueConstraint(
                fields=["calendar", "weekday", "opens_at", "valid_from"], name="hours_once"
            ),
            models.UniqueConstraint(
                fields=["calendar", "weekday", "opens_at"],
                condition=Q(valid_from=None),
                name="hours_once_without_a_start",
            ),
        ]


class CalendarDay(models.Model):
    """A date that differs from its weekday, with the decision that says so."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
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

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once"),
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
