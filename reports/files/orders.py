"""Asking for a file: of a report, or of the dossiers behind a number."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from accounts.services import log_access
from portal.lib.dates import local_day
from portal.lib.errors import Refused
from portal.lib.making import ask_anew
from portal.lib.queues import ring
from reports.files import formats
from reports.files.making import LISTS
from reports.files.tasks import make_waiting_file
from reports.models import ReportFile
from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection
from reports.statutory.kinds import KINDS

State = ReportFile.State
MOST_WAITING = 10
_UNKNOWN = "Chọn một báo cáo và một dạng tệp có trong trang báo cáo"
_IN_PART = "Tệp báo cáo lập cho cả đơn vị hoặc một phòng. Chọn một đơn vị trong danh sách"
_TOO_MANY = f"Anh/chị đang có {MOST_WAITING} tệp chờ lập. Chờ các tệp ấy xong rồi lập thêm"
LONGEST_QUERY = 600


@dataclass(frozen=True)
class Wanted:
    """What one asks for; the same again is the same file."""

    report: str
    format: str
    unit_id: int
    first: date
    last: date
    field_id: int = 0
    query: str = ""


def read_wanted(data: Mapping[str, str], user: User, at: datetime) -> Wanted:
    """From the hidden fields of a button: `bao-cao`, `dang`, and `chon`, the address that the page
    shows. `Refused` for what there is none of, or what is outside of what one may see."""
    report, ending = data.get("bao-cao", ""), data.get("dang", "")
    choices = formats.LIST if report in LISTS else formats.REPORT
    chosen = QueryDict(data.get("chon", "")).dict()
    known = report in LISTS or report in KINDS
    if ending not in dict(choices) or not known or "\0" in "".join(chosen.values()):
        raise Refused("unknown_report", _UNKNOWN)
    read = _list_wanted if report in LISTS else _report_wanted
    return read(report, ending, chosen, user, at)


def _list_wanted(
    report: str, ending: str, chosen: dict[str, str], user: User, at: datetime
) -> Wanted:
    kind = LISTS[report]
    selection = kind.read(chosen, user, at)
    query = selection.query()
    if len(query) > LONGEST_QUERY:
        raise Refused("unknown_report", _UNKNOWN)
    if not kind.rows(selection, at).exists():
        raise Refused("list_empty", kind.empty)
    today = local_day(at)
    period = selection.period or Period(today, today)
    unit = selection.scope.office.id
    return Wanted(report, ending, unit, period.first, period.last, query=query)


def _report_wanted(
    report: str, ending: str, chosen: dict[str, str], user: User, at: datetime
) -> Wanted:
    period = Period.read(chosen, local_day(at))
    scope = Scope.read(chosen, user)
    if scope.alone:
        raise Refused("unit_in_part", _IN_PART, field="don-vi")
    field = Selection.read(chosen, user, at).field if KINDS[report].by_field else None
    return Wanted(report, ending, scope.office.id, period.first, period.last, field or 0)


def page_behind(data: Mapping[str, str]) -> str:
    """The page whose button it was, with what was chosen there."""
    report, chosen = data.get("bao-cao", ""), data.get("chon", "")
    if report in LISTS:
        return f"{reverse(LISTS[report].page)}?{chosen}"
    if report in KINDS:
        return f"{reverse('reports:report', args=[report])}?{chosen}"
    return reverse("reports:reports")


@transaction.atomic
def ask(wanted: Wanted, *, by: User, at: datetime) -> ReportFile:
    """The file somebody wants; one that is being made already is that one.

    Asking for a finished or failed one makes it anew. The asking is logged.
    """
    mine = ReportFile.objects.filter(asked_by=by)
    if mine.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise Refused("too_many_files", _TOO_MANY)
    job, new = ReportFile.objects.select_for_update().get_or_create(
        asked_by=by, **asdict(wanted), defaults={"asked_at": at, "not_before": at}
    )
    if not new:
        if job.state == State.WAITING:
            return job
        ask_anew(job, asked_at=at)
    log_access(by, "report.make", f"{job.report}.{job.format}", at=at)
    transaction.on_commit(partial(ring, make_waiting_file, job.pk))
    return job
