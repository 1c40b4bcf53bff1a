"""People around a report. Nobody but who holds the right sees the reporter, and that is logged."""

from django.conf import settings
from django.db import models

from feedback.models.report import Report


class Reporter(models.Model):
    """Who reported; a table of its own, so that no page of the report carries it by accident.

    `user` is set when the phone was proved by a code or the person was signed in. Everything here
    is erased some time after the end (settings.REPORTER_KEPT_DAYS); the row stays.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reporter")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True, db_index=True, help_text="E.164")
    email = models.EmailField(blank=True)
    is_proved = models.BooleanField(default=False, help_text="the phone answered a code")
    wants_news = models.BooleanField(default=True)
    device = models.CharField(max_length=100, blank=True, help_text="device_id of Open311")
    account = models.CharField(max_length=100, blank=True, help_text="account_id of Open311")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["report"], condition=models.Q(erased_at__isnull=True), name="reporter_known"
            ),
        ]  # fmt: skip


class Follower(models.Model):
    """Cùng gặp: somebody else with the same matter, told as the reporter is."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="follower_once"),
        ]


class Rating(models.Model):
    """Mức hài lòng with an answer: one for each final answer, by the reporter."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ratings")
    answer_seq = models.PositiveIntegerField(help_text="event of the answer that is rated")
    stars = models.PositiveSmallIntegerField(help_text="1 to 5; 4 and 5 count as satisfied")
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "answer_seq"], name="rating_once"),
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="rating_in_stars"
            ),
        ]


class FixCheck(models.Model):
    """An independent neighbour says whether it was mended. Not the reporter, nor staff."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fix_checks")
    answer_seq = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_fixed = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "answer_seq", "user"], name="fix_check_once"),
        ]


class RemovalRequest(models.Model):
    """Đề nghị gỡ: somebody asks to take a published report or picture down."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="removal_requests")
    reason = models.CharField(max_length=500)
    phone = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=300, blank=True)


class Block(models.Model):
    """A phone or an address that may not report for some time."""

    key = models.CharField(max_length=60, db_index=True, help_text="phone, or network address")
    until = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Application(models.Model):
    """A program that may write by Open311. Of its key only the hash is kept."""

    root_unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    contact = models.CharField(max_length=200, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    key_start = models.CharField(max_length=8, help_text="to tell keys apart")
    is_test = models.BooleanField(default=False, help_text="its reports are never routed or shown")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
