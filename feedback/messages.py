"""Who is told what about a report: whoever sent it, those who follow it, and so of its twins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from accounts.permissions import Perm
from feedback.models import Follower, Report, ReportEvent
from feedback.workflow import Transition
from notifications.services import Notice, send_many
from notifications.wording import Phrase
from portal.lib.dates import short_moment

LONGEST_NAME = 36  # characters of a category; an ellipsis takes three in a text without marks


def tell_received(report: Report, *, at: datetime) -> None:
    """The code and until when somebody answers; `report` has its `reporter`."""
    if not report.is_test:
        facts = facts_of(report) | {"by": short_moment(report.answer_due_at)}
        send_many(_to_reporter(report, "report_received", facts, f"{report.pk}:1", at))


def tell(report: Report, row: Transition, event: ReportEvent, twins: Iterable[Report]) -> None:
    """Writes the messages of this event; the same event twice is one message a channel."""
    if not row.message or report.is_test:
        return
    about = [report, *twins]
    followers = _followers(about)
    said = {"step": _in_both(row.done), "answer": event.answer}
    send_many(
        notice
        for one in about
        for notice in _notices(one, row.message, said, event, followers[one.pk])
    )


def facts_of(report: Report) -> dict[str, Any]:
    """What the words about any report may name; nothing of who sent it or what was written."""
    unit, category = report.root_unit, report.category
    return {
        "office": unit.name_in_sms,
        "unit": unit.name,
        "tel": unit.phone.replace(" ", "") or Phrase("Một cửa", "the one-stop office"),
        "domain": urlsplit(settings.SITE_URL).netloc,
        "report": report.code,
        "category": Phrase(_short(category.name), _short(category.name_en or category.name)),
    }


def _short(name: str) -> str:
    """A long name of a category would make two parts of an SMS."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 3]}…"


def own_path(report: Report) -> str:
    """The reporter's own page."""
    return f"/phan-anh/cua-toi/{report.secret}/"


def _notices(
    report: Report, kind: str, said: dict[str, Any], event: ReportEvent, followers: list[Follower]
) -> Iterator[Notice]:
    facts = facts_of(report) | said
    key = f"{event.pk}:{report.pk}"
    yield from _to_reporter(report, kind, facts, key, event.at)
    for follower in followers:
        yield _to_follower(report, follower, kind, facts, key, event.at)


def _to_reporter(
    report: Report, kind: str, facts: dict[str, Any], key: str, at: datetime
) -> Iterator[Notice]:
    """Nobody when no news is wanted, or nothing is known any more of who sent it."""
    sender = report.reporter
    if not sender.wants_news or not (sender.phone or sender.email or sender.user_id):
        return
    path = own_path(report)
    yield Notice(
        kind,
        to=sender.phone,
        key=f"report:{key}:{kind}",
        at=at,
        root_unit_id=report.root_unit_id,
        subject_code=report.code,
        guard=guard_of(report),
        context=facts | {"report_link": f"{settings.SITE_URL}{path}"},
        email=sender.email,
        user_id=sender.user_id,
        link=path,
    )


def guard_of(report: Report) -> str:
    """Of messages about what is about officers."""
    return Perm.CONDUCT.value if report.about_conduct else ""


def _to_follower(
    report: Report, follower: Follower, kind: str, facts: dict[str, Any], key: str, at: datetime
) -> Notice:
    path = f"/phan-anh/{report.code}/"
    return Notice(
        kind,
        to=follower.user.phone,
        key=f"report:{key}:{kind}:{follower.user_id}",
        at=at,
        root_unit_id=report.root_unit_id,
        subject_code=report.code,
        context=facts | {"report_link": f"{settings.SITE_URL}{path}"},
        email=follower.user.email,
        user_id=follower.user_id,
        link=path,
    )


def _followers(reports: list[Report]) -> dict[int, list[Follower]]:
    """By report; of those that everybody may read: nobody follows what is taken down."""
    readable = [one.pk for one in reports if one.is_public]
    found: dict[int, list[Follower]] = defaultdict(list)
    if readable:
        rows = Follower.objects.filter(report__in=readable).select_related("user")
        for row in rows.order_by("pk"):
            found[row.report_id].append(row)
    return found


def _in_both(words: str) -> Phrase:
    with override("en"):
        return Phrase(words, gettext(words) if words else "")
