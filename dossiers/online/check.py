"""What the check page shows: every answer, every file, and the promise made if sent now."""

from datetime import datetime
from typing import Any

from dossiers.deadlines import calendar_of
from dossiers.online.journey import Journey
from dossiers.online.pages import step_context
from dossiers.services import one_stop_of, term_of
from portal.lib.dates import clock, leaf, long_day
from procedures.answers import SummaryGroup
from procedures.models import Channel
from worktime.arithmetic import acceptance_limit, due_at
from worktime.terms import Term


def check_context(journey: Journey, *, at: datetime) -> dict[str, Any]:
    return {
        **step_context(journey, journey.check),
        "unfinished": [
            {"title": step.title, "url": journey.url(step)} for step in journey.unfinished
        ],
        "groups": [_group(journey, group) for group in journey.summary()],
        "papers": _papers(journey),
        "promise": promise(journey, at),
        "seen": journey.draft.updated_at.isoformat(),
        "is_open": journey.is_open,
        "is_outdated": journey.is_outdated,
    }


def _group(journey: Journey, group: SummaryGroup) -> dict[str, Any]:
    rows = [
        {"label": row.label, "value": row.value, "edit_url": f"{journey.base_url}{row.page_slug}/"}
        for row in group.rows
    ]
    return {"title": group.title, "rows": rows}


def _papers(journey: Journey) -> list[dict[str, str]]:
    """Required papers always, the others when they have files."""
    rows = []
    for slot in journey.slots:
        count = len(journey.files_of(slot))
        if slot.required or count:
            url = f"{journey.base_url}giay-to/{slot.number}/"
            value = f"{count} tệp" if count else "Chưa gửi"
            rows.append({"label": slot.name, "value": value, "edit_url": url})
    return rows


def promise(journey: Journey, at: datetime) -> dict[str, Any]:
    """When the counter answers at the latest, and when the result comes if it is then accepted."""
    draft = journey.draft
    counter = one_stop_of(draft.unit)
    calendar = calendar_of(counter)
    accepted = acceptance_limit(calendar, at)
    version = draft.procedure_version
    term = term_of(version, draft.case, Channel.Method.ONLINE)
    is_certain = "term" not in version.uncertain.split()
    due = due_at(calendar, accepted, Term.parse(term)) if is_certain else None
    answer = f"Gửi bây giờ, Một cửa trả lời chậm nhất {clock(accepted)}, {long_day(accepted)}."
    if due is None:
        later = "Đủ giấy tờ thì hồ sơ được tiếp nhận và có giấy hẹn ghi ngày trả kết quả."
        return {"leaf": None, "title": "", "text": f"{answer} {later}"}
    return {
        "leaf": leaf(due),
        "title": f"Có kết quả trước {clock(due)}, {long_day(due)}",
        "text": f"{answer} Thời hạn {Term.parse(term).describe()} tính từ khi tiếp nhận.",
    }
