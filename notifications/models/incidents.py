"""Times in which messages did not leave as they should."""

from django.db import models
from django.db.models import Q


class Incident(models.Model):
    """One standstill: told to administrators when it begins and when it is over, once each."""

    class Code(models.TextChoices):
        WAITING = "waiting", "Tin nhắn chờ quá lâu"

    code = models.CharField(max_length=20, choices=Code)
    began_at = models.DateTimeField(help_text="noticed; the oldest message waited before")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at__isnull=True), name="incident_open_once"
            ),
        ]
