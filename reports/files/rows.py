"""Report files as pages show them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from accounts.offices import offices
from portal.lib.dates import short_day
from portal.lib.making_rows import MadeRow, shown
from procedures.memory import catalogue
from reports.files.making import LISTS, place_in_line
from reports.models import ReportFile
from reports.periods import Period
from reports.statutory.kinds import KINDS

_KEPT = "Kỳ này đã kết thúc, số liệu đã chốt: tải lại lúc nào cũng ra đúng tệp này."
_RUNNING = "Kỳ này chưa kết thúc: số liệu tạm tính, tệp tự xóa sau 30 ngày."


@dataclass(frozen=True)
class FileRow(MadeRow):
    title: str
    about: str  # unit, period, format
    kept: str  # for how long, and why
    again: bool  # whether making it anew can give anything else
    report: str
    format: str
    query: str
    url: str
    file_url: str


def file_row(job: ReportFile) -> FileRow:
    """`job` with `asked_by`."""
    return FileRow(
        **shown(job),
        title=_title(job),
        about=" · ".join((offices()[job.unit_id].short_name, _when(job), job.get_format_display())),
        kept=_kept(job),
        again=job.snapshot_id is None or job.state == ReportFile.State.FAILED,
        report=job.report,
        format=job.format,
        query=job.query or _report_query(job),
        url=reverse("reports:file", args=[job.code]),
        file_url=reverse("reports:file-content", args=[job.code]),
    )


def line_words(job: ReportFile) -> str:
    """Why nothing moves yet; empty for the one whose turn it is."""
    before = place_in_line(job)
    if not before:
        return ""
    return (
        f"Còn {before} tệp anh/chị đặt trước đang được lập. Máy lập lần lượt từng tệp của mỗi "
        "người để không làm chậm người khác; tệp này được lập ngay sau đó."
    )


def file_name(job: ReportFile) -> str:
    """`bao-cao-ii-06a-H99-2026-10-01-2026-12-31.xlsx`"""
    days = [str(day) for day in dict.fromkeys((job.first, job.last))]
    if job.report in LISTS:
        parts = [job.report, QueryDict(job.query)["so"]]
    else:
        parts = ["bao-cao", job.report]
    return "-".join((*parts, offices()[job.unit_id].code, *days)) + f".{job.format}"


def _title(job: ReportFile) -> str:
    if job.report not in LISTS:
        return KINDS[job.report].title
    return LISTS[job.report].title_of(QueryDict(job.query)["so"])


def _when(job: ReportFile) -> str:
    period = Period(job.first, job.last)
    return period.words if period.days > 1 else short_day(job.first)


def _kept(job: ReportFile) -> str:
    if job.report in LISTS:
        return LISTS[job.report].kept
    return _KEPT if job.snapshot_id else _RUNNING


def _report_query(job: ReportFile) -> str:
    """The address of the page that shows the report, as a button carries it."""
    pairs = Period(job.first, job.last).pairs() | {"don-vi": offices()[job.unit_id].code}
    if job.field_id:
        pairs["linh-vuc"] = catalogue().fields[job.field_id].slug
    return urlencode(pairs)
