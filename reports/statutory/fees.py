"""Thanh toán trực tuyến by field; thu phí, lệ phí by procedure (domain 6.2)."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Q, Sum

from procedures.memory import catalogue
from procedures.models import Fee
from reports.statutory.asked import Asked
from reports.statutory.fields import Services, rows_by_field
from reports.statutory.sheet import Cell, Column, Kind, Row, RowKind

PAYMENTS = (
    Column("Lĩnh vực", 34, Kind.TEXT),
    Column("Thủ tục có phí, lệ phí", 12),
    Column("Thủ tục có phí phát sinh hồ sơ", 12),
    Column("Thủ tục phát sinh thanh toán", 12),
    Column("Thủ tục phát sinh thanh toán trực tuyến", 14),
    Column("Hồ sơ của thủ tục có phí, lệ phí", 14),
    Column("Hồ sơ phải nộp phí, lệ phí", 12, measure="co-phi"),
    Column("Hồ sơ đã nộp phí, lệ phí", 12, measure="da-thu-phi"),
    Column("Hồ sơ thanh toán trực tuyến", 14),
)
PAYMENTS_NOTES = ("Chưa có số liệu thanh toán trực tuyến.",)
_PAID = Q(fee_paid_at__isnull=False)
_COLLECTED = "Đã thu"
FEES = (
    Column("TT", 5, Kind.ORDER),
    Column("Thủ tục hành chính", 44, Kind.TEXT),
    Column("Hồ sơ có phí, lệ phí", 10, measure="co-phi"),
    Column("Phải thu (đồng)", 14, Kind.MONEY),
    Column("Hồ sơ", 9, groups=(_COLLECTED,), measure="da-thu-phi"),
    Column("Số tiền (đồng)", 14, Kind.MONEY, groups=(_COLLECTED,)),
    Column("Tiền mặt", 12, Kind.MONEY, groups=(_COLLECTED,)),
    Column("Chuyển khoản", 12, Kind.MONEY, groups=(_COLLECTED,)),
    Column("Trực tuyến", 12, Kind.MONEY, groups=(_COLLECTED,)),
    Column("Hồ sơ chưa thu", 9, measure="chua-thu-phi"),
    Column("Biên lai từ số đến số", 16, Kind.TEXT),
)
FEES_NOTES = (
    "Hồ sơ tiếp nhận trong kỳ có phí, lệ phí; đã thu tính đến lúc lập báo cáo.",
    "Chưa ghi phí riêng với lệ phí, cách nộp và số biên lai.",
)


def payment_rows(asked: Asked) -> list[Row]:
    in_force = Q(channel__version__procedure__current_version=F("channel__version"))
    fees = Fee.objects.filter(in_force, amount__gt=0)
    charged = set(fees.values_list("channel__version__procedure_id", flat=True))
    paid = asked.counts("da-thu-phi", "procedure_id")

    def cells(services: Services) -> tuple[Cell, ...]:
        came = {pk: row for pk, row in services.came.items() if pk in charged or row.with_fee}
        return (
            sum(one.id in charged for one in services.offered) if asked.scope.is_whole else None,
            sum(row.received > 0 for row in came.values()),
            sum(paid[pk,] > 0 for pk in came),
            None,
            sum(row.received for row in came.values()),
            sum(row.with_fee for row in came.values()),
            sum(paid[pk,] for pk in came),
            None,
        )

    return rows_by_field(asked, cells)


def fee_rows(asked: Asked) -> list[Row]:
    """By procedure, in the order of names. One query."""
    charged = asked.base.but(measure="co-phi").dossiers(asked.at).order_by()
    found: Any = charged.values("procedure_id").annotate(
        dossiers=Count("pk"),
        due=Sum("fee_amount"),
        paid=Count("pk", filter=_PAID),
        collected=Sum("fee_amount", filter=_PAID, default=0),
    )
    known = catalogue().procedures
    named = sorted(((known[one["procedure_id"]].name, one) for one in found), key=itemgetter(0))
    rows = [
        Row((number, name, *_fees([one])), about=_about(asked, one["procedure_id"]))
        for number, (name, one) in enumerate(named, start=1)
    ]
    whole = _fees([one for _, one in named])
    return [*rows, Row(("", "Tổng cộng", *whole), RowKind.TOTAL, asked.base.query())]


def _about(asked: Asked, procedure_id: int) -> str:
    return asked.base.but(procedure=procedure_id).query()


def _fees(found: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    sums = {
        name: sum(one[name] for one in found) for name in ("dossiers", "due", "paid", "collected")
    }
    unpaid = sums["dossiers"] - sums["paid"]
    collected = (sums["paid"], sums["collected"], None, None, None)
    return (sums["dossiers"], sums["due"], *collected, unpaid, None)
