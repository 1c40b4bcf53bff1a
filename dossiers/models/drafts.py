"""Nháp: an online submission in the making. Nothing typed or photographed is ever lost."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User

DRAFT_LIFE = timedelta(days=30)  # since the last save
RESTORE_LIFE = timedelta(days=30)  # after that it can still be brought back


class DraftQuerySet(models.QuerySet["Draft"]):
    def alive(self, at: datetime) -> "DraftQuerySet":
        return self.filter(submitted_at__isnull=True, expires_at__gt=at)

    def visible_to(self, user: "User") -> "DraftQuerySet":
        """Only the owner. An officer continues one by its pickup code, which is another query."""
        return self.filter(owner=user) if user.is_citizen else self.none()


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
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "pickup_code"],
                condition=~Q(pickup_code=""),
                name="pickup_code_once",
            ),
        ]

    def is_expired(self, at: datetime) -> bool:
        return at >= self.expires_at

    def is_restorable(self, at: datetime) -> bool:
        return at < self.expires_at + RESTORE_LIFE

    def live_pickup_code(self, at: datetime) -> str:
        return self.pickup_code if self.pickup_until and at < self.pickup_until else ""


class DraftPage(models.Model):
    """What one page of a draft holds beside its valid answers.

    `typed` is what could not be read yet, by question, as the control showed it: shown again,
    used for nothing else. `writer` names the opened page that saved last: an opened page that has
    not seen that save would overwrite it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pages")
    slug = models.SlugField(max_length=40)
    writer = models.CharField(max_length=32)
    typed = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "slug"], name="draft_page_once"),
        ]
