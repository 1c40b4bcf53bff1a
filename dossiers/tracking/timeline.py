"""Where the dossier has been, where it lies, and what is still to come (design 6)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.utils import timezone

from dossiers.tracking.reading import Past, Tracked
from dossiers.workflow import TRANSITIONS, WAITING_FOR_CITIZEN, WITH_RESULT, Action, Status
from portal.lib.dates import full_moment, short_day
from procedures.models import Channel, Stage
from procedures.stages import Way

DONE = {row.action.value: row.done for row in TRANSITIONS if row.done}
HANDED_IN = {
    Channel.Method.DIRECT: "Đã nộp tại quầy",
    Channel.Method.ONLINE: "Đã nộp trực tuyến",
    Channel.Method.POSTAL: "Đã gửi qua bưu chính",
}
# What is going on where no stage of the procedure says it.
NOW = {
    Status.SUBMITTED: "Chờ Một cửa tiếp nhận",
    Status.RECEIVED: "Một cửa chuyển bộ phận giải quyết",
    Status.CONSULTING: "Đang lấy ý kiến cơ quan liên quan",
    Status.INTERLINKED: "Cơ quan liên thông đang giải quyết",
    Status.PRE_SUPPLEMENT: "Chờ ông/bà bổ sung",
    Status.SUPPLEMENT: "Chờ ông/bà bổ sung",
    Status.FINANCE: "Chờ ông/bà nộp phí",
    Status.RESULT_READY: "Chờ ông/bà đến nhận kết quả",
    Status.STOPPED: "Đang tạm dừng giải quyết",
}
_STANDING_STILL = WAITING_FOR_CITIZEN | {Status.RESULT_READY, Status.STOPPED}


@dataclass(frozen=True, slots=True)
class Step:
    """As `components/timeline.html` draws it: state is done, now, wait or next."""

    state: str
    title: str
    meta: str = ""


def timeline(tracked: Tracked) -> list[Step]:
    dossier = tracked.dossier
    done = [_done(past, title) for past in tracked.past if (title := _title(tracked, past))]
    if not dossier.is_open and dossier.state is not Status.RESULT_READY:
        return done
    return [*done, _now(tracked), *_next(tracked)]


def _title(tracked: Tracked, past: Past) -> str:
    """What the citizen is told happened; empty for what concerns staff alone."""
    if past.action == Action.SUBMIT:
        return HANDED_IN[Channel.Method(tracked.dossier.channel)]
    return DONE.get(past.action, "")


def _done(past: Past, title: str) -> Step:
    when = full_moment(past.at)
    return Step("done", title, f"{when} · {past.actor}" if past.actor else when)


def _now(tracked: Tracked) -> Step:
    """Which office holds it, since when, and until when."""
    state = tracked.dossier.state
    if state in _STANDING_STILL:
        mark = "now" if state is Status.STOPPED else "wait"
        return Step(mark, NOW[state], f"Từ {short_day(tracked.past[-1].at)}")
    stage = next((stage for stage in tracked.way if stage.id == tracked.dossier.stage_id), None)
    title = NOW.get(state) or (stage.public_name if stage else tracked.dossier.label.citizen)
    since = f"Từ {short_day(_since(tracked))}"
    meta = [since, tracked.holder.short_name, _person(tracked), _stage_limit(tracked)]
    return Step("now", title, " · ".join(part for part in meta if part))


def _person(tracked: Tracked) -> str:
    """The officer's name only for the owner."""
    return str(tracked.dossier.assignee or "") if tracked.full else ""


def _since(tracked: Tracked) -> datetime:
    """When it came to the office that holds it now; at the counter, when it was last sent."""
    dossier, latest_first = tracked.dossier, reversed(tracked.past)
    if dossier.state is Status.SUBMITTED:
        return tracked.past[-1].at
    here = takewhile(lambda past: past.unit_id == dossier.unit_id, latest_first)
    return min((past.at for past in here), default=dossier.submitted_at)


def _stage_limit(tracked: Tracked) -> str:
    due = tracked.dossier.stage_due_at
    if due is None or tracked.owed_by is None or tracked.dossier.stage_id is None:
        return ""
    if due < tracked.at:
        return "đã quá hạn bước này"
    today = timezone.localdate(due) == timezone.localdate(tracked.at)
    return f"hạn bước này: {'hôm nay' if today else short_day(due)}"


def _next(tracked: Tracked) -> list[Step]:
    """The stages that are left; one that was verified is not verified again."""
    if tracked.dossier.state in WITH_RESULT:
        return []
    verified = any(past.action == Action.FINISH_VERIFYING for past in tracked.past)
    return [
        Step("next", stage.public_name)
        for stage in _left(tracked.way, tracked.dossier.stage_id)
        if not (verified and stage.step == Stage.Step.VERIFY)
    ]


def _left(way: Way, stage_id: int | None) -> Way:
    position = next((place for place, stage in enumerate(way, 1) if stage.id == stage_id), 0)
    return way[position:]
