"""What stands above the list: filters that are on, as chips, and what else may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from dossiers.staff.queue import Filters, status_choices
from portal.lib.long_lists import draw_rows
from procedures.memory import catalogue
from procedures.models import Channel


@dataclass(frozen=True)
class Chip:
    """A filter that is on; `url` is the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    """A filter that is off: a select of the form above the list."""

    name: str
    label: str
    options: SafeString


def chips_of(filters: Filters) -> list[Chip]:
    field = catalogue().fields.get(filters.field or 0)
    labels = {
        "field": field.name if field else "",
        "channel": Channel.Method(filters.channel).label if filters.channel else "",
        "status": dict(status_choices(filters.box)).get(filters.status, ""),
        "procedure": f"“{filters.procedure}”" if filters.procedure else "",
        "mine": "Chỉ của tôi" if filters.mine else "",
        "stage_late": "Sắp trễ bước" if filters.stage_late else "",
    }
    return [
        Chip(str(label), f"?{filters.query(**{name: None})}")
        for name, label in labels.items()
        if label
    ]


def choices_of(filters: Filters) -> list[Choice]:
    fields = {field.id: field.name for field in catalogue().fields.values() if field.code}
    off = []
    if not filters.field:
        off.append(Choice("linh-vuc", "Lĩnh vực", _drawn(fields)))
    if not filters.channel:
        off.append(Choice("kenh", "Kênh nộp", _drawn(dict(Channel.Method.choices))))
    if not filters.status and len(filters.box.statuses) != 1:
        off.append(Choice("buoc", "Bước", _drawn(dict(status_choices(filters.box)))))
    return off


def _drawn(options: Mapping[Any, Any]) -> SafeString:
    rows = ({"value": str(value), "label": str(label)} for value, label in options.items())
    return draw_rows("dossiers/staff/_option.html", rows)
