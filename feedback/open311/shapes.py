"""A report as programs see it: what the public may know, and nothing else (handbook 2.6)."""

from typing import Any

from django.conf import settings

from feedback.disclosure import public_address, public_media, public_point
from feedback.media.links import public_link
from feedback.models import Media, Report, ReportEvent
from feedback.workflow import ANSWERS, OPEN311, TRANSITIONS, Status, Truth

PRIVATE_COLUMNS = ("text", "fold", "answers", "media_links", "secret", "submit_key", "late_note")
PUBLIC_ACTS = {row.action.value: row.done for row in TRANSITIONS if row.done}
_TITLE = 80  # letters
_NEWEST_FIRST = {Media.Phase.AFTER: 0, Media.Phase.DURING: 1, Media.Phase.BEFORE: 2}


def shown(report: Report) -> dict[str, Any]:
    """Of a public report; pre-load `category`, `root_unit` and `media`."""
    point = public_point(report)
    links = media_links(report)
    return known(report) | {
        "status_notes": report.answer or report.label.citizen,
        "description": report.public_text,
        "agency_responsible": report.agency or report.root_unit.name,
        "service_notice": report.category.handling_message or None,
        "address": public_address(report) or None,
        "address_id": None,
        "zipcode": None,
        "lat": point[0] if point else None,
        "long": point[1] if point else None,
        "media_url": links[0] if links else None,
    }


def known(report: Report) -> dict[str, Any]:
    """Id, status, dates and service: all that its sender may know before it is published."""
    return {
        "service_request_id": report.code,
        "status": OPEN311[report.state][0],
        "service_name": report.category.name,
        "service_code": report.category.code,
        "requested_datetime": report.received_at,
        "updated_datetime": report.closed_at or report.changed_at,
        "expected_datetime": report.due_at,
    }


def extended(report: Report) -> dict[str, Any]:
    """Names as in Helsinki and Chicago; pre-load `parent` and `events` as well."""
    first_line = report.public_text.partition("\n")[0]
    parent = report.parent
    return {
        "title": first_line if len(first_line) <= _TITLE else f"{first_line[: _TITLE - 1]}…",
        "detailed_status": _detailed(report),
        "channel": report.channel,
        "ward": report.root_unit.short_name,
        "media_urls": media_links(report),
        "duplicate": report.state == Status.DUPLICATE,
        "parent_service_request_id": parent.code if parent and parent.is_public else None,
        "first_response_due": report.answer_due_at,
        "first_response_at": report.answered_at,
        "supporters": report.followers_count,
        "notes": [_note(event) for event in report.events.all() if event.action in PUBLIC_ACTS],
    }


def _detailed(report: Report) -> str:
    if report.truth == Truth.FALSE and report.state in ANSWERS:
        return OPEN311[Status.REFUSED][1]
    return OPEN311[report.state][1]


def media_links(report: Report) -> list[str]:
    """Whole addresses, pictures of afterwards first."""
    media = sorted(public_media(report), key=lambda one: _NEWEST_FIRST[Media.Phase(one.phase)])
    return [settings.SITE_URL + public_link(one, _size(one)) for one in media]


def _size(media: Media) -> Any:
    return "full" if media.kind == Media.Kind.VIDEO else "large"


def _note(event: ReportEvent) -> dict[str, Any]:
    return {
        "datetime": event.at,
        "type": event.action,
        "summary": PUBLIC_ACTS[event.action],
        "description": event.answer or None,
    }
