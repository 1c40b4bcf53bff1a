"""What a version asks and promises: cases, channels with term and fees, papers, results, stages."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from procedures.models.catalogue import Procedure, ProcedureVersion


class Case(models.Model):
    """Trường hợp: one way the procedure is asked for, with its own time, fee or papers."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    name = models.TextField()
    term = models.CharField(max_length=60, blank=True, help_text="as Channel.term; wins over it")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name[:80]


class Channel(models.Model):
    """Cách thức thực hiện: how it may be filed, and the term and fees by that way."""

    class Method(models.IntegerChoices):
        """KenhThucHien of the national messages (domain 3.1)."""

        DIRECT = 1, "Trực tiếp"
        ONLINE = 2, "Trực tuyến"
        POSTAL = 3, "Bưu chính công ích"

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="channels")
    method = models.PositiveSmallIntegerField(choices=Method)
    term = models.CharField(
        max_length=60,
        blank=True,
        help_text="`worktime.terms.Term` as text: `15 WORKING_DAY`, `SAME_DAY`; blank: not stated",
    )
    term_note = models.TextField(blank=True, help_text="the source's own words")
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["method", "id"]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.term}"


class Fee(models.Model):
    """Phí, lệ phí. An amount fixed by a provincial council is a sample until it is confirmed."""

    class Kind(models.TextChoices):
        FEE = "fee", "Phí"
        CHARGE = "charge", "Lệ phí"
        PRICE = "price", "Giá"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="fees")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHARGE)
    amount = models.PositiveBigIntegerField(null=True, help_text="đồng; null: not a plain number")
    per = models.CharField(max_length=60, blank=True, help_text="`bản`, `trang`, `trường hợp`")
    description = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="resolution or circular")
    needs_review = models.BooleanField(default=False, help_text="not shown to citizens as law")

    class Meta:
        ordering = ["id"]


class RequiredPaper(models.Model):
    """Thành phần hồ sơ: one paper and how many of each kind."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=80, blank=True, help_text="mã giấy tờ")
    group = models.TextField(blank=True, help_text="heading of the source, e.g. Giấy tờ phải nộp")
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=0, help_text="bản chính")
    certified = models.PositiveSmallIntegerField(default=0, help_text="bản chứng thực")
    copies = models.PositiveSmallIntegerField(default=0, help_text="bản photo")
    required = models.BooleanField(default=True)
    shown_only = models.BooleanField(default=False, help_text="xuất trình: shown, not filed")
    condition = models.TextField(blank=True, help_text="when it is needed")
    where_from = models.CharField(max_length=300, blank=True)
    photo_ok = models.BooleanField(default=True, help_text="a photo by phone is enough online")
    covered_by_form = models.BooleanField(default=False, help_text="the e-form replaces it online")
    template_name = models.CharField(max_length=300, blank=True, help_text="mẫu đơn, tờ khai")
    template_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name[:80]


class LegalBasis(models.Model):
    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="legal_bases"
    )
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=300, help_text="số ký hiệu")
    title = models.TextField(blank=True, help_text="trích yếu")
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["order", "id"]


class Result(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=80, blank=True)
    name = models.TextField()
    agency = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "id"]


class Stage(models.Model):
    """Quy trình nội bộ: who holds the dossier inside "đang xử lý", and for what share of the time.

    Rows without a procedure are the default of the office; a procedure with rows of its own
    does not use them. Editing stages makes a new `revision`; dossiers under way keep theirs.
    """

    class Step(models.TextChoices):
        """What the holder does; decides which actions the workflow offers there."""

        ASSIGN = "assign", "Phân công"
        EXAMINE = "examine", "Thẩm định"
        VERIFY = "verify", "Xác minh"
        SIGN = "sign", "Ký duyệt"
        SEAL = "seal", "Cấp số, đóng dấu"
        RETURN = "return", "Trả kết quả"

    procedure = models.ForeignKey(
        Procedure, null=True, blank=True, on_delete=models.CASCADE, related_name="stages"
    )
    revision = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)
    order = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step)
    name = models.CharField(max_length=120, help_text="as staff see it: Chuyên viên thẩm định")
    public_name = models.CharField(max_length=160, help_text="as citizens see it")
    role = models.CharField(max_length=30, help_text="a role of accounts.permissions")
    office_kind = models.CharField(
        max_length=30,
        blank=True,
        help_text="accounts.Unit.kind that does it; blank: the unit itself",
    )
    share = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(100)], help_text="percent of the whole term"
    )

    class Meta:
        ordering = ["procedure", "revision", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "revision", "order"], name="stage_order_once"
            ),
            models.UniqueConstraint(
                fields=["revision", "order"],
                condition=Q(procedure__isnull=True),
                name="default_stage_order_once",
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="stage_share_is_percent"),
        ]

    def __str__(self) -> str:
        return self.name
