"""Letters as rows of the page /cb/xin-loi/, in words, and how many wait for a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.identity import short_name
from accounts.models import User
from accounts.permissions import Perm
from dossiers.lateness.causes import cause_words
from dossiers.lateness.letters import letters_of, may_prepare, waiting_letters_of
from dossiers.models import Apology
from dossiers.staff.due_badges import DueBadge, Waiting, due_badge
from dossiers.staff.sheet import Sheet
from dossiers.workflow import Status
from portal.lib.dates import local_day, long_day, short_moment
from procedures.memory import catalogue
from worktime.arithmetic import WorkCalendar

PAGE_SIZE = 50


@dataclass(frozen=True)
class Tab:
    slug: str
    label: str
    state: str
    empty: str


TO_WRITE = Tab("can-lap", "Cần lập", Apology.State.DRAFT, "Không có văn bản xin lỗi cần lập")
TO_SIGN = Tab("cho-ky", "Chờ ký", Apology.State.SUBMITTED, "Không có văn bản xin lỗi chờ ký")
SENT = Tab("da-gui", "Đã gửi", Apology.State.SIGNED, "Chưa gửi văn bản xin lỗi nào")
TABS = (TO_WRITE, TO_SIGN, SENT)


def tab_of(user: User, slug: str) -> Tab:
    """The tab asked for; without one, what this person has to do."""
    own = TO_SIGN if Perm.SIGN in user.permissions else TO_WRITE
    return next((tab for tab in TABS if tab.slug == slug), own)


def letters_in(tab: Tab, user: User) -> QuerySet[Apology]:
    if tab is SENT:
        return letters_of(user).filter(state=tab.state)
    return waiting_letters_of(user).filter(state=tab.state)


def waiting_counts(user: User) -> dict[str, int]:
    """How many letters wait, by state, in one query."""
    counted: Any = (
        waiting_letters_of(user).order_by().values_list("state").annotate(number=Count("pk"))
    )
    return dict(counted)


def letter_on_sheet(sheet: Sheet, user: User, at: datetime) -> dict[str, str] | None:
    """That a letter is due for this dossier, for those who write or sign it."""
    letter, dossier = sheet.letter, sheet.dossier
    if letter is None or dossier.paused_at or not may_prepare(user, dossier, letter.unit_id):
        return None
    passed = "đã lỡ" if letter.missed_at < at else "sẽ lỡ"
    submitted = letter.state == Apology.State.SUBMITTED
    return {
        "missed": f"Ngày hẹn {long_day(letter.missed_at)} {passed}",
        "step": "Văn bản đang chờ ký"
        if submitted
        else "Nêu nguyên nhân, hẹn ngày mới rồi trình ký",
        "url": reverse("dossiers:apology", args=[dossier.display_code]),
    }


@dataclass(frozen=True)
class LetterRow:
    tick: str  # value of the row's box: which dossier, and how it looked
    url: str
    name: str
    procedure: str
    short_code: str
    due: DueBadge
    cause: str
    note: str
    new_date: str
    holder: str
    sent: str


def columns(letters: QuerySet[Apology]) -> Any:
    """Only what rows show, in one query."""
    return letters.values_list(
        "pk", "drafted_at", "signed_at", "missed_at", "cause", "cause_note", "new_date",
        "signed_by__full_name", "dossier__code", "dossier__last_seq", "dossier__status",
        "dossier__applicant_name", "dossier__procedure_id", "dossier__assignee__full_name",
        "dossier__examiner__full_name",
        named=True,
    )  # fmt: skip


def rows_of(found: list[Any], user: User, calendar: WorkCalendar, at: datetime) -> list[LetterRow]:
    agency = f"{(user.unit.root or user.unit).code}-" if user.unit else ""
    return [_row(line, agency, calendar, at) for line in found]


def _row(line: Any, agency: str, calendar: WorkCalendar, at: datetime) -> LetterRow:
    code = line.dossier__code
    holder = line.dossier__assignee__full_name or line.dossier__examiner__full_name or ""
    page = "staff-dossier" if line.signed_at else "apology"
    return LetterRow(
        tick=f"{code}:{line.dossier__last_seq}",
        url=reverse(f"dossiers:{page}", args=[code]),
        name=line.dossier__applicant_name,
        procedure=catalogue().procedures[line.dossier__procedure_id].title,
        short_code=code.removeprefix(agency),
        due=_due(line, calendar, at),
        cause=cause_words(line.cause) or "Chưa nêu nguyên nhân",
        note=line.cause_note,
        new_date=_new_date(line),
        holder=short_name(holder) or "Chưa giao",
        sent=_sent(line),
    )


def _due(line: Any, calendar: WorkCalendar, at: datetime) -> DueBadge:
    """How late the date of this letter is; of a sent one, how late it was signed."""
    if line.signed_at:
        return _signed_in_time(local_day(line.missed_at), local_day(line.signed_at), calendar)
    running = Waiting(Status.RECEIVED, line.missed_at, line.drafted_at)
    return due_badge(running, calendar, at)


def _signed_in_time(missed: date, signed: date, calendar: WorkCalendar) -> DueBadge:
    """In time on the missed day at the latest, as the figures of `compliance` count."""
    if signed <= missed:
        return DueBadge("ok", "Ký đúng lúc")
    days = calendar.working_days_between(missed, signed)
    return DueBadge("late", f"Ký trễ {days}\u00a0ngày" if days else "Ký trễ")


def _new_date(line: Any) -> str:
    if Status(line.dossier__status) is Status.RESULT_READY and not line.signed_at:
        return "đã có kết quả"
    return long_day(line.new_date) if line.new_date else "chưa hẹn lại"


def _sent(line: Any) -> str:
    signer = short_name(line.signed_by__full_name or "")
    return f"{signer} · {short_moment(line.signed_at)}" if line.signed_at else ""


def tabs_for(user: User, chosen: Tab) -> list[dict[str, Any]]:
    counts = waiting_counts(user)
    return [
        {
            "label": tab.label,
            "url": f"?muc={tab.slug}",
            "here": tab is chosen,
            "count": None if tab is SENT else counts.get(tab.state, 0),
            "kind": "late" if counts.get(tab.state) else "",
        }
        for tab in TABS
    ]
