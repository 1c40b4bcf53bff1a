"""Open reports that somebody on the phone may be telling of once more."""

import re
from datetime import datetime, timedelta

from accounts.desk import Desk
from feedback.desk.related import LIMIT, Related, related
from feedback.desk.reporters import may_see
from feedback.models import Report
from feedback.models.report import ReportQuerySet
from feedback.nearby import nearby
from feedback.services.sending import Sending
from portal.lib.text import fold

COMPARED = 300  # newest open reports of the same group whose words are compared
ENOUGH = 0.7  # of the words of the address
_FEW = 2  # words that are too few to compare


def twins_of(sending: Sending, desk: Desk) -> list[Related]:
    """Near the point, from the same phone, or with the same words of place; each once."""
    found: dict[int, str] = _same_phone(sending, desk) | _same_place(sending, desk.at)
    if sending.lat is not None and sending.long is not None:
        near = nearby(sending.lat, sending.long, sending.category, at=desk.at, staff=desk.user)
        found |= {row.report.pk: f"Cách {row.metres} m" for row in near}
    visible = Report.objects.visible_to(desk.user).filter(pk__in=found, parent__isnull=True)
    rows = visible.exclude(submit_key=sending.submit_key).select_related("category")
    return [related(row, found[row.pk]) for row in rows.order_by("-received_at")[:LIMIT]]


def _same_phone(sending: Sending, desk: Desk) -> dict[int, str]:
    """Only for those who may know who reported: else a number typed in would tell."""
    if not sending.person.phone or not may_see(desk):
        return {}
    same = _alike(sending).filter(reporter__phone=sending.person.phone)
    return dict.fromkeys(same.values_list("pk", flat=True)[:LIMIT], "Cùng số điện thoại")


def _same_place(sending: Sending, at: datetime) -> dict[int, str]:
    words = set(re.findall(r"\w+", fold(sending.address)))
    if len(words) <= _FEW:
        return {}
    since = at - timedelta(days=sending.category.near_days)
    lately = _alike(sending).filter(received_at__gte=since).order_by("-received_at")
    return {
        pk: "Cùng nơi, theo lời"
        for pk, text in lately.values_list("pk", "fold")[:COMPARED]
        if len(words & set(re.findall(r"\w+", text))) >= ENOUGH * len(words)
    }


def _alike(sending: Sending) -> ReportQuerySet:
    alike = Report.objects.open().filter(root_unit=sending.root_unit, is_test=False)
    return alike.filter(category__group=sending.category.group)
