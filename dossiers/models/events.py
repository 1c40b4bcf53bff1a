"""What happened to a dossier: append-only history, internal notes."""

from typing import Any

from django.conf import settings
from django.db import models

from dossiers.models.dossier import STATUS_CHOICES, Dossier
from dossiers.workflow import Action


class EventQuerySet(models.QuerySet["DossierEvent"]):
    """Reading and appending; changing history is a programming error."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("dossier events are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("dossier events are never deleted")


class DossierEvent(models.Model):
    """One line of history, audit trail and statistics. Never changed, never deleted."""

    root_unit_id = models.BigIntegerField()
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="events",
        db_index=False,  # the unique key of dossier and seq serves it
    )  # fmt: skip
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    received_on = models.DateField(null=True, help_text="of the dossier: future partition key")
    action = models.CharField(max_length=24, choices=[(a.value, a.value) for a in Action])
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="empty: the system",
    )  # fmt: skip
    from_status = models.CharField(max_length=20, choices=STATUS_CHOICES, blank=True)
    to_status = models.CharField(max_length=20, choices=STATUS_CHOICES)
    unit_id = models.BigIntegerField(help_text="the office that holds it afterwards")
    assignee_id = models.BigIntegerField(null=True)
    stage_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True, help_text="the promise after this event")
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    late_cause = models.CharField(max_length=30, blank=True, help_text="given when it moved late")
    late_note = models.CharField(max_length=300, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="event_seq_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append-only: an existing line refuses to be written again."""
        if self.pk is not None:
            raise TypeError("a dossier event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a dossier event is never deleted")


class InternalNote(models.Model):
    """Staff only."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["-at"]
