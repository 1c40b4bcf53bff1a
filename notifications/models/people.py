"""What people chose, what must not be written to, and what they wrote to us."""

from django.conf import settings
from django.db import models

from notifications.models.message import Message
from notifications.models.wording import Wording


class NoticeChoice(models.Model):
    """By which channels somebody wants to hear. What the law asks for always goes by SMS too."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice"
    )
    sms = models.BooleanField(default=True)
    zalo = models.BooleanField(default=False)
    email = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=Wording.Language, default=Wording.Language.VI)
    changed_at = models.DateTimeField()


class StoppedAddress(models.Model):
    """A phone or e-mail address that must not be written to."""

    address = models.CharField(max_length=254, unique=True, help_text="E.164, or e-mail")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class InboundMessage(models.Model):
    """An SMS that came in. `gateway_id` makes a repeated delivery harmless."""

    route = models.CharField(max_length=30)
    gateway_id = models.CharField(max_length=100)
    phone = models.CharField(max_length=16, help_text="E.164")
    text = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)
    answer = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["route", "gateway_id"], name="inbound_once"),
        ]
