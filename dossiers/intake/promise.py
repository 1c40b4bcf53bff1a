"""The promised date as the officer reads it out, by the one calculator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from accounts.models import Unit
from dossiers.deadlines import calendar_of, promised
from dossiers.services import term_of
from portal.lib.dates import Leaf, clock, leaf, local_day, long_day
from procedures.models import Case, Channel, Procedure
from worktime.terms import Term


@dataclass(frozen=True)
class Promise:
    """What the person is told; without a leaf there is no date."""

    title: str
    text: str
    leaf: Leaf | None = None


@dataclass(frozen=True)
class Terms:
    """What the law allows and what the office commits to, as `Channel.term`."""

    legal: str
    promised: str

    @classmethod
    def of(cls, procedure: Procedure, case: Case | None, method: Channel.Method) -> Self:
        version = procedure.current_version
        legal = term_of(version, case, method) if version else ""
        return cls(legal, procedure.promised_term)


def promise_for(unit: Unit, terms: Terms, *, counted_from: datetime, at: datetime) -> Promise:
    """What is promised now to somebody whose time counts from that moment."""
    words = Term.parse(terms.legal)
    due = promised(unit, counted_from, terms.legal, terms.promised)
    text = f"Thời hạn {words.describe()}"
    if words.same_day:
        cutoff = calendar_of(unit).cutoff
        text += f", nhận sau {cutoff:%H:%M} trả vào ngày làm việc tiếp theo"
    if due != promised(unit, counted_from, terms.legal):
        text += f", đơn vị hẹn {Term.parse(terms.promised).describe()}"
    return promise_of(due, text, at=at, posted=counted_from < at)


def promise_of(due: datetime | None, text: str, *, at: datetime, posted: bool) -> Promise:
    """`Hôm nay, trước 17:00`, `Trước 17:00 thứ Năm, 26/11/2026`, or that there is no date.

    By post the time counts from the arrival stamp, so that it may be over already.
    """
    if due is None:
        return Promise("Không có ngày hẹn trả", "Có kết quả lúc nào sẽ báo lúc đó")
    if posted and due < at:
        over = f"{clock(due)} {long_day(due)}"
        title = f"Tính theo dấu công văn đến thì đã quá hạn {over}: chuyển xử lý ngay"
        return Promise(title, text, leaf(due))
    today = local_day(due) == local_day(at)
    title = f"Hôm nay, trước {clock(due)}" if today else f"Trước {clock(due)} {long_day(due)}"
    return Promise(title, text, leaf(due))
