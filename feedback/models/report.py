"""Phản ánh: one report and where it stands."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.offices import roots_seen_from
from accounts.permissions import Perm
from feedback.models.category import Category, Severity
from feedback.models.report_indexes import INDEXES, OPEN_REPORT, PUBLIC_REPORT
from feedback.workflow import LABELS, Label, Status, Truth
from portal.lib.codes import random_token

if TYPE_CHECKING:
    from accounts.models import User

STATUS_CHOICES = [(status.value, LABELS[status].staff) for status in Status]


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Not answered for good: *the* definition, shared with the partial indexes."""
        return self.filter(OPEN_REPORT)

    def public(self) -> "ReportQuerySet":
        """What anybody may see: published by somebody's act, not taken down, no test."""
        return self.filter(PUBLIC_REPORT)

    def unanswered(self, at: datetime) -> "ReportQuerySet":
        """The promised time of the first answer is past and nobody has answered."""
        return self.open().filter(answered_at__isnull=True, answer_due_at__lt=at)

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """A citizen: own ones. Staff: of the own office; of the whole root by permission.

        Reports about the conduct of officers are for those alone who hold CONDUCT.
        """
        if user.is_citizen:
            return self.filter(reporter__user=user)
        if user.unit is None or Perm.REPORTS not in user.permissions:
            return self.none()
        of_root = self.filter(root_unit_id__in=roots_seen_from(user.unit))
        if Perm.CONDUCT not in user.permissions:
            of_root = of_root.filter(about_conduct=False)
        if Perm.ALL_REPORTS in user.permissions:
            return of_root
        return of_root.filter(Q(unit_id=user.unit_id) | Q(assignee=user))


class Report(models.Model):
    """One report from receipt to its end.

    `code` is public and opens only what the public may see; `secret` is in the reporter's own link
    and lets act as the reporter. `text` stays as it was sent; `public_text` is what a moderator
    lets the public read. The clocks: `answer_due_at` for the first answer and `due_at` for the
    whole are set at receipt and never again, whoever handles it and however often it is reopened;
    `step_due_at` is that of the step. `changed_at` is the last change the public can see.
    """

    class Channel(models.TextChoices):
        WEB = "web", "Cổng"
        COUNTER = "counter", "Tại quầy"
        PHONE = "phone", "Điện thoại 1022"
        ZALO = "zalo", "Zalo"
        FACEBOOK = "facebook", "Facebook"
        EMAIL = "email", "Thư điện tử"
        API = "api", "Open311"

    class Located(models.TextChoices):
        """Where the point comes from."""

        GPS = "gps", "Định vị của máy"
        PHOTO = "photo", "Vị trí trong ảnh"
        PIN = "pin", "Chọn trên bản đồ"
        ADDRESS = "address", "Chỉ có địa chỉ"

    root_unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20, unique=True, help_text="PA-26-7K3QXM")
    secret = models.CharField(max_length=32, unique=True, default=random_token)
    submit_key = models.CharField(max_length=80, unique=True, help_text="made by the client")
    channel = models.CharField(max_length=10, choices=Channel)
    application = models.ForeignKey(
        "feedback.Application", null=True, blank=True, on_delete=models.PROTECT, db_index=False
    )
    is_test = models.BooleanField(default=False)

    category = models.ForeignKey(Category, on_delete=models.PROTECT, db_index=False)
    about_conduct = models.BooleanField(default=False, help_text="of officers: private for good")
    severity = models.CharField(max_length=8, choices=Severity)
    text = models.TextField(help_text="as it was sent, at most 4,000 characters")
    fold = models.TextField(blank=True, help_text="text and address, folded for the search")
    answers = models.JSONField(default=dict, blank=True, help_text="to the category's questions")
    address = models.CharField(max_length=300, blank=True, help_text="in words")
    lat = models.FloatField(null=True, help_text="WGS 84, decimal degrees")
    long = models.FloatField(null=True)
    accuracy = models.PositiveIntegerField(null=True, blank=True, help_text="metres")
    located = models.CharField(max_length=8, choices=Located)
    area = models.ForeignKey("geo.Area", null=True, blank=True, on_delete=models.SET_NULL)
    media_links = models.TextField(blank=True, help_text="addresses an API client gave; for staff")

    status = models.CharField(max_length=12, choices=STATUS_CHOICES)
    truth = models.CharField(max_length=8, blank=True, choices=[(t.value, t.value) for t in Truth])
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="the office that answers for it",
    )  # fmt: skip
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.CharField(max_length=200, blank=True, help_text="outside, while forwarded")
    transfers = models.PositiveSmallIntegerField(default=0, help_text="between our offices")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="twins",
        db_index=False, help_text="the report whose matter this one repeats",
    )  # fmt: skip
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts",
        db_index=False,
    )  # fmt: skip
    reopenings = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True, help_text="the last public answer")

    received_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True, help_text="the first answer")
    due_at = models.DateTimeField(help_text="of the whole; never moves")
    step_due_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True, help_text="the last final answer")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when it ended; empty: open")
    late_cause = models.CharField(max_length=20, blank=True)
    late_note = models.CharField(max_length=300, blank=True)

    public_text = models.TextField(blank=True)
    public_address = models.CharField(max_length=300, blank=True, help_text="as everybody reads it")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="taken down")
    followers_count = models.PositiveIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = INDEXES
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, long__isnull=True)
                | Q(lat__range=(-90, 90), long__range=(-180, 180)),
                name="report_point_whole",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=False) | ~Q(address=""), name="report_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(about_conduct=False) | Q(published_at__isnull=True),
                name="conduct_is_private",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def label(self) -> Label:
        return LABELS[self.state]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_public(self) -> bool:
        """As `ReportQuerySet.public`."""
        return self.published_at is not None and self.hidden_at is None and not self.is_test
