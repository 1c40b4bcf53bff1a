"""Files that are being made, as pages show them."""

from dataclasses import dataclass
from typing import Any

from portal.lib.badges import Badge
from portal.lib.dates import full_clock
from portal.lib.files import show_size
from portal.lib.making import MadeFile
from portal.lib.money import dots

State = MadeFile.State
BADGES = {
    State.WAITING: Badge("info", "loader", "Đang lập"),
    State.READY: Badge("ok", "circle-check", "Đã xong"),
    State.FAILED: Badge("late", "alert-circle", "Không lập được"),
}


@dataclass(frozen=True)
class MadeRow:
    """How far a file is; what it is of is said by those who know."""

    asked: str
    badge: Badge
    waiting: bool
    ready: bool
    error: str
    percent: int
    progress: str  # 12.000 trên 20.000 dòng
    size: str
    finished: str


def shown(job: MadeFile) -> dict[str, Any]:
    """The fields of `MadeRow`. `job` with `asked_by`."""
    state = State(job.state)
    return {
        "asked": f"{job.asked_by} · {full_clock(job.asked_at)}",
        "badge": BADGES[state],
        "waiting": state == State.WAITING,
        "ready": state == State.READY,
        "error": job.error,
        "percent": 100 * job.done // job.total if job.total else 0,
        "progress": f"{dots(job.done)} trên {dots(job.total)} dòng" if job.total else "",
        "size": show_size(job.size) if job.size else "",
        "finished": full_clock(job.finished_at) if job.finished_at else "",
    }
