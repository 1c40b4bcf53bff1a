"""A report that is being written: kept on the server from the first photo on."""

from django.conf import settings
from django.db import models

from feedback.models.category import Category
from portal.lib.codes import random_token


class ReportDraft(models.Model):
    """Its token is in the address of its pages: whoever has it goes on writing. Dies unsent.

    `submit_key` makes sending it twice one report. `phone` becomes proved by a code.
    """

    token = models.CharField(max_length=32, unique=True, default=random_token)
    submit_key = models.CharField(max_length=32, unique=True, default=random_token)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL)
    text = models.TextField(blank=True)
    answers = models.JSONField(default=dict, blank=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    long = models.FloatField(null=True, blank=True)
    accuracy = models.PositiveIntegerField(null=True, blank=True)
    located = models.CharField(max_length=8, blank=True)
    nearby_seen = models.BooleanField(default=False, help_text="twins were offered and declined")
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    proved_phone = models.CharField(max_length=16, blank=True, help_text="answered a code")
    without_phone = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_as = models.ForeignKey(
        "feedback.Report", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="draft_saved")]
