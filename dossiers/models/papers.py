"""Papers of a dossier, the files behind them, and requests to supplement them."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.drafts import Draft
from portal.lib.files import hash_key


class StoredFile(models.Model):
    """A cleaned upload, kept once by its content (architecture 12)."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=4, choices=[("jpg", "Ảnh"), ("pdf", "PDF")])
    size = models.PositiveIntegerField(help_text="bytes")
    pages = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()

    @property
    def key(self) -> str:
        """Where it lies in the storage."""
        return hash_key(self.sha256, self.kind)


class DossierPaper(models.Model):
    """One paper of the dossier: how many of each kind were handed in, and what became of it."""

    class State(models.TextChoices):
        MISSING = "missing", "Cần nộp"
        SENT = "sent", "Đã gửi"
        SEEN = "seen", "Đã xuất trình"
        CHECKED = "checked", "Đã kiểm tra"
        INVALID = "invalid", "Không hợp lệ"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    required_paper = models.ForeignKey(
        "procedures.RequiredPaper", null=True, blank=True, on_delete=models.PROTECT
    )
    order = models.PositiveSmallIntegerField(default=0)
    name = models.TextField()
    originals = models.PositiveSmallIntegerField(default=0)
    certified = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name[:80]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def answering(self, request: "SupplementRequest") -> "AttachmentQuerySet":
        """What has come for a supplement since it was asked for."""
        return self.filter(
            dossier=request.dossier_id, paper__isnull=False, uploaded_at__gte=request.asked_at
        )


class Attachment(models.Model):
    """A file of a draft (by required paper), of a dossier's paper, or a result."""

    class Role(models.TextChoices):
        PAPER = "paper", "Giấy tờ"
        RESULT = "result", "Kết quả"
        DRAFT_RESULT = "draft", "Dự thảo kết quả"
        SIGNED_RESULT = "signed", "Kết quả lãnh đạo đã ký số"

    root_unit_id = models.BigIntegerField(null=True)
    draft = models.ForeignKey(
        Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    dossier = models.ForeignKey(
        Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    required_paper = models.ForeignKey(
        "procedures.RequiredPaper", null=True, blank=True, on_delete=models.PROTECT
    )
    paper = models.ForeignKey(
        DossierPaper, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    role = models.CharField(max_length=8, choices=Role, default=Role.PAPER)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, help_text="as the person named it, cleaned")
    original_size = models.PositiveIntegerField(help_text="bytes before re-encoding")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False) | models.Q(dossier__isnull=False),
                name="attachment_has_a_home",
            ),
        ]


class SupplementRequest(models.Model):
    """Phiếu yêu cầu bổ sung (Mẫu 02): everything that is missing, once, with a date."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplements")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    override_reason = models.CharField(
        max_length=300, blank=True, help_text="why a leader allowed a second request"
    )

    class Meta:
        ordering = ["asked_at"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(answered_at__isnull=True),
                name="supplement_unanswered",
            ),
        ]  # fmt: skip


class SupplementItem(models.Model):
    request = models.ForeignKey(SupplementRequest, on_delete=models.CASCADE, related_name="items")
    paper = models.ForeignKey(DossierPaper, null=True, on_delete=models.CASCADE)
    name = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]
