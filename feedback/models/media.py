"""Photos and videos: on their way, waiting to be checked, kept in private, shown in public."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from feedback.models.drafts import ReportDraft
from feedback.models.report import Report
from portal.lib.codes import random_token
from portal.lib.queues import QueueQuerySet


class Upload(models.Model):
    """A file that arrives in pieces; `received` bytes are on disk. Purged two days after it began.

    `client_key` names the file on the phone, so that a reload finds the begun one again.
    """

    token = models.CharField(max_length=32, unique=True, default=random_token)
    draft = models.ForeignKey(
        ReportDraft, null=True, blank=True, on_delete=models.CASCADE, related_name="uploads"
    )
    report = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.CASCADE, related_name="uploads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    phase = models.CharField(max_length=6, default="before", help_text="as Media.Phase")
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes in all")
    received = models.PositiveIntegerField(default=0)
    lat = models.FloatField(null=True, blank=True, help_text="of the photo, as the phone read it")
    long = models.FloatField(null=True, blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "client_key"], name="upload_of_draft_once",
                condition=Q(draft__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["report", "client_key"], name="upload_of_report_once",
                condition=Q(report__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(report__isnull=False), name="upload_has_home"
            ),
        ]  # fmt: skip


class Media(models.Model):
    """A photo or a video of a draft or a report.

    Until it is checked (`state` waiting) only the quarantine holds it. What is kept afterwards is
    made anew and carries no metadata; its public twin exists only after somebody published it,
    made from the picture with its faces and plates blurred. Both lie in the private storage under
    their content's hash and leave it by links that expire.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", "Ảnh"
        VIDEO = "video", "Video"

    class Phase(models.TextChoices):
        BEFORE = "before", "Trước"
        DURING = "during", "Đang xử lý"
        AFTER = "after", "Sau"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ kiểm tra"
        CLEAN = "clean", "Đã kiểm tra"
        REFUSED = "refused", "Không nhận"

    token = models.CharField(max_length=32, unique=True, default=random_token)
    draft = models.ForeignKey(
        ReportDraft, null=True, blank=True, on_delete=models.CASCADE, related_name="media"
    )
    report = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.CASCADE, related_name="media"
    )
    kind = models.CharField(max_length=6, choices=Kind)
    phase = models.CharField(max_length=6, choices=Phase, default=Phase.BEFORE)
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    fault = models.CharField(max_length=20, blank=True, help_text="why it was refused")
    quarantine = models.CharField(max_length=100, blank=True, help_text="file name; empty: none")
    name = models.CharField(max_length=200, help_text="as the person named it, cleaned")
    original_size = models.PositiveIntegerField(help_text="bytes as it came")
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the private file")
    ending = models.CharField(max_length=4, default="jpg", help_text="jpg or mp4")
    poster_sha256 = models.CharField(max_length=64, blank=True, help_text="jpg of a video")
    size = models.PositiveIntegerField(default=0, help_text="bytes of the private file")
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=0, help_text="of a video")
    gps_lat = models.FloatField(null=True, blank=True, help_text="of a draft's photo; erased then")
    gps_long = models.FloatField(null=True, blank=True)
    fingerprint = models.BigIntegerField(null=True, blank=True, help_text="near-alike pictures")
    uploaded_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    public_sha256 = models.CharField(max_length=64, blank=True)
    public_poster_sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = QueueQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(report__isnull=False), name="media_has_home"
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state="waiting"), name="media_waiting"
            ),
        ]  # fmt: skip


class Blur(models.Model):
    """A rectangle that the public does not see, in thousandths of the picture's sides."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="blurs")
    left = models.PositiveSmallIntegerField()
    top = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lt=1000, top__lt=1000, width__gt=0, height__gt=0),
                name="blur_in_picture",
            ),
        ]
