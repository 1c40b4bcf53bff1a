"""Sổ kết quả, sổ theo dõi and cards: what goes out of the office."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.papers import StoredFile
from portal.lib.making import MadeFile
from portal.lib.queues import QueueQuerySet


class ResultEntryQuerySet(models.QuerySet["ResultEntry"]):
    def in_book(self, unit_id: int | models.OuterRef, year: int) -> "ResultEntryQuerySet":
        """The register of one office and year."""
        return self.filter(unit_id=unit_id, year=year)


class ResultEntry(models.Model):
    """One result in the register of the office, on paper, electronic or both: one register."""

    root_unit_id = models.BigIntegerField()
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", help_text="who issued it"
    )
    year = models.PositiveSmallIntegerField()
    book_number = models.PositiveIntegerField(help_text="số thứ tự vào sổ: gapless in the year")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="result_entry")
    number = models.CharField(max_length=60, help_text="số, ký hiệu")
    issued_on = models.DateField()
    title = models.TextField(help_text="trích yếu")
    signer = models.CharField(max_length=120, blank=True)
    on_paper = models.BooleanField(default=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the electronic result, signed when signatures stand in it",
    )  # fmt: skip
    code = models.CharField(max_length=20, unique=True, help_text="for /kiem-tra/")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ResultEntryQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "year", "book_number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "book_number"], name="result_in_book"),
        ]


class CongratulationCard(models.Model):
    """Thiệp chúc mừng that an office gives with the result of a procedure, as it wishes."""

    unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="+")
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.CASCADE)
    heading = models.CharField(max_length=80)
    words = models.TextField(help_text="with {ho_ten} of the person it is for")
    signer_title = models.CharField(max_length=80, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "procedure"], name="card_once"),
        ]


class BookJob(MadeFile):
    """A book of an office and a year, being made as a file: the row is the queue.

    One row for each book and kind; making it anew is the same row.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", "Sổ theo dõi hồ sơ, bảng tính (XLSX)"
        PDF = "pdf", "Sổ theo dõi hồ sơ, bản in (PDF)"
        RESULTS = "kq", "Sổ kết quả, bảng tính (XLSX)"

    root_unit_id = models.BigIntegerField()
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=Kind)

    objects = QueueQuerySet["BookJob"].as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "kind"], name="book_once"),
        ]
