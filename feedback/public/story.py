"""What happened to a report, as everybody may read it: steps, answers, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from accounts.offices import offices
from feedback.models import Report, ReportEvent
from feedback.public.words import told_day
from feedback.workflow import TRANSITIONS, Action, Status
from portal.lib.dates import full_moment

_DONE = {row.action.value: row.done for row in TRANSITIONS if row.done} | {
    Action.SEND.value: "Đã gửi phản ánh"
}
# The reporter is also told what was shown to everybody.
_OWN = {
    Action.PUBLISH.value: gettext_lazy("Đã công khai, không nêu tên người gửi"),
    Action.HIDE.value: gettext_lazy("Đã gỡ khỏi trang công khai"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """As `components/timeline.html` takes it."""

    state: str
    title: str
    meta: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an office to the public."""

    moment: str
    office: str
    text: str


def steps(
    report: Report, events: Iterable[ReportEvent], *, at: datetime, own: bool = False
) -> list[Step]:
    """What was done, then where it is now, then what is still to come."""
    done = [step for event in events if (step := _step(event, own=own))]
    return [*done, *_ahead(report)]


def _step(event: ReportEvent, *, own: bool) -> Step | None:
    title = _DONE.get(event.action) or (_OWN.get(event.action) if own else None)
    if not title:
        return None
    office = "" if event.action == Action.SEND else _office(event.unit_id)
    meta = " · ".join(part for part in (full_moment(event.at), office) if part)
    return Step("done", gettext(str(title)), meta)


def _office(unit_id: int) -> str:
    office = offices().get(unit_id)
    return office.short_name if office else ""


def _ahead(report: Report) -> list[Step]:
    if not report.is_open:
        return []
    by = _("Xử lý xong trước %(moment)s") % {"moment": told_day(report.due_at)}
    holder = report.agency or _office(report.unit_id)
    now = Step("now", gettext(report.label.citizen), f"{holder} · {by}" if holder else by)
    return [now, Step("next", _("Trả lời kết quả"), "")]


def answers(events: Iterable[ReportEvent]) -> list[Said]:
    """The last first."""
    said = [
        Said(full_moment(event.at), _office(event.unit_id), event.answer)
        for event in events
        if event.answer
    ]
    return said[::-1]


def is_merged(report: Report) -> bool:
    return report.state is Status.DUPLICATE
