"""Report files, made in the background: the row is the queue. A closed period is frozen once."""

from django.conf import settings
from django.db import models

from portal.lib.queues import QueueQuerySet


class ReportSnapshot(models.Model):
    """The figures of a report over a period that is over, as they were first drawn up.

    Every file of it, this year or in ten, is drawn from the same content.
    """

    report = models.SlugField(max_length=40, help_text="of reports.files.kinds")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    field_id = models.BigIntegerField(default=0, help_text="of procedures.Field; 0: all")
    storage_key = models.CharField(max_length=120, help_text="the content, as JSON, by its hash")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "unit", "first", "last", "field_id"],
                name="snapshot_once",
            ),
        ]


class ReportFile(models.Model):
    """One file somebody asked for; asking for the same again is the same row."""

    class Format(models.TextChoices):
        XLSX = "xlsx", "Bảng tính (XLSX)"
        PDF = "pdf", "Bản in (PDF)"

    class State(models.TextChoices):
        WAITING = "waiting", "Đang lập"
        READY = "ready", "Đã xong"
        FAILED = "failed", "Không lập được"

    report = models.SlugField(max_length=40, help_text="of reports.files.kinds")
    format = models.CharField(max_length=4, choices=Format)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    field_id = models.BigIntegerField(default=0, help_text="of procedures.Field; 0: all")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="rows written so far")
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    storage_key = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="bytes")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = QueueQuerySet["ReportFile"].as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "format", "unit", "first", "last", "field_id", "asked_by"],
                name="report_file_once",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="report_file_mine")]
