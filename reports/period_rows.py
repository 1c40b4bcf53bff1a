"""What figures of a period count, as dossiers; `reports.selections` gives them their lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from dossiers.models import ClockEntry, Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import Status
from portal.lib.dates import local_day, midnight
from procedures.models import Channel, Procedure
from reports.models import LateSpell
from reports.periods import DAY, Period

if TYPE_CHECKING:
    from reports.selections import Selection

Rows = Callable[["Selection", DossierQuerySet, datetime], DossierQuerySet]
Level = Procedure.OnlineLevel
ONLINE = Channel.Method.ONLINE
OFFERED_ONLINE = (Level.PARTIAL, Level.FULL)
STOOD_LATE = Q(promised_on__lt=F("stood_on"))  # on dossiers of "con-tam-dung"


@dataclass(frozen=True)
class Measure:
    """`key` is what its list is sorted by. `of_now`: about this moment, no period."""

    label: str
    rows: Rows
    key: str
    of_now: bool = False


def _period(one: "Selection", at: datetime) -> Period:
    if one.period is None:
        raise ValueError(f"{one.measure} is counted over a period")
    return one.period.up_to(timezone.localdate(one.until or at))


# --- received ------------------------------------------------------------------------------------


def _taken_in(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    period, until = _period(one, at), one.until or at
    rows = rows.filter(received_on__gte=period.first, received_on__lte=period.last)
    return rows.filter(received_at__lte=until)


def _taken_in_as(*conditions: Q, **how: object) -> Rows:
    return lambda one, rows, at: _taken_in(one, rows, at).filter(*conditions, **how)


def _carried_in(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _open_after(rows, _period(one, at).first - DAY, at)


def _to_handle(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    """Carried in or received: column 3."""
    period, until = _period(one, at), one.until or at
    still = Q(closed_on__isnull=True) | Q(closed_on__gte=period.first)
    return rows.filter(still, received_on__lte=period.last, received_at__lte=until)


# --- ended ---------------------------------------------------------------------------------------


def _ended(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    period, until = _period(one, at), one.until or at
    rows = rows.filter(closed_on__gte=period.first, closed_on__lte=period.last)
    return rows.filter(closed_at__lte=until).exclude(timeliness="")


def _ended_as(**how: object) -> Rows:
    return lambda one, rows, at: _ended(one, rows, at).filter(**how)


# --- open at the end -----------------------------------------------------------------------------


def _end(day: date, until: datetime) -> datetime:
    """Of the day, or just after `until` when that came earlier."""
    return min(midnight(day + timedelta(days=1)), until + timedelta(microseconds=1))


def _open_after(rows: DossierQuerySet, day: date, until: datetime) -> DossierQuerySet:
    """Open at the end of the day, or at `until` when that came earlier."""
    end = _end(day, until)
    # Days are indexed, moments are not.
    ended_later = Q(closed_on__gte=local_day(end), closed_at__gte=end)
    still = Q(closed_at__isnull=True) | ended_later
    return rows.filter(still, received_on__lte=day, received_at__lt=end)


def _left_over(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _open_after(rows, _period(one, at).last, one.until or at)


def _covering(day: date) -> Q:
    open_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return Q(began_on__lte=day) & open_ended


def _not_late(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    spells = LateSpell.objects.filter(dossier=OuterRef("pk"))
    return rows.exclude(Exists(spells.filter(_covering(_period(one, at).last))))


def _left_over_late(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    """As the summary rows counted them: by the spells of the ledger."""
    late = LateSpell.objects.filter(one.scope.condition, _covering(_period(one, at).last))
    return rows.filter(pk__in=late.values("dossier_id"))


def _left_over_in_time(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _not_late(one, _left_over(one, rows, at), at)


def _late_in_period(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    """Ended late in the period or late at its end; no dossier is both."""
    whole = one.scope.dossiers()
    ended = _ended(one, whole, at).filter(timeliness=Dossier.Timeliness.LATE)
    late = _left_over_late(one, whole, at)
    return rows.filter(pk__in=ended.values("pk").union(late.values("pk")))


def _by_ledger(one: "Selection", rows: DossierQuerySet, at: datetime) -> Any:
    """Left over, with the last entry of the clock's ledger by then."""
    end = _end(_period(one, at).last, one.until or at)
    entries = ClockEntry.objects.filter(dossier=OuterRef("pk"), at__lt=end).order_by("-seq")
    return _left_over(one, rows, at).alias(
        last_kind=Subquery(entries.values("kind")[:1]),
        # Paused after the day of its promise: it was late when the clock stopped.
        promised_on=Subquery(entries.values(day=TruncDate("due_at"))[:1]),
        stood_on=Subquery(entries.values(day=TruncDate("at"))[:1]),
    )


def _standing(one: "Selection", rows: DossierQuerySet, at: datetime) -> Any:
    return _by_ledger(one, rows, at).filter(last_kind=ClockEntry.Kind.PAUSE)


