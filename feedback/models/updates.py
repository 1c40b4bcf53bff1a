"""What programs add to a report by Open311's update extension."""

from django.db import models

from feedback.models.people import Application
from feedback.models.report import Report


class ClientUpdate(models.Model):
    """Words of a program about a report, for staff to read; nothing of it is public.

    `update_id` is the program's own: the same one again is refused.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="client_updates")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    update_id = models.CharField(max_length=100)
    status = models.CharField(max_length=40, help_text="word of the extension: OPEN, FIXED ...")
    description = models.TextField(help_text="at most 4,000 characters")
    media_links = models.TextField(blank=True, help_text="one address a line")
    said_at = models.DateTimeField(help_text="when the program says it was")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "update_id"], name="client_update_once"),
        ]
