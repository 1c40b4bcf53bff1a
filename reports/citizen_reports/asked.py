"""What the address of a leaders' page about citizens' reports asks for, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import parse_qsl

from accounts.models import User
from feedback.models import Category, Group
from portal.lib.errors import Refused
from reports.citizen_reports.measures import MEASURES
from reports.citizen_reports.selections import NOWHERE, ReportSelection
from reports.lists.filters import Chip, Choice, Option, choices_of, period_choice
from reports.selections import Selection

_REFUSABLE = {"don-vi", "ky", "tu", "den"}
_ANY = "tiep-nhan"  # a measure of dossiers over a period: units and periods are the same


@dataclass(frozen=True)
class AskedReports:
    """`selection` is what can be shown; `refused` says why it is not what was asked for."""

    selection: ReportSelection
    typed: Mapping[str, str]
    refused: Refused | None = None

    @classmethod
    def read(cls, data: Mapping[str, str], user: User, at: datetime, **fixed: str) -> Self:
        """`fixed` goes before what the address says: what the page is about."""
        typed = {**{name: data[name] for name in data}, **fixed}
        try:
            return cls(ReportSelection.read(typed, user, at), typed)
        except Refused as refused:
            possible = {name: value for name, value in typed.items() if name not in _REFUSABLE}
            return cls(ReportSelection.read(possible, user, at), typed, refused)

    @property
    def status(self) -> int:
        return self.refused.status if self.refused else 200

    def filters(self, user: User) -> dict[str, Any]:
        """For `reports/lists/_filters.html`."""
        one = self.selection
        as_dossiers = Selection(one.scope, _ANY, one.period)
        choices = [*choices_of(as_dossiers, user, {"don-vi"}), _groups(one.group)]
        period = period_choice(as_dossiers)
        shown = {choice.name for choice in choices} | {"ky", "tu", "den", "rieng"}
        return {
            "choices": choices,
            "period": period,
            "days": self._days(),
            "kept": [pair for pair in parse_qsl(one.query()) if pair[0] not in shown],
            "chips": _chips(one),
            "error": self.refused.message if self.refused else "",
        }

    def _days(self) -> dict[str, str]:
        """As they were typed; else those of the period."""
        period = self.selection.period
        if period is None:
            return {}
        if self.refused:
            return {"first": self.typed.get("tu", ""), "last": self.typed.get("den", "")}
        return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def title_of(one: ReportSelection) -> str:
    return MEASURES[one.measure].label


def _groups(chosen: str) -> Choice:
    pairs = [("", "Mọi nhóm phản ánh"), *((one.value, str(one.label)) for one in Group)]
    options = [Option(value, label, value == chosen) for value, label in pairs]
    return Choice("nhom", "Nhóm phản ánh", options)


def _chips(one: ReportSelection) -> list[Chip]:
    """Filters that are on and have no select, each with the address without it."""
    labels = {
        "category": _category(one.category),
        "area": _area(one),
        "around": f"Quanh {one.around}" if one.around else "",
    }
    return [
        Chip(label, f"?{one.but(**{name: ''}).query()}") for name, label in labels.items() if label
    ]


def _category(code: str) -> str:
    if not code:
        return ""
    return Category.objects.filter(code=code).values_list("name", flat=True).first() or code


def _area(one: ReportSelection) -> str:
    if one.area in {"", NOWHERE}:
        return "Chưa rõ địa bàn" if one.area else ""
    names = one.everything().filter(area__isnull=False).values_list("area__name", flat=True)
    return names.first() or one.area
