"""What figures of this moment count, as dossiers and as conditions for counting several at once;
`reports.selections` gives them their lists."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from dossiers.models import SupplementRequest
from dossiers.models.dossier import DossierQuerySet
from dossiers.workflow import BEFORE_RECEPTION, WAITING_FOR_CITIZEN, WITH_DRAFT, Status
from portal.lib.dates import midnight
from reports.period_rows import Measure, Rows
from reports.periods import DAY
from reports.scope import Scope

if TYPE_CHECKING:
    from reports.selections import Selection

LATE, IN_HAND, TODAY, SOON, WAITING = "tre", "dang-xu-ly", "hom-nay", "hai-ngay", "cho-dan"
UNSIGNED, AT_FIRST_STEPS = "hom-nay-chua-trinh", "hai-ngay-buoc-dau"
LATE_NO_CAUSE, WAITING_ENDS = "tre-chua-neu", "cho-dan-sap-het"
CAUSE_GIVEN = Q(late_cause_at__isnull=False) & Q(late_cause_at__gte=F("due_at"))
_FIRST_STEPS = (Status.RECEIVED.value, Status.TRANSFERRED.value)


def conditions(scope: Scope, at: datetime) -> dict[str, Q]:
    """By measure, on open dossiers that count in reports. Late is as `late_on`."""
    today = timezone.localdate(at)
    last = scope.office.calendar.add_working_days(today, 2)
    now, tomorrow, later = (midnight(day) for day in (today, today + DAY, last + DAY))
    running = Q(paused_at__isnull=True)
    due_today = running & Q(due_at__gte=now, due_at__lt=tomorrow)
    soon = running & Q(due_at__gte=tomorrow, due_at__lt=later)
    return {
        LATE: running & Q(due_at__lt=now),
        TODAY: due_today,
        UNSIGNED: due_today & ~Q(status__in=sorted(WITH_DRAFT)),
        SOON: soon,
        AT_FIRST_STEPS: soon & Q(status__in=_FIRST_STEPS),
        WAITING: Q(status__in=sorted(WAITING_FOR_CITIZEN - BEFORE_RECEPTION)),
    }


def _received(rows: DossierQuerySet) -> DossierQuerySet:
    """Open ones that count in reports."""
    return rows.open().exclude(status__in=sorted(BEFORE_RECEPTION))


def _by_condition(slug: str) -> Rows:
    return lambda one, rows, at: _received(rows).filter(conditions(one.scope, at)[slug])


def _late(_: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return rows.late_on(timezone.localdate(at))


def _late_without_cause(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _late(one, rows, at).exclude(CAUSE_GIVEN)


def _waiting(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return rows.open().filter(conditions(one.scope, at)[WAITING])


def _waiting_ends(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    """Found from the few requests that nobody has answered."""
    last = one.scope.office.calendar.add_working_days(timezone.localdate(at), 2)
    asked = SupplementRequest.objects.filter(answered_at=None, due_on__lte=last)
    return _waiting(one, rows, at).filter(pk__in=asked.values("dossier_id"))


def _in_hand(_: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _received(rows)


def _paused(_: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _received(rows).filter(paused_at__isnull=False)


def _to_receive(_: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return rows.open().filter(status=Status.SUBMITTED)


def _to_receive_late(one: "Selection", rows: DossierQuerySet, at: datetime) -> DossierQuerySet:
    return _to_receive(one, rows, at).filter(act_by__lt=at)


def _of_now(label: str, rows: Rows, key: str = "due_at") -> Measure:
    return Measure(label, rows, key, of_now=True)


MEASURES_OF_NOW: dict[str, Measure] = {
    LATE: _of_now("Đang trễ hạn", _late),
    LATE_NO_CAUSE: _of_now("Trễ hạn, chưa nêu nguyên nhân", _late_without_cause),
    TODAY: _of_now("Đến hạn hôm nay", _by_condition(TODAY)),
    UNSIGNED: _of_now("Đến hạn hôm nay, chưa trình ký", _by_condition(UNSIGNED)),
    SOON: _of_now("Đến hạn trong 2 ngày tới", _by_condition(SOON)),
    AT_FIRST_STEPS: _of_now(
        "Đến hạn trong 2 ngày tới, còn ở bước đầu", _by_condition(AT_FIRST_STEPS)
    ),
    WAITING: _of_now("Chờ dân bổ sung, nộp phí", _waiting),
    WAITING_ENDS: _of_now("Chờ dân, sắp hết hạn gửi", _waiting_ends),
    IN_HAND: _of_now("Đang giải quyết", _in_hand),
    "tam-dung": _of_now("Tạm dừng giải quyết", _paused),
    "cho-tiep-nhan": _of_now("Chờ tiếp nhận", _to_receive, "act_by"),
    "cho-tiep-nhan-tre": _of_now("Chờ tiếp nhận quá 8 giờ làm việc", _to_receive_late, "act_by"),
}
