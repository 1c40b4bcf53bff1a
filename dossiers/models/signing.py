"""Lô ký: many documents signed one after the other; the row is the queue (architecture 4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier
from dossiers.workflow import Action
from portal.lib.queues import QueueQuerySet


class SignBatch(models.Model):
    """What one person put forward to be signed at once."""

    root_unit_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    action = models.CharField(
        max_length=30, default=Action.SIGN.value, help_text="sign, or number and seal"
    )
    late_cause = models.CharField(max_length=30, blank=True, help_text="of those that are late")
    late_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]


class SignItem(models.Model):
    """One document of a batch and what became of it; a failure stops no other."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ ký"
        SIGNED = "signed", "Đã ký"
        FAILED = "failed", "Không ký được"

    batch = models.ForeignKey(SignBatch, on_delete=models.CASCADE, related_name="items")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    seen = models.PositiveIntegerField(help_text="`last_seq` on the screen of who signs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, help_text="sentence for who signs")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = QueueQuerySet["SignItem"].as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="sign_item_waiting"
            ),
        ]