def _late_standing(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _standing(one, rows, at).filter(STOOD_LATE)


def _standing_in_time(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    kept = Q(promised_on__gte=F("stood_on")) | Q(promised_on__isnull=True)
    return _standing(one, rows, at).filter(kept)


def _running(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    moving = Q(last_kind__isnull=True) | ~Q(last_kind=ClockEntry.Kind.PAUSE)
    return _by_ledger(one, rows, at).filter(moving)


def _running_in_time(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _not_late(one, _running(one, rows, at), at)


def _received(label: str, *conditions: Q, **how: object) -> Measure:
    return Measure(label, _taken_in_as(*conditions, **how), "received_on")


def _closed(label: str, **how: object) -> Measure:
    return Measure(label, _ended_as(**how), "closed_on")


def _at_end(label: str, rows: Rows) -> Measure:
    return Measure(label, rows, "received_on")


PERIOD_MEASURES: dict[str, Measure] = {
    "nhan": Measure("Tiếp nhận và kỳ trước chuyển sang", _to_handle, "received_on"),
    "tiep-nhan": _received("Tiếp nhận trong kỳ"),
    "truc-tiep": _received("Tiếp nhận trực tiếp", channel=Channel.Method.DIRECT),
    "truc-tuyen": _received("Tiếp nhận trực tuyến", channel=ONLINE),
    "buu-chinh": _received("Tiếp nhận qua bưu chính", channel=Channel.Method.POSTAL),
    "khong-truc-tuyen": _received("Tiếp nhận trực tiếp, qua bưu chính", ~Q(channel=ONLINE)),
    "ton-dau": Measure("Từ kỳ trước chuyển sang", _carried_in, "received_on"),
    "dvctt": _received("Tiếp nhận của thủ tục trực tuyến", online_level__in=OFFERED_ONLINE),
    "dvctt-truc-tuyen": _received(
        "Nộp trực tuyến của thủ tục trực tuyến", channel=ONLINE, online_level__in=OFFERED_ONLINE
    ),
    "toan-trinh": _received("Tiếp nhận của thủ tục toàn trình", online_level=Level.FULL),
    "toan-trinh-truc-tuyen": _received(
        "Nộp trực tuyến của thủ tục toàn trình", channel=ONLINE, online_level=Level.FULL
    ),
    "mot-phan": _received("Tiếp nhận của thủ tục một phần", online_level=Level.PARTIAL),
    "mot-phan-truc-tuyen": _received(
        "Nộp trực tuyến của thủ tục một phần", channel=ONLINE, online_level=Level.PARTIAL
    ),
    "thong-tin": _received(
        "Tiếp nhận của thủ tục chưa nộp trực tuyến được", online_level__lt=Level.PARTIAL
    ),
    "thong-tin-truc-tuyen": _received(
        "Nộp trực tuyến ngoài thủ tục trực tuyến", channel=ONLINE, online_level__lt=Level.PARTIAL
    ),
    "co-phi": _received("Tiếp nhận, có phí, lệ phí", fee_amount__gt=0),
    "da-thu-phi": _received(
        "Tiếp nhận, đã thu phí, lệ phí", fee_amount__gt=0, fee_paid_at__isnull=False
    ),
    "chua-thu-phi": _received(
        "Tiếp nhận, chưa thu phí, lệ phí", fee_amount__gt=0, fee_paid_at__isnull=True
    ),
    "so-hoa": _received("Thành phần hồ sơ đã số hóa đủ", digitised=True),
    "chua-so-hoa": _received("Thành phần hồ sơ chưa số hóa đủ", digitised=False),
    "chua-ro-so-hoa": _received("Chưa rõ đã số hóa chưa", digitised__isnull=True),
    "da-giai-quyet": _closed("Đã giải quyết"),
    "truoc-han": _closed("Giải quyết trước hạn", timeliness="early"),
    "dung-han": _closed("Giải quyết đúng hạn", timeliness="on_time"),
    "qua-han": _closed("Giải quyết quá hạn", timeliness="late"),
    "rut": _closed("Công dân rút hồ sơ", status=Status.WITHDRAWN),
    "dung": _closed("Dừng giải quyết", status=Status.STOPPED),
    "tra-lai": _closed("Văn bản trả lời không đủ điều kiện", outcome="rejected"),
    "kq-dien-tu": _closed("Có kết quả điện tử", e_result=True),
    "kq-chua-dien-tu": _closed("Chưa có kết quả điện tử", e_result=False),
    "con-lai": _at_end("Đang giải quyết cuối kỳ", _left_over),
    "con-trong-han": _at_end("Đang giải quyết cuối kỳ, trong hạn", _left_over_in_time),
    "con-qua-han": _at_end("Đang giải quyết cuối kỳ, quá hạn", _left_over_late),
    "con-dang-chay": _at_end("Đang xử lý cuối kỳ", _running),
    "con-dang-chay-trong-han": _at_end("Đang xử lý cuối kỳ, trong hạn", _running_in_time),
    "con-tam-dung": _at_end("Tạm dừng cuối kỳ", _standing),
    "con-tam-dung-trong-han": _at_end("Tạm dừng cuối kỳ, trong hạn", _standing_in_time),
    "con-tam-dung-qua-han": _at_end("Tạm dừng cuối kỳ, quá hạn", _late_standing),
    "qua-han-trong-ky": Measure("Quá hạn trong kỳ", _late_in_period, "due_at"),
}
