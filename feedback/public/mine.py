"""What a reporter sees of the own reports, beyond what everybody may see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.models import Report
from feedback.public import story, words
from feedback.public.pictures import own_pictures
from feedback.public.reading import standing
from feedback.questions import answers_in_words
from feedback.services.apply import own_actions
from feedback.services.following import RATING_DAYS, last_answer
from feedback.workflow import Action
from portal.lib.badges import Badge
from portal.lib.pages import keyset_page

SIZE = 20


@dataclass(frozen=True, slots=True)
class OwnCard:
    code: str
    url: str
    title: str
    badges: list[Badge]
    line: str


def own_page(report: Report, at: datetime) -> dict[str, Any]:
    media = list(report.media.all())
    may = {row.action for row in own_actions(report, at=at)}
    return standing(report, at) | {
        "steps": story.steps(report, report.events.all(), at=at, own=True),
        "answers_given": answers_in_words(report.category, report.answers),
        "area": report.area.name if report.area else "",
        "pictures": own_pictures(media),
        "unchecked": sum(1 for one in media if one.state == one.State.WAITING),
        "met": words.met_too(report.followers_count),
        "is_private": report.about_conduct or not report.category.may_be_public,
        "public_url": reverse("feedback:report", args=[report.code]) if report.is_public else "",
        "may_rate": _may_rate(report, at),
        "may_reopen": Action.REOPEN in may,
        "may_close": Action.CLOSE in may,
    }


def _may_rate(report: Report, at: datetime) -> bool:
    """Each final answer once, while it is fresh."""
    answer = None if report.is_open else last_answer(report)
    if answer is None or at > answer.at + timedelta(days=RATING_DAYS):
        return False
    return not report.ratings.filter(answer_seq=answer.seq).exists()


def my_cards(user: User, *, at: datetime, cursor: str = "") -> dict[str, Any]:
    """Those sent, and those followed: both lead to where this person may read them."""
    own = Report.objects.visible_to(user).select_related("category")
    page = keyset_page(own, "received_at", cursor=cursor, size=SIZE, newest_first=True)
    followed = Report.objects.public().filter(followers__user=user).select_related("category")
    return {
        "sent": [_card(one, at, "feedback:report-mine", one.secret) for one in page.rows],
        "followed": [
            _card(one, at, "feedback:report", one.code)
            for one in followed.order_by("-followers__at")[:SIZE]
        ],
        "newer_url": f"?trang={page.previous_cursor}" if page.previous_cursor else "",
        "older_url": f"?trang={page.next_cursor}" if page.next_cursor else "",
    }


def _card(report: Report, at: datetime, name: str, argument: str) -> OwnCard:
    return OwnCard(
        code=report.code,
        url=reverse(name, args=[argument]),
        title=words.category_name(report.category),
        badges=words.badges(report, at),
        line=report.address or _("Vị trí đã chọn trên bản đồ"),
    )
