"""Printed papers of the office: form sets, office templates, numbers, and every paper issued.

Knows forms, offices and files, not dossiers: who issues a paper says what it is about by a key
and a code, and what stands in it by a context.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.lib.queues import QueueQuerySet


class FormSet(models.Model):
    """A circular's set of forms, in force from a day until the next one (domain 4.1)."""

    code = models.CharField(max_length=20, unique=True, help_text="tt01-2018, tt03-2025")
    name = models.CharField(max_length=200)
    circular = models.CharField(max_length=200, help_text="the circular, as papers name it")
    valid_from = models.DateField(unique=True)

    class Meta:
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.name


class PaperTemplate(models.Model):
    """What an office says its own way on its papers; a change is a new row, papers keep theirs."""

    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20, blank=True, help_text="mau-01; blank: every form")
    superior = models.CharField(max_length=200, blank=True, help_text="cơ quan cấp trên")
    office_name = models.CharField(max_length=200, blank=True)
    place_name = models.CharField(max_length=80, blank=True, help_text="địa danh")
    on_behalf = models.CharField(max_length=120, blank=True, help_text="TM. ỦY BAN NHÂN DÂN")
    signer_title = models.CharField(max_length=120, blank=True, help_text="CHỦ TỊCH")
    signer_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    closing = models.TextField(blank=True, help_text="last sentence, with {variables}")
    seal = models.BooleanField(default=False, help_text="signed by the office when it is drawn")
    valid_from = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["unit", "form", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "form", "valid_from"], name="paper_template_once"
            ),
        ]


class PaperNumber(models.Model):
    """The last number of a series in a year: gapless, by upsert, last in the transaction."""

    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=20, help_text="TNHS, YCBS, PXL")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "series", "year"], name="paper_number_series"),
        ]


class IssuedPaper(models.Model):
    """A paper that left the office, or will when it is drawn: the row is the queue.

    `key` makes issuing twice harmless; `code` stands in its QR address and says nothing about
    the person. The file is the last of `files`; a reprint shows it, nothing is drawn anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        DRAWN = "drawn", "Đã lập"
        FAILED = "failed", "Không lập được"

    key = models.CharField(max_length=120, unique=True)
    root_unit_id = models.BigIntegerField()
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    form_set = models.ForeignKey(FormSet, null=True, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        PaperTemplate, null=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=60, blank=True, help_text="12/PXL-PVHCC")
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    subject_code = models.CharField(max_length=60, blank=True, db_index=True, help_text="dossier")
    issued_at = models.DateTimeField(help_text="the moment of the event it is about")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    objects = QueueQuerySet["IssuedPaper"].as_manager()

    class Meta:
        ordering = ["issued_at", "id"]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="paper_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class PaperFile(models.Model):
    """The bytes of a paper as they were at one time: drawn, then signed; none is ever replaced."""

    class Made(models.TextChoices):
        DRAWN = "drawn", "Lập"
        SIGNED = "signed", "Ký số cá nhân"
        SEALED = "sealed", "Ký số cơ quan"

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="files")
    made = models.CharField(max_length=10, choices=Made)
    sha256 = models.CharField(max_length=64, db_index=True)
    storage_key = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="bytes")
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
