"""Report files, made in the background: the row is the queue. A closed period is frozen once."""

from django.db import models

from portal.lib.codes import random_code
from portal.lib.making import MadeFile
from portal.lib.queues import QueueQuerySet

CODE_LENGTH = 12


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


def new_code() -> str:
    return random_code(CODE_LENGTH)


class ReportFile(MadeFile):
    """One file somebody asked for; asking for the same again is the same row.

    `query` is the address of the list behind a file of dossiers, empty for a report. A file of a
    `snapshot` is kept for good, others for thirty days.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", "Bảng tính (XLSX)"
        PDF = "pdf", "Bản in (PDF)"
        CSV = "csv", "Dữ liệu (CSV)"

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    report = models.SlugField(max_length=40, help_text="of reports.files.kinds")
    format = models.CharField(max_length=4, choices=Format)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    field_id = models.BigIntegerField(default=0, help_text="of procedures.Field; 0: all")
    query = models.CharField(max_length=600, blank=True)
    snapshot = models.ForeignKey(
        ReportSnapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )

    objects = QueueQuerySet["ReportFile"].as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=(
                    *("asked_by", "report", "format", "unit", "first", "last"),
                    *("field_id", "query"),
                ),
                name="report_file_once",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="report_file_mine")]
