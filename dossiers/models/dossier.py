"""Hồ sơ: one request and where it stands."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.offices import roots_seen_from
from accounts.permissions import Perm
from dossiers.models.dossier_indexes import INDEXES, OPEN
from dossiers.workflow import LABELS, NATIONAL_CODES, Label, Status
from portal.lib.codes import normalise_code
from portal.lib.dates import midnight

if TYPE_CHECKING:
    from accounts.models import User

STATUS_CHOICES = [(status.value, LABELS[status].staff) for status in Status]


class DossierQuerySet(models.QuerySet["Dossier"]):
    def open(self) -> "DossierQuerySet":
        """Processing is not finished: *the* definition, shared with the partial indexes."""
        return self.filter(OPEN)

    def overdue(self, at: datetime) -> "DossierQuerySet":
        """Open, the clock running, and the promised time past."""
        return self.open().filter(paused_at__isnull=True, due_at__lt=at)

    def late_on(self, day: date) -> "DossierQuerySet":
        """As reports have it: open, the clock running, the day of the promise over (domain 5.4)."""
        return self.overdue(midnight(day))

    def with_code(self, code: str) -> "DossierQuerySet":
        """By the official code or the one of the online receipt, as people type them."""
        code = normalise_code(code)
        return self.filter(Q(code=code) | Q(submission_code=code))

    def visible_to(self, user: "User") -> "DossierQuerySet":
        """A citizen: own ones. Staff: those of the own office; of the whole root by permission."""
        if user.is_citizen:
            return self.filter(owner=user)
        if user.unit is None or Perm.QUEUE not in user.permissions:
            return self.none()
        of_root = self.filter(root_unit_id__in=roots_seen_from(user.unit))
        if Perm.SEARCH_ALL in user.permissions:
            return of_root
        return of_root.filter(Q(unit_id=user.unit_id) | Q(assignee=user) | Q(examiner=user))


class Dossier(models.Model):
    """One request from submission to hand-over.

    `code` is the official code issued at reception (domain 3.3), `submission_code` the random one
    of the online receipt; neither opens the dossier. `tracking_key` is the secret in the receipt's
    QR address. `closed_at` is when processing ended (NgayKetThucXuLy); a result may still wait to
    be handed over. `act_by` is what the staff queue sorts by: the acceptance limit before
    reception, the due date after, nothing while people are waited for.
    """

    class Timeliness(models.TextChoices):
        """Of what was received and has ended, by days (domain 5.4)."""

        EARLY = "early", "Trước hạn"
        ON_TIME = "on_time", "Đúng hạn"
        LATE = "late", "Quá hạn"

    class Delivery(models.TextChoices):
        COUNTER = "counter", "Nhận tại Một cửa"
        POST = "post", "Nhận qua bưu chính"
        ELECTRONIC = "electronic", "Nhận bản điện tử"

    class Gender(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Được giải quyết"
        REJECTED = "rejected", "Văn bản trả lời không đủ điều kiện"

    root_unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_constraint=False,
        db_index=False,  # here and below: INDEXES begin with it
    )  # fmt: skip
    code = models.CharField(max_length=40, null=True, blank=True)
    submission_code = models.CharField(max_length=20, unique=True)
    tracking_key = models.CharField(max_length=32, unique=True)
    submit_key = models.CharField(max_length=64, unique=True, help_text="made by the client")

    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, db_constraint=False
    )
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, db_constraint=False
    )
    field = models.ForeignKey("procedures.Field", on_delete=models.PROTECT, db_constraint=False)
    case = models.ForeignKey("procedures.Case", null=True, blank=True, on_delete=models.PROTECT)
    eform = models.ForeignKey("procedures.EForm", null=True, blank=True, on_delete=models.PROTECT)
    answers = models.JSONField(default=dict, blank=True)
    summary = models.CharField(max_length=300, blank=True, help_text="trích yếu")
    sets = models.PositiveSmallIntegerField(default=1, help_text="số bộ hồ sơ, số bản xin cấp")

    receiving_unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_constraint=False,
        db_index=False, help_text="the office that holds it",
    )  # fmt: skip
    in_charge = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, related_name="+", db_constraint=False,
        help_text="the office that answers for it in reports; never rewritten",
    )  # fmt: skip
    status = models.CharField(max_length=20, choices=STATUS_CHOICES)
    paused_from = models.CharField(max_length=20, choices=STATUS_CHOICES, blank=True)
    stage = models.ForeignKey("procedures.Stage", null=True, blank=True, on_delete=models.PROTECT)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the specialist; stays while others sign and seal",
    )  # fmt: skip
    channel = models.PositiveSmallIntegerField(
        choices=[(1, "Trực tiếp"), (2, "Trực tuyến"), (3, "Bưu chính công ích")],
        help_text="KenhThucHien; never rewritten",
    )

    online_level = models.PositiveSmallIntegerField(
        default=0, help_text="of the procedure at submission, as Procedure.OnlineLevel"
    )
    digitised = models.BooleanField(
        null=True, help_text="every paper had its file at reception; empty: not known"
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False, help_text="the citizen account that may act on it",
    )  # fmt: skip
    applicant_name = models.CharField(max_length=120)
    name_fold = models.CharField(max_length=120, editable=False)
    personal_id = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="E.164")
    email = models.EmailField(blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=6, choices=Gender, blank=True)
    address = models.CharField(max_length=300, blank=True)
    subject_name = models.CharField(
        max_length=120, blank=True, help_text="chủ hồ sơ when not the applicant"
    )
    subject_address = models.CharField(max_length=300, blank=True)
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True, help_text="Vietnam date of received_at")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    arrived_at = models.DateTimeField(
        null=True, blank=True, help_text="dấu công văn đến, by post: the clock starts here"
    )
    term = models.CharField(max_length=60, blank=True, help_text="as Channel.term, at reception")
    promised_term = models.CharField(
        max_length=60, blank=True, help_text="shorter term the office commits to; blank: the legal"
    )
    accept_by = models.DateTimeField(null=True, blank=True, help_text="8 working hours, online")
    due_at = models.DateTimeField(null=True, blank=True, help_text="ngày hẹn trả, for reports")
    statutory_at = models.DateTimeField(null=True, blank=True, help_text="hạn theo quy định")
    reappointed_at = models.DateTimeField(
        null=True, blank=True, help_text="of the last apology; never moves `due_at`"
    )
    due_original = models.DateTimeField(null=True, blank=True)
    act_by = models.DateTimeField(null=True, blank=True)
    stage_due_at = models.DateTimeField(null=True, blank=True)
    stage_warn_at = models.DateTimeField(
        null=True, blank=True, help_text="from then on the stage is coming late"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="Vietnam date of closed_at")
    timeliness = models.CharField(max_length=8, choices=Timeliness, blank=True)
    days_taken = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="working days from reception to the end"
    )
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_to = models.CharField(max_length=120, blank=True)
    late_cause = models.CharField(max_length=30, blank=True, help_text="the last one given")
    late_cause_at = models.DateTimeField(null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0, help_text="of the last event; the version")
    updated_at = models.DateTimeField()

    delivery = models.CharField(max_length=12, choices=Delivery, default=Delivery.COUNTER)
    delivery_address = models.CharField(max_length=300, blank=True)
    fee_amount = models.PositiveBigIntegerField(default=0, help_text="đồng")
    fee_note = models.CharField(max_length=200, blank=True)
    fee_paid_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    result_number = models.CharField(max_length=60, blank=True)
    result_on = models.DateField(null=True, blank=True)
    e_result = models.BooleanField(default=False, help_text="the result is there as a file too")

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root_unit", "code"], name="dossier_code_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(code__isnull=False),
                name="dossier_received_has_code",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="dossier_status_known",
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.display_code

    @property
    def display_code(self) -> str:
        """The official code; before reception the code of the online receipt."""
        return self.code or self.submission_code

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def label(self) -> Label:
        return LABELS[self.state]

    @property
    def national_code(self) -> int:
        return NATIONAL_CODES[self.state]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_overdue(self, at: datetime) -> bool:
        """As `DossierQuerySet.overdue`."""
        running = self.is_open and self.paused_at is None
        return running and self.due_at is not None and self.due_at < at

    @property
    def appointed_at(self) -> datetime | None:
        """What the citizen was told last: the promise, or the later date of an apology."""
        if self.due_at is None or self.reappointed_at is None:
            return self.due_at
        return max(self.due_at, self.reappointed_at)


class NumberCounter(models.Model):
    """The last number an agency issued on a day: gapless, by upsert, last in the transaction."""

    agency = models.CharField(max_length=30)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="counter_agency_day"),
        ]
