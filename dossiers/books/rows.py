"""Books as pages show them."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.offices import OfficeFacts
from dossiers.models import BookJob
from portal.lib.badges import Badge
from portal.lib.dates import full_clock
from portal.lib.files import show_size
from portal.lib.money import dots

State = BookJob.State


BADGES = {
    State.WAITING: Badge("info", "loader", "Đang lập"),
    State.READY: Badge("ok", "circle-check", "Đã xong"),
    State.FAILED: Badge("late", "alert-circle", "Không lập được"),
}


@dataclass(frozen=True)
class BookRow:
    title: str
    office: str
    office_code: str
    year: int
    kind: str
    asked: str
    badge: Badge
    waiting: bool
    ready: bool
    error: str
    percent: int
    progress: str  # 12.000 trên 20.000 dòng
    size: str
    finished: str
    url: str
    file_url: str


def book_row(job: BookJob, office: OfficeFacts) -> BookRow:
    """`job` with `asked_by`."""
    state = State(job.state)
    place = [office.code, job.year, job.kind]
    return BookRow(
        title=f"{job.get_kind_display()} năm {job.year}",
        office=office.name,
        office_code=office.code,
        year=job.year,
        kind=job.kind,
        asked=f"{job.asked_by} · {full_clock(job.asked_at)}",
        badge=BADGES[state],
        waiting=state == State.WAITING,
        ready=state == State.READY,
        error=job.error,
        percent=100 * job.done // job.total if job.total else 0,
        progress=f"{dots(job.done)} trên {dots(job.total)} dòng" if job.total else "",
        size=show_size(job.size) if job.size else "",
        finished=full_clock(job.finished_at) if job.finished_at else "",
        url=reverse("dossiers:book", args=place),
        file_url=reverse("dossiers:book-file", args=place),
    )
