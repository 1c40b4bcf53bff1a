"""Nhắc việc, yêu cầu nêu nguyên nhân: who urged whom about which dossier, and when."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """One line for each dossier; one message for all of one person's."""

    class Kind(models.TextChoices):
        REMIND = "remind", "Nhắc việc"
        ASK_CAUSE = "ask_cause", "Yêu cầu nêu nguyên nhân"

    root_unit_id = models.BigIntegerField()
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.CASCADE, related_name="reminders"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        help_text="who held it, or answers for the office where nobody did",
    )  # fmt: skip
    at = models.DateTimeField()
    day = models.DateField(help_text="Vietnam date of `at`")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "to", "day"], name="reminder_once_a_day"
            ),
        ]
