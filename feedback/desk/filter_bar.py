"""What stands above the list: filters that are on, as chips, and what else may be chosen."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.desk import Desk
from accounts.offices import offices
from accounts.permissions import Perm
from dossiers.staff.queue_filters import Chip
from feedback.desk.queue import ENDED, Filters
from feedback.models import Category, Severity
from feedback.workflow import ENDED as ENDED_STATUSES
from feedback.workflow import LABELS, Status
from geo.models import Area
from portal.lib.kept import kept


@dataclass(frozen=True)
class Choice:
    """A filter that is off: a select of the form above the list."""

    name: str
    label: str
    options: list[tuple[str, str]]


@dataclass(frozen=True)
class FilterBar:
    chips: list[Chip]
    choices: list[Choice]


# Field of `Filters` -> parameter of the address, label.
_SELECTS = {
    "category": ("loai", "Loại việc"),
    "area": ("dia-ban", "Địa bàn"),
    "unit": ("don-vi", "Đơn vị"),
    "status": ("buoc", "Bước"),
    "severity": ("muc-do", "Mức độ"),
}


def bar_of(filters: Filters, desk: Desk) -> FilterBar:
    options = _options(desk, ended=filters.tab == ENDED)
    labels = {name: options[name].get(str(getattr(filters, name)), "") for name in _SELECTS}
    labels |= {
        "words": f"“{filters.words}”" if filters.words else "",
        "mine": "Giao cho tôi" if filters.mine else "",
        "pictured": "Có ảnh" if filters.pictured else "",
    }
    return FilterBar(
        chips=[
            Chip(label, f"?{filters.query(**{name: None})}")
            for name, label in labels.items()
            if label
        ],
        choices=[
            Choice(parameter, label, list(options[name].items()))
            for name, (parameter, label) in _SELECTS.items()
            if not labels[name] and len(options[name]) > 1
        ],
    )


@dataclass(frozen=True)
class Known:
    """Kinds and areas to choose from; they hardly change."""

    categories: Mapping[str, str]
    areas: Mapping[int, Mapping[str, str]]  # by the id of the commune


@kept("OFFICES_KEPT_SECONDS")
def known() -> Known:
    areas: dict[int, dict[str, str]] = defaultdict(dict)
    parts = Area.objects.filter(is_active=True).exclude(kind=Area.Kind.WHOLE)
    for root, pk, name in parts.values_list("root_unit_id", "pk", "name"):
        areas[root][str(pk)] = name
    categories = Category.objects.filter(is_active=True).values_list("code", "name")
    return Known(dict(categories), areas)


def _options(desk: Desk, *, ended: bool) -> Mapping[str, Mapping[str, str]]:
    root = desk.user.unit.root_id_or_self if desk.user.unit else 0
    return {
        "category": known().categories,
        "area": known().areas.get(root, {}),
        "unit": _units(desk, root),
        "status": {
            status.value: LABELS[status].staff
            for status in Status
            if (status in ENDED_STATUSES) == ended
        },
        "severity": {value: str(label) for value, label in Severity.choices},
    }


def _units(desk: Desk, root: int) -> dict[str, str]:
    """Only for those who see more offices than their own."""
    if Perm.ALL_REPORTS not in desk.user.permissions:
        return {}
    return {row.code: row.short_name for row in offices().values() if row.root_id == root}
