"""Which public reports a program asks for (handbook 2.6)."""

from django.db.models import Prefetch

from feedback.models import Category, Media, Report
from feedback.models.report import ReportQuerySet
from feedback.open311.asked import Asked
from feedback.open311.faults import unknown, wrong
from feedback.open311.jurisdictions import root_asked
from feedback.open311.paging import page_of
from feedback.open311.placing import near_by
from feedback.open311.resource import Answer
from feedback.open311.senders import sender_of
from feedback.open311.shapes import PRIVATE_COLUMNS, extended, known, shown
from feedback.workflow import OPEN311
from portal.lib.codes import normalise_code

MOST_IDS = 100
_LONGEST_SEARCH = 100
_RECEIVED, _CHANGED = ("start_date", "end_date"), ("updated_after", "updated_before")
_OPEN, _CLOSED = sorted({status for status, _ in OPEN311.values()}, reverse=True)


def requests(asked: Asked, **_: object) -> Answer:
    """A list of ids overrides everything else that is asked for."""
    root = root_asked(asked)
    rows = Report.objects.public()
    if root is not None:
        rows = rows.filter(root_unit=root)
    if ids := asked.words("service_request_id"):
        rows = _by_ids(rows, ids)
    else:
        rows = page_of(_in_time(_matching(rows, asked), asked), asked)
    return _answer(rows, asked)


def one_request(asked: Asked, *, code: str, **_: object) -> Answer:
    """A list of one. Whoever sent it knows a little of it even before it is published."""
    root_asked(asked)
    own = [normalise_code(code)]
    if Report.objects.public().filter(code__in=own).exists():
        return _answer(Report.objects.public().filter(code__in=own), asked)
    sender = sender_of(asked)
    unpublished = Report.objects.filter(code__in=own, application=sender) if sender else ()
    for report in unpublished:
        return Answer("service_requests", [known(report)])
    raise unknown("Không có phản ánh mã này.")


def token(asked: Asked, *, token: str, **_: object) -> Answer:
    """Every report of a program has one, though its id is told at once."""
    root_asked(asked)
    found = Report.objects.filter(channel=Report.Channel.API, submit_key=token)
    code = found.values_list("code", flat=True).first()
    if code is None:
        raise unknown("Không có token này.")
    return Answer("service_requests", [{"service_request_id": code, "token": token}])


def _by_ids(rows: ReportQuerySet, ids: list[str]) -> ReportQuerySet:
    if len(ids) > MOST_IDS:
        raise wrong(f"service_request_id nhận nhiều nhất {MOST_IDS} mã mỗi lần.")
    return rows.filter(code__in=[normalise_code(code) for code in ids])


def _matching(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    statuses = {word.lower() for word in asked.words("status")}
    if not statuses <= {_OPEN, _CLOSED}:
        raise wrong(f"status chỉ nhận {_OPEN} hoặc {_CLOSED}.")
    if len(statuses) == 1:
        rows = rows.filter(closed_at__isnull=_OPEN in statuses)
    if codes := asked.words("service_code"):
        kinds = Category.objects.filter(code__in=codes).values_list("pk", flat=True)
        rows = rows.filter(category__in=list(kinds))
    if words := asked.text("q"):
        rows = rows.filter(public_text__icontains=words[:_LONGEST_SEARCH])
    return near_by(rows, asked)


def _in_time(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    """By receipt, by the last public change, or both; the last 90 days when nothing is said."""
    if asked.has(*_CHANGED):
        changed = asked.window(*_CHANGED)
        rows = rows.filter(changed_at__gte=changed.start, changed_at__lt=changed.end)
        if not asked.has(*_RECEIVED):
            return rows
    received = asked.window(*_RECEIVED)
    return rows.filter(received_at__gte=received.start, received_at__lt=received.end)


def _answer(rows: ReportQuerySet, asked: Asked) -> Answer:
    published = Media.objects.exclude(public_sha256="")
    rows = (
        rows.select_related("category", "root_unit")
        .prefetch_related(Prefetch("media", published))
        .defer(*PRIVATE_COLUMNS)
    )
    if asked.text("extensions").lower() != "true":
        return Answer("service_requests", [shown(report) for report in rows])
    rows = rows.select_related("parent").prefetch_related("events")
    bodies = [shown(report) | {"extended_attributes": extended(report)} for report in rows]
    return Answer("service_requests", bodies)
