"""Nháp: an online submission in the making. Nothing typed or photographed is ever lost."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

DRAFT_LIFE = timedelta(days=30)


class DraftQuerySet(models.QuerySet["Draft"]):
    def alive(self, at: datetime) -> "DraftQuerySet":
        return self.filter(submitted_at__isnull=True, expires_at__gt=at)


class Draft(models.Model):
    """Answers so far, by page. `token` is in the address and says nothing about the person."""

    token = models.CharField(max_length=32, unique=True)
    submit_key = models.CharField(max_length=64, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, help_text="the root unit")
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT)
    procedure_version = models.ForeignKey("procedures.ProcedureVersion", on_delete=models.PROTECT)
    eform = models.ForeignKey("procedures.EForm", on_delete=models.PROTECT)
    case = models.ForeignKey("procedures.Case", null=True, blank=True, on_delete=models.PROTECT)
    answers = models.JSONField(default=dict, blank=True)
    applicant = models.JSONField(
        default=dict, blank=True, help_text="answers of the built-in pages"
    )
    pickup_code = models.CharField(
        max_length=6, blank=True, help_text="an officer continues it with the citizen present"
    )
    pickup_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]

    def is_expired(self, at: datetime) -> bool:
        return at >= self.expires_at
