"""Published reports in lists: what everybody may know of each, in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from feedback.disclosure import public_address, public_media
from feedback.media.links import public_link
from feedback.models import Media, Report
from feedback.models.report import ReportQuerySet
from feedback.public import words
from portal.lib.badges import Badge

PUBLISHED = Prefetch("media", queryset=Media.objects.exclude(public_sha256=""))


@dataclass(frozen=True, slots=True)
class Card:
    code: str
    url: str
    title: str
    text: str
    place: str
    when: str
    badges: list[Badge]
    picture: str  # address; empty: none is published
    met: str


def with_pictures(reports: ReportQuerySet) -> ReportQuerySet:
    """Loaded with all that cards read."""
    return reports.select_related("category").prefetch_related(PUBLISHED)


def cards(reports: Iterable[Report], *, at: datetime) -> list[Card]:
    return [_card(report, at) for report in reports]


def _card(report: Report, at: datetime) -> Card:
    pictures = public_media(report)
    return Card(
        code=report.code,
        url=reverse("feedback:report", args=[report.code]),
        title=words.category_name(report.category),
        text=words.begun(report.public_text),
        place=public_address(report),
        when=words.sent_at(report),
        badges=words.badges(report, at),
        picture=public_link(pictures[0], "thumb") if pictures else "",
        met=words.met_too(report.followers_count),
    )
