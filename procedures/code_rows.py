"""Codes as administrators see them: filtered, and how often they are scanned, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from portal.lib.dates import short_day
from portal.lib.money import dots
from portal.lib.text import fold
from procedures.models import BoardBatch, QrCode, QrScan
from procedures.qr import spellings

DAYS = 30
_ORDER = (QrCode.Kind.FIELD, QrCode.Kind.PROCEDURE, QrCode.Kind.PLACE)
LIVE, NEVER, RETIRED = "", "chua-quet", "ngung"


@dataclass(frozen=True)
class CodeFilter:
    """Empty: everything in use. `field` is its code; `show` one of the three above."""

    words: str = ""
    kind: str = ""
    field: str = ""
    show: str = LIVE


@dataclass(frozen=True)
class CodeRow:
    code: str
    title: str
    about: str
    month: str
    total: str
    retired: str


@dataclass(frozen=True)
class PlacementRow:
    """Scans of one code from one batch; number 0: from screens, leaflets, or typed."""

    number: int
    label: str
    month: str
    total: str


def codes_matching(wanted: CodeFilter) -> list[QrCode]:
    """In the order of the boards, places last. There are some hundreds of codes at most."""
    codes = QrCode.objects.select_related("field", "procedure__field")
    codes = codes.filter(retired_at__isnull=wanted.show != RETIRED)
    if wanted.kind:
        codes = codes.filter(kind=wanted.kind)
    if wanted.field:
        in_field = Q(field__code=wanted.field) | Q(procedure__field__code=wanted.field)
        codes = codes.filter(in_field)
    if wanted.show == NEVER:
        codes = codes.filter(~Exists(QrScan.objects.filter(code=OuterRef("pk"))))
    rows = [code for code in codes if _has_words(code, wanted.words)]
    return sorted(rows, key=_board_place)


def code_rows(codes: Sequence[QrCode], *, at: datetime) -> list[CodeRow]:
    scans = _sums(QrScan.objects.filter(code__in=codes), "code_id", at)
    return [_code_row(code, *scans.get(code.pk, (0, 0))) for code in codes]


def _code_row(code: QrCode, month: int, total: int) -> CodeRow:
    return CodeRow(
        code=code.code,
        title=code.title,
        about=about(code),
        month=dots(month),
        total=dots(total),
        retired=f"Ngừng {short_day(code.retired_at)}" if code.retired_at else "",
    )


def about(code: QrCode) -> str:
    """`Thủ tục · Hộ tịch`."""
    if code.procedure is None:
        return str(code.get_kind_display())
    return f"{code.get_kind_display()} · {code.procedure.field.name}"


def placement_rows(code: QrCode, *, at: datetime) -> list[PlacementRow]:
    """Every batch it was printed in, newest first, then scans from nowhere in particular."""
    scans = _sums(QrScan.objects.filter(code=code), "placement", at)
    ready = BoardBatch.objects.filter(state=BoardBatch.State.READY, cells__code=code)
    labels = {batch.number: f"Đợt {batch}, {batch.get_layout_display()}" for batch in ready}
    labels[0] = "Không từ bảng in"
    return [
        PlacementRow(number, label, *map(dots, scans.get(number, (0, 0))))
        for number, label in labels.items()
    ]


def _sums(scans: QuerySet[QrScan], key: str, at: datetime) -> dict[int, tuple[int, int]]:
    """Of the last `DAYS` days and altogether, by `key`."""
    since = timezone.localdate(at) - timedelta(days=DAYS)
    rows = scans.values(key).annotate(
        month=Sum("count", filter=Q(day__gt=since), default=0), total=Sum("count")
    )
    return {row[key]: (row["month"], row["total"]) for row in rows}


def _has_words(code: QrCode, words: str) -> bool:
    if fold(words) in fold(code.title):
        return True
    return any(code.code.startswith(spelling) for spelling in spellings(words))


def _board_place(code: QrCode) -> tuple[int, int, str]:
    return (_ORDER.index(code.kind), code.board_order or 0, code.code)
