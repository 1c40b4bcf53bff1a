"""How offices keep the duty to apologise: for each missed date a letter in time, late, or none.

The unit counted is the dossier whose promised date (`due_at`) was missed; a letter is in time when
it was signed on or before that day (NĐ 61/2018, Điều 19). What is counted and what the links list
is one QuerySet.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.offices import OfficeFacts, offices
from dossiers.lateness.causes import cause_words
from dossiers.models import Apology, Dossier
from dossiers.workflow import LABELS, Status
from portal.lib.dates import midnight, short_day
from procedures.memory import catalogue
from worktime.arithmetic import WorkCalendar

ALL, IN_TIME, LATER, NONE, SECOND = "lo-hen", "dung-luc", "ky-cham", "chua-co", "lan-hai"
_SIGNED = Apology.objects.filter(dossier=OuterRef("pk"), state=Apology.State.SIGNED)
KINDS: dict[str, tuple[str, Q]] = {
    ALL: ("Lỡ hẹn", Q()),
    IN_TIME: ("Xin lỗi đúng lúc", Q(letter_day__lte=F("due_day"))),
    LATER: ("Xin lỗi chậm", Q(letter_day__gt=F("due_day"))),
    NONE: ("Chưa xin lỗi", Q(letter_day__isnull=True)),
    SECOND: ("Hẹn lại lần hai", Q(has_second=True)),
}
PERIODS = {
    "thang": "Tháng này",
    "thang-truoc": "Tháng trước",
    "quy": "Quý này",
    "nam": "Năm nay",
}


@dataclass(frozen=True)
class Period:
    """Missed dates from `start` up to, not including, `end`."""

    slug: str
    start: datetime
    end: datetime

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.end - timedelta(seconds=1))

    @classmethod
    def read(cls, slug: str, at: datetime) -> "Period":
        today = timezone.localdate(at)
        month = today.replace(day=1)
        if slug == "thang-truoc":
            return cls(slug, midnight((month - timedelta(days=1)).replace(day=1)), midnight(month))
        quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
        starts = {"thang": month, "quy": quarter, "nam": date(today.year, 1, 1)}
        slug = slug if slug in starts else "thang"
        return cls(slug, midnight(starts[slug]), midnight(today + timedelta(days=1)))


@dataclass(frozen=True)
class Question:
    """What the address asks: which period, and of the list which office and kind."""

    period: Period
    office: str = ""  # code; empty: all
    kind: str = ALL

    @classmethod
    def read(cls, data: Mapping[str, str], at: datetime) -> "Question":
        kind = data.get("loai", "")
        return cls(
            Period.read(data.get("ky", ""), at),
            data.get("don-vi", ""),
            kind if kind in KINDS else ALL,
        )

    def query(self, office: str, kind: str) -> str:
        return urlencode({"ky": self.period.slug, "don-vi": office, "loai": kind})


def missed(user: User, period: Period, at: datetime) -> Any:
    """Dossiers that this person may see whose promised date passed in the period unkept.

    A `DossierQuerySet` with `office`, `due_day`, `letter_day` and `has_second`.
    """
    here = Q(due_at__gte=period.start, due_at__lt=min(period.end, at))
    running = Q(closed_at__isnull=True, paused_at__isnull=True)
    ended = Q(timeliness=Dossier.Timeliness.LATE, closed_at__gte=period.start)
    return (
        Dossier.objects.visible_to(user)
        .filter((running & here) | (ended & here))
        .annotate(
            office=Coalesce("examiner__unit_id", "unit_id"),
            due_day=TruncDate("due_at"),
            letter_day=TruncDate(
                Subquery(_SIGNED.filter(missed_at=OuterRef("due_at")).values("signed_at")[:1])
            ),
            has_second=Exists(_SIGNED.filter(missed_at__gt=OuterRef("due_at"))),
        )
    )


def listed(user: User, question: Question, at: datetime) -> Any:
    """The dossiers behind one number."""
    found = missed(user, question.period, at).filter(KINDS[question.kind][1])
    if not question.office:
        return found
    office = _office(question.office)
    return found.filter(office=office.id) if office else found.none()


@dataclass(frozen=True)
class MissedRow:
    url: str
    code: str
    name: str
    procedure: str
    due: str
    letter: str
    cause: str
    step: str


def columns(found: Any) -> Any:
    """Only what rows show, in one query."""
    return found.values_list(
        "pk", "code", "applicant_name", "procedure_id", "status", "late_cause", "updated_at",
        "due_day", "letter_day", named=True,
    )  # fmt: skip


def row_of(line: Any) -> MissedRow:
    letter = f"ký {short_day(line.letter_day)}" if line.letter_day else "chưa có"
    return MissedRow(
        url=reverse("dossiers:staff-dossier", args=[line.code]),
        code=line.code,
        name=line.applicant_name,
        procedure=catalogue().procedures[line.procedure_id].title,
        due=short_day(line.due_day),
        letter=letter,
        cause=cause_words(line.late_cause) or "chưa ghi",
        step=LABELS[Status(line.status)].staff,
    )


def office_name(code: str) -> str:
    office = _office(code)
    return office.short_name if office else "Tất cả đơn vị"


def _office(code: str) -> OfficeFacts | None:
    return next((office for office in offices().values() if office.code == code), None)


@dataclass(frozen=True)
class Cell:
    label: str
    number: int
    share: str  # of the missed dates, `67%`; empty where it says nothing
    query: str


@dataclass(frozen=True)
class Line:
    """One office, or all of them."""

    name: str
    cells: list[Cell]
    days: str  # working days from the missed date to a late letter, on average


def lines(user: User, question: Question, at: datetime, calendar: WorkCalendar) -> list[Line]:
    """Offices by how often they missed, then all together; nothing when nothing was missed."""
    counted = _counted(missed(user, question.period, at))
    waits = _waits(missed(user, question.period, at), calendar)
    known = offices()
    each = sorted(counted.items(), key=lambda pair: (-pair[1][ALL], known[pair[0]].name))
    found = [
        _line(known[pk].short_name, known[pk].code, numbers, waits[pk], question)
        for pk, numbers in each
    ]
    if not found:
        return []
    total = {kind: sum(numbers[kind] for numbers in counted.values()) for kind in KINDS}
    all_waits = [days for of_office in waits.values() for days in of_office]
    return [*found, _line("Tất cả", "", total, all_waits, question)]


def _counted(found: Any) -> dict[int, dict[str, int]]:
    names = {kind: kind.replace("-", "_") for kind in KINDS}
    numbers = {
        names[kind]: Count("pk", filter=condition) if condition else Count("pk")
        for kind, (_, condition) in KINDS.items()
    }
    rows = found.order_by().values("office").annotate(**numbers)
    return {row["office"]: {kind: row[name] for kind, name in names.items()} for row in rows}


def _waits(found: Any, calendar: WorkCalendar) -> dict[int, list[int]]:
    """Office -> working days that each late letter came after its date."""
    waits: dict[int, list[int]] = defaultdict(list)
    late = found.filter(KINDS[LATER][1])
    for office, due, signed in late.values_list("office", "due_day", "letter_day"):
        waits[office].append(calendar.working_days_between(due, signed))
    return waits


def _line(
    name: str, code: str, numbers: Mapping[str, int], waits: list[int], question: Question
) -> Line:
    whole = numbers[ALL]
    cells = [
        Cell(
            KINDS[kind][0],
            number,
            _share(number, whole) if kind != ALL else "",
            question.query(code, kind),
        )
        for kind, number in numbers.items()
    ]
    average = f"{sum(waits) / len(waits):.1f}".replace(".", ",") if waits else "–"
    return Line(name, cells, average)


def _share(number: int, whole: int) -> str:
    return f"{number * 100 / whole:.0f}%" if number else ""
