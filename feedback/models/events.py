"""What happened to a report: append-only; which warnings were given."""

from typing import Any

from django.conf import settings
from django.db import models

from feedback.models.report import STATUS_CHOICES, Report
from feedback.workflow import Action


class EventQuerySet(models.QuerySet["ReportEvent"]):
    """Reading and appending; changing history is a programming error."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("report events are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("report events are never deleted")


class ReportEvent(models.Model):
    """One line of history, audit trail and statistics. Never changed, never deleted.

    `answer` is what the public was told, `note` is for colleagues.
    """

    root_unit_id = models.BigIntegerField()
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Action])
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="staff; empty: the system, or the reporter, who is not named here",
    )  # fmt: skip
    by_reporter = models.BooleanField(default=False)
    from_status = models.CharField(max_length=12, choices=STATUS_CHOICES, blank=True)
    to_status = models.CharField(max_length=12, choices=STATUS_CHOICES)
    unit_id = models.BigIntegerField(help_text="the office that holds it afterwards")
    assignee_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)
    note = models.TextField(blank=True)
    other = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the report it was merged into or split into",
    )  # fmt: skip

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["report", "seq"], name="report_event_once"),
        ]
        indexes = [models.Index(fields=["root_unit_id", "at"], name="report_event_at")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append-only: an existing line refuses to be written again."""
        if self.pk is not None:
            raise TypeError("a report event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a report event is never deleted")


class ReportRung(models.Model):
    """A rung of the ladder of one date of one report, told once."""

    class Clock(models.TextChoices):
        ANSWER = "answer", "Hạn trả lời"
        STEP = "step", "Hạn của bước"
        WHOLE = "whole", "Hạn xử lý"

    root_unit_id = models.BigIntegerField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rungs")
    clock = models.CharField(max_length=8, choices=Clock)
    due_at = models.DateTimeField()
    rung = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "clock", "due_at", "rung"], name="report_rung_once"
            ),
        ]
