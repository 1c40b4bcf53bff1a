"""What people say of an answer: ratings, neighbours' checks, wishes to take the report down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, Value, When

from feedback.figures import SATISFIED
from feedback.models import FixCheck, Rating, RemovalRequest, Report
from portal.lib.badges import Badge
from portal.lib.dates import full_moment

_RATING, _CHECK, _REMOVAL = "rating", "check", "removal"


@dataclass(frozen=True)
class Voice:
    badge: Badge
    words: str
    when: str


def voices_of(report: Report) -> list[Voice]:
    """Newest first, by one query."""
    if report.answered_at is None and report.published_at is None:
        return []
    return [_voice(*row) for row in _rows(report)]


def _rows(report: Report) -> Any:
    kinds = (Rating, _RATING, F("stars"), F("note")), (
        FixCheck, _CHECK, Case(When(is_fixed=True, then=1), default=0), F("note"),
    ), (RemovalRequest, _REMOVAL, Value(0), F("reason"))  # fmt: skip
    columns = ("at", "kind", "value", "words")
    found = [
        model.objects.filter(report=report)
        .order_by()
        .annotate(kind=Value(kind, output_field=CharField()), value=value, words=words)
        .values_list(*columns)
        for model, kind, value, words in kinds
    ]
    return found[0].union(*found[1:], all=True).order_by("-at")


def _voice(at: datetime, kind: str, value: int, words: str) -> Voice:
    return Voice(_BADGES[kind](value), words, full_moment(at))


_BADGES = {
    _RATING: lambda stars: Badge("ok" if stars >= SATISFIED else "warn", "star", f"{stars}/5 sao"),
    _CHECK: lambda fixed: (
        Badge("ok", "circle-check", "Người dân xác nhận: đã xong")
        if fixed
        else Badge("warn", "alert-circle", "Người dân báo: chưa xong")
    ),
    _REMOVAL: lambda _: Badge("wait", "eye-off", "Đề nghị gỡ"),
}
