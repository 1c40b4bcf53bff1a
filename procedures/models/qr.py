"""Stable short codes behind `/q/<CODE>`, their scans, and the printed boards that carry them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.lib.queues import QueueQuerySet
from procedures.models.catalogue import Field, Procedure


class QrCodeQuerySet(models.QuerySet["QrCode"]):
    def live(self) -> "QrCodeQuerySet":
        """Those that may be printed."""
        return self.filter(retired_at=None)


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

    objects = QrCodeQuerySet.as_manager()

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
    """Scans by code, placement and Vietnam day; no personal data."""

    code = models.ForeignKey(QrCode, on_delete=models.CASCADE, related_name="scans")
    placement = models.PositiveIntegerField(
        default=0, help_text="number of the printed batch; 0: from a screen, or typed"
    )
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "placement", "day"], name="scan_row_once"),
        ]


class BoardBatch(models.Model):
    """One printing of boards, and the row its drawing waits in (architecture 4).

    A code says the number of its batch, so scans are counted by where they were made.
    """

    class Layout(models.TextChoices):
        A3 = "a3", "Bảng A3, 30 mã một tờ"
        A4 = "a4", "Tờ A4, 12 mã một tờ"
        TENT = "tent", "Thẻ để bàn A5, một mã"
        STICKER = "sticker", "Tem dán 50 × 70 mm, một mã"

    class State(models.TextChoices):
        WAITING = "waiting", "Đang làm bảng"
        READY = "ready", "Sẵn sàng in"
        REFUSED = "refused", "Không cho in"

    number = models.PositiveIntegerField(unique=True, help_text="đợt, printed on every sheet")
    layout = models.CharField(max_length=10, choices=Layout)
    title = models.CharField(max_length=120, help_text="what is on the boards")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.CharField(max_length=300, blank=True, help_text="why refused; names the codes")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    not_before = models.DateTimeField(help_text="claims push it forward: the lease")
    attempts = models.PositiveSmallIntegerField(default=0)
    file_key = models.CharField(max_length=120, blank=True, help_text="storage key of the PDF")

    objects = QueueQuerySet["BoardBatch"].as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file_key=""), name="ready_boards_have_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}"


class BoardCellQuerySet(models.QuerySet["BoardCell"]):
    def outdated(self, prefix: str) -> "BoardCellQuerySet":
        """Those that no longer say what their code says. `prefix`: how addresses begin today."""
        return self.filter(
            Q(code__retired_at__isnull=False)
            | ~Q(title=F("code__title"))
            | ~Q(address__startswith=prefix)
        )


class BoardCell(models.Model):
    """One code on one sheet, as printed."""

    batch = models.ForeignKey(BoardBatch, on_delete=models.CASCADE, related_name="cells")
    sheet = models.PositiveSmallIntegerField(help_text="printed number; 0 is that of the fields")
    order = models.PositiveSmallIntegerField()
    code = models.ForeignKey(QrCode, on_delete=models.PROTECT, related_name="cells")
    title = models.CharField(max_length=44)
    address = models.CharField(max_length=80, help_text="what the code encodes")

    objects = BoardCellQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="board_cell_once"),
        ]
