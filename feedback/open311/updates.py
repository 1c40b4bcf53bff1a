"""The update extension of FixMyStreet: what happened, and what programs add (handbook 2.7)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q

from feedback.models import Application, ClientUpdate, Media, Report, ReportEvent
from feedback.models.report_indexes import PUBLIC_REPORT, public_report
from feedback.open311.asked import Asked
from feedback.open311.faults import Collected, unknown, wrong
from feedback.open311.jurisdictions import roots_asked
from feedback.open311.paging import MOST
from feedback.open311.posting import read_links
from feedback.open311.resource import Answer
from feedback.open311.senders import required_sender, sender_of
from feedback.open311.shapes import PUBLIC_ACTS, media_links
from feedback.services.apply import Act, apply
from feedback.services.checks import LONGEST
from feedback.workflow import Action, Status, Truth
from portal.lib.codes import normalise_code
from portal.lib.errors import Refused
from portal.lib.text import clean_lines

_DONE, _NOTHING_DONE, _NOT_OURS = "FIXED", "NO_FURTHER_ACTION", "NOT_COUNCILS_RESPONSIBILITY"
_OPEN, _REOPEN = "OPEN", "REOPEN"
_WORDS: dict[Status, str] = {
    Status.RECEIVED: _OPEN,
    Status.ASSIGNED: "INVESTIGATING",
    Status.VERIFIED: "INVESTIGATING",
    Status.FORWARDED: "ACTION_SCHEDULED",
    Status.IN_WORK: "IN_PROGRESS",
    Status.ANSWERED: _DONE,
    Status.CLOSED: _DONE,
    Status.DUPLICATE: "DUPLICATE",
    Status.REFUSED: _NOTHING_DONE,
    Status.REOPENED: _REOPEN,
}
KNOWN_WORDS = frozenset(_WORDS.values()) | {
    _NOT_OURS, "INTERNAL_REFERRAL", "CLOSED", "CANCELLED",
}  # fmt: skip


def updates(asked: Asked, **_: object) -> Answer:
    """Public steps in the order they were taken. With a key also those of its unpublished
    reports, without words."""
    sender = sender_of(asked)
    seen = asked.window("start_date", "end_date")
    mine = Q(report__application=sender) if sender else Q()
    rows = (
        ReportEvent.objects.filter(
            public_report("report__") | mine,
            root_unit_id__in=roots_asked(asked),
            at__gte=seen.start,
            at__lt=seen.end,
            action__in=PUBLIC_ACTS,
        )
        .select_related("report__category")
        .prefetch_related(Prefetch("report__media", Media.objects.exclude(public_sha256="")))
        .order_by("at", "pk")[:MOST]
    )
    return Answer("service_request_updates", [_shown(event) for event in rows])


def _shown(event: ReportEvent) -> dict[str, Any]:
    report = event.report
    said = event.answer or PUBLIC_ACTS[event.action] if report.is_public else None
    links = media_links(report) if report.is_public and event.answer else []
    return {
        "update_id": str(event.pk),
        "service_request_id": report.code,
        "status": _word(event),
        "updated_datetime": event.at,
        "description": said,
        "media_url": links[0] if links else None,
    }


def _word(event: ReportEvent) -> str:
    if event.reason == "not_ours":
        return _NOT_OURS
    word = _WORDS[Status(event.to_status)]
    return _NOTHING_DONE if word == _DONE and event.report.truth == Truth.FALSE else word


# --- What programs add ------------------------------------------------------------------------


def post_update(asked: Asked, **_: object) -> Answer:
    """Kept for staff, shown to nobody else. Whoever sent the report may open it once more."""
    application = required_sender(asked)
    update = _read(asked, application)
    try:
        with transaction.atomic():
            update.save()
            if update.status in (_OPEN, _REOPEN) and update.report.application == application:
                _reopen(update)
    except IntegrityError as error:
        raise wrong(f"update_id {update.update_id} đã được gửi.") from error
    return Answer("service_request_updates", [{"update_id": f"C{update.pk}"}])


def _read(asked: Asked, application: Application) -> ClientUpdate:
    found = Collected()
    facts: dict[str, Any] = {}
    with found.reading():
        facts["report"] = _report(asked, application)
    for column, read in _COLUMNS.items():
        with found.reading():
            facts[column] = read(asked)
    found.check()
    return ClientUpdate(application=application, at=asked.at, **facts)


def _report(asked: Asked, application: Application) -> Report:
    code = normalise_code(_needed(asked, "service_request_id", 20))
    seen = PUBLIC_REPORT | Q(application=application)
    report = Report.objects.filter(seen, code=code, root_unit__in=roots_asked(asked)).first()
    if report is None:
        raise unknown("Không có phản ánh mã này.")
    return report


def _said_at(asked: Asked) -> datetime:
    moment = asked.moment("updated_datetime")
    if moment is None:
        raise wrong("Thiếu updated_datetime.")
    if moment.at > asked.at + timedelta(days=1):
        raise wrong("updated_datetime ở tương lai.")
    return moment.at


def _said_word(asked: Asked) -> str:
    word = _needed(asked, "status", 40).upper()
    if word not in KNOWN_WORDS:
        raise wrong(f"status phải là một trong: {', '.join(sorted(KNOWN_WORDS))}.")
    return word


def _needed(asked: Asked, name: str, most: int) -> str:
    text = asked.text(name)
    if not text:
        raise wrong(f"Thiếu {name}.")
    if len(text) > most:
        raise wrong(f"{name} dài quá {most} ký tự.")
    return text


_COLUMNS: dict[str, Callable[[Asked], Any]] = {
    "update_id": lambda asked: _needed(asked, "update_id", 100),
    "said_at": _said_at,
    "status": _said_word,
    "description": lambda asked: clean_lines(_needed(asked, "description", LONGEST)),
    "media_links": read_links,
}


def _reopen(update: ClientUpdate) -> None:
    if update.report.is_open:
        return
    act = Act(Action.REOPEN, None, update.at, note=update.description, as_reporter=True)
    try:
        apply(update.report.pk, act)
    except Refused as refused:
        raise wrong(f"{refused.message}.") from refused
