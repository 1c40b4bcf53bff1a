"""How many messages left, by office and day, with what they cost."""

from django.db import models

from notifications.models.message import Channel


class MessageVolume(models.Model):
    """Counted in the transaction that changes the message, so it is exact."""

    root_unit_id = models.BigIntegerField(default=0, help_text="0: of no unit")
    day = models.DateField()
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=Channel)
    route = models.CharField(max_length=30, blank=True)
    sent = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0, help_text="đồng")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root_unit_id", "day", "kind", "channel", "route"], name="volume_once"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="volume_day")]
