"""The promised date as the officer reads it out, by the one calculator."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit
from dossiers.deadlines import promised
from dossiers.services import term_of
from portal.lib.dates import Leaf, clock, leaf, local_day, long_day
from procedures.models import Case, Channel, ProcedureVersion
from worktime.terms import Term


@dataclass(frozen=True)
class Promise:
    """What the person is told; without a leaf there is no date."""

    title: str
    text: str
    leaf: Leaf | None = None


def promise_for(
    unit: Unit, version: ProcedureVersion, case: Case | None, *, at: datetime
) -> Promise:
    """What is promised to somebody received at that moment."""
    term = term_of(version, case, Channel.Method.DIRECT)
    words = Term.parse(term)
    late = ", nhận sau 15 giờ trả vào ngày làm việc tiếp theo" if words.same_day else ""
    return promise_of(promised(unit, at, term), f"Thời hạn {words.describe()}{late}", at=at)


def promise_of(due: datetime | None, text: str, *, at: datetime) -> Promise:
    """`Hôm nay, trước 17:00`, `Trước 17:00 thứ Năm, 26/11/2026`, or that there is no date."""
    if due is None:
        return Promise("Không có ngày hẹn trả", "Có kết quả lúc nào sẽ báo lúc đó")
    today = local_day(due) == local_day(at)
    title = f"Hôm nay, trước {clock(due)}" if today else f"Trước {clock(due)} {long_day(due)}"
    return Promise(title, text, leaf(due))
