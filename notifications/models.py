"""Outgoing messages: the row is the queue (architecture 4)."""

from django.db import models
from django.db.models import Q

from portal.lib.queues import QueueQuerySet


class Message(models.Model):
    """One message to one person about one event. `key` makes a second writing harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    class Channel(models.TextChoices):
        SMS = "sms", "Tin nhắn SMS"

    root_unit_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.SMS)
    recipient = models.CharField(max_length=60, help_text="phone, E.164")
    text = models.TextField()
    subject_code = models.CharField(max_length=60, blank=True, db_index=True, help_text="dossier")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = QueueQuerySet["Message"].as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="message_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_code}"
