"""Stable short codes behind `/q/<CODE>`, their scans, and the printed boards that carry them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from procedures.models.catalogue import Field, Procedure


class QrCode(models.Model):
    """A printed promise: a code is never used again for something else."""

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", "Thủ tục"
        FIELD = "field", "Lĩnh vực"
        PLACE = "place", "Nơi phục vụ"

    code = models.CharField(max_length=12, unique=True, help_text="upper case: HT01")
    kind = models.CharField(max_length=10, choices=Kind)
    procedure = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT)
    field = models.ForeignKey(Field, null=True, blank=True, on_delete=models.PROTECT)
    place_code = models.CharField(max_length=40, blank=True, help_text="accounts.ServicePlace.code")
    title = models.CharField(max_length=44, help_text="everyday wording, two lines on the board")
    board_order = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1..120, 1..30")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_note = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="procedure", procedure__isnull=False, field__isnull=True)
                    | Q(kind="field", field__isnull=False, procedure__isnull=True)
                    | (
                        Q(kind="place", procedure__isnull=True, field__isnull=True)
                        & ~Q(place_code="")
                    )
                ),
                name="qr_points_at_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class QrScan(models.Model):
    """Scans by code, placement and day; no personal data."""

    code = models.ForeignKey(QrCode, on_delete=models.CASCADE, related_name="scans")
    placement = models.CharField(
        max_length=20, blank=True, help_text="`?o=` of the printed address"
    )
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "placement", "day"], name="scan_row_once"),
        ]


class BoardBatch(models.Model):
    """A printed batch of boards. Outdated as soon as a cell no longer says what its code says."""

    class Layout(models.TextChoices):
        A3 = "a3", "Bảng A3 (30 mã)"
        A4 = "a4", "Bảng A4 (12 mã)"
        TENT = "tent", "Thẻ để bàn A5"
        STICKER = "sticker", "Tem 50×70 mm"

    serial = models.CharField(max_length=20, unique=True, help_text="on the sheet's foot")
    layout = models.CharField(max_length=10, choices=Layout)
    title = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    file_key = models.CharField(max_length=120, help_text="storage key of the PDF")

    class Meta:
        ordering = ["-made_at"]


class BoardCell(models.Model):
    batch = models.ForeignKey(BoardBatch, on_delete=models.CASCADE, related_name="cells")
    order = models.PositiveSmallIntegerField()
    code = models.ForeignKey(QrCode, on_delete=models.PROTECT)
    title = models.CharField(max_length=44)
    address = models.CharField(max_length=80, help_text="what the code encodes")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="board_cell_once"),
        ]
