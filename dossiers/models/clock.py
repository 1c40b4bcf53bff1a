"""Sổ thời hạn: the append-only ledger from which every legal date is recomputed (domain 5.3)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier


class ClockEntryQuerySet(models.QuerySet["ClockEntry"]):
    """Reading and appending; changing the ledger is a programming error."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("clock entries are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("clock entries are never deleted")


class ClockEntry(models.Model):
    """One thing that moved the clock of a dossier.

    `at` is the server's time of the entry. `counts_from` is the legal moment: of a start the
    reception or the arrival stamp; of the end of a pause the sending of its notice, so that the
    pause lies between `counts_from` and `at`. `due_at` and `statutory_at` are the dates after it.
    Replaying the entries in order gives the dates of the dossier (`dossiers.clock.replay`).
    """

    class Kind(models.TextChoices):
        START = "start", "Bắt đầu tính thời hạn"
        PAUSE = "pause", "Tạm dừng"
        RESUME = "resume", "Tính tiếp"
        EXTEND = "extend", "Gia hạn"
        CALENDAR = "calendar", "Lịch làm việc thay đổi"
        STOP = "stop", "Kết thúc"

    root_unit_id = models.BigIntegerField()
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="clock_entries",
        db_index=False,  # the unique key of dossier and seq serves it
    )  # fmt: skip
    seq = models.PositiveIntegerField()
    event_seq = models.PositiveIntegerField(help_text="of the event it belongs to")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    counts_from = models.DateTimeField()
    term = models.CharField(max_length=60, blank=True, help_text="start: legal; extend: added")
    promised_term = models.CharField(max_length=60, blank=True)
    calendar_version_id = models.BigIntegerField(
        null=True, help_text="of worktime.CalendarVersion: the calendar it was counted by"
    )
    due_at = models.DateTimeField(null=True)
    statutory_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, blank=True, help_text="the action, or a listed reason")
    paper = models.CharField(max_length=200, blank=True, help_text="notice or decision, its number")
    basis = models.CharField(max_length=200, blank=True, help_text="law article")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="empty: the system",
    )  # fmt: skip

    objects = ClockEntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="clock_entry_once"),
        ]
        indexes = [
            models.Index(fields=["at"], name="clock_entry_at"),
            models.Index(
                fields=["calendar_version_id", "dossier"],
                condition=Q(kind="calendar"),
                name="clock_entry_of_a_change",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append-only: an existing line refuses to be written again."""
        if self.pk is not None:
            raise TypeError("a clock entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a clock entry is never deleted")


class Apology(models.Model):
    """Văn bản xin lỗi (Mẫu 04): one for each missed date, drafted by the system, signed by people.

    The date of reports never moves because of it; `new_date` is only what the citizen is told.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Chờ nêu nguyên nhân và hẹn lại"
        SUBMITTED = "submitted", "Chờ ký"
        SIGNED = "signed", "Đã ký, đã gửi"
        DROPPED = "dropped", "Không cần gửi"

    root_unit_id = models.BigIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="apologies")
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", help_text="office in charge"
    )
    missed_at = models.DateTimeField(help_text="the date that was, or will be, missed")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField()
    cause = models.CharField(max_length=30, blank=True)
    cause_note = models.CharField(max_length=300, blank=True)
    new_date = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    superior_reason = models.CharField(
        max_length=300, blank=True, help_text="why a superior allowed one more; counted"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    event_seq = models.PositiveIntegerField(null=True, help_text="of the event that sent it")
    dropped_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "missed_at"], name="apology_once_a_date"),
        ]
        indexes = [
            models.Index(fields=["root_unit_id", "state", "drafted_at"], name="apology_waiting"),
        ]
