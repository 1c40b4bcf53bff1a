"""Rows of the list of reports, in words: everything formatted before the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.utils.safestring import SafeString

from accounts.desk import Desk
from accounts.identity import short_name
from accounts.offices import offices
from dossiers.staff.due_badges import DueBadge
from feedback.desk.due import DATE_COLUMNS, Dates, badge_of, severity_badge, step_badge_of
from feedback.media.links import private_link
from feedback.models import Media
from feedback.models.report import ReportQuerySet
from feedback.workflow import LABELS
from portal.lib.badges import Badge
from portal.lib.long_lists import draw_rows
from portal.templatetags.ui import due_icon, icon

EXCERPT = 70  # letters of the report's text in a row
_CURRENT = SafeString(' class="is-current"')


@dataclass(frozen=True, slots=True)
class QueueRow:
    code: str
    due: DueBadge
    step_due: DueBadge | None
    severity: Badge | None  # of what is not ordinary
    title: str
    text: str
    place: str
    step: str
    holder: str
    thumb_url: str
    pane_url: str


def columns(reports: ReportQuerySet, key: str) -> Any:
    """Only what rows show, in one query; `key` is what they are in order of."""
    return reports.values_list(
        "pk", "code", "severity", "text", "address", "area__name", "unit_id",
        "assignee__full_name", "category__name", *DATE_COLUMNS, key,
        named=True,
    )  # fmt: skip


def rows_of(found: Sequence[Any], desk: Desk, *, query: str = "") -> list[QueueRow]:
    """`found` are rows of `columns`; `query` is the list's own address, kept while reading."""
    thumbs = first_pictures([line.pk for line in found])
    return [_row(line, desk, query, thumbs.get(line.pk)) for line in found]


def first_pictures(reports: Sequence[int]) -> Mapping[int, Media]:
    """The first checked photo, or poster, of each of these reports."""
    clean = Media.objects.filter(report_id__in=reports, state=Media.State.CLEAN)
    rows = clean.order_by("-order", "-id")
    return {media.report_id: media for media in rows if media.report_id is not None}


def _row(line: Any, desk: Desk, query: str, picture: Media | None) -> QueueRow:
    dates = Dates.of_line(line)
    return QueueRow(
        code=line.code,
        due=badge_of(dates, desk.calendar, desk.at),
        step_due=step_badge_of(dates, desk.calendar, desk.at),
        severity=severity_badge(line.severity),
        title=line.category__name,
        text=shorten(line.text, EXCERPT, placeholder="…"),
        place=line.area__name
        or shorten(line.address, EXCERPT // 2, placeholder="…")
        or "Chỉ có tọa độ",
        step=LABELS[dates.status].staff,
        holder=short_name(line.assignee__full_name or "") or offices()[line.unit_id].short_name,
        thumb_url=private_link(picture, "thumb", to=desk.user) if picture else "",
        pane_url=pane_url(query, line.code),
    )


def drawn(rows: list[QueueRow], chosen: str) -> SafeString:
    """The rows as HTML; the one in the reading pane is marked."""
    return draw_rows("feedback/desk/_queue_row.html", (_words(row, chosen) for row in rows))


def _words(row: QueueRow, chosen: str) -> dict[str, str]:
    return {
        "marked": _CURRENT if row.code == chosen else "",
        "code": row.code,
        "due_kind": row.due.kind,
        "due_icon": icon(due_icon(row.due.kind)),
        "due": row.due.text,
        "step_kind": row.step_due.kind if row.step_due else "",
        "step_due": row.step_due.text if row.step_due else "",
        "severity_kind": row.severity.kind if row.severity else "",
        "severity": row.severity.text if row.severity else "",
        "title": row.title,
        "text": row.text,
        "place": row.place,
        "step": row.step,
        "holder": row.holder,
        "thumb_url": row.thumb_url,
        "pane_url": row.pane_url,
    }


def pane_url(query: str, code: str) -> str:
    """The list with this report in the reading pane."""
    return f"?{query}&xem={code}" if query else f"?xem={code}"
