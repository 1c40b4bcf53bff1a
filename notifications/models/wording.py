"""The words of messages, by kind, channel and language, with every version kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.models.message import Channel


class Wording(models.Model):
    """An office's own words; without one those that the product ships (`wording/shipped.yaml`).

    Rows are never changed: a new version takes `is_current` from the one before.
    """

    class Language(models.TextChoices):
        VI = "vi", "Tiếng Việt"
        EN = "en", "Tiếng Anh"

    root_unit_id = models.BigIntegerField(default=0, help_text="0: for every unit")
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2, choices=Language, default=Language.VI)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    is_on = models.BooleanField(default=True, help_text="off: this kind does not go this way")
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    accented = models.BooleanField(default=False, help_text="SMS with marks: 70 a part")
    allow_parts = models.BooleanField(default=False, help_text="SMS of more than one part")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root_unit_id", "kind", "channel", "language", "version"],
                name="wording_version_once",
            ),
            models.UniqueConstraint(
                fields=["root_unit_id", "kind", "channel", "language"],
                condition=Q(is_current=True), name="wording_current_once",
            ),
        ]  # fmt: skip
