"""What stands above the list: filters that are on, as chips, and what else may be chosen."""

from dataclasses import dataclass

from dossiers.queue import Filters, status_choices
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
    options: list[tuple[str, str]]


def chips_of(filters: Filters) -> list[Chip]:
    field = catalogue().fields.get(filters.field or 0)
    labels = {
        "field": field.name if field else "",
        "channel": Channel.Method(filters.channel).label if filters.channel else "",
        "status": dict(status_choices(filters.box)).get(filters.status, ""),
        "procedure": f"“{filters.procedure}”" if filters.procedure else "",
        "mine": "Chỉ của tôi" if filters.mine else "",
    }
    return [
        Chip(str(label), f"?{filters.query(**{name: None})}")
        for name, label in labels.items()
        if label
    ]


def choices_of(filters: Filters) -> list[Choice]:
    fields = [field for field in catalogue().fields.values() if field.code]
    off = []
    if not filters.field:
        options = [(str(field.id), field.name) for field in fields]
        off.append(Choice("linh-vuc", "Lĩnh vực", options))
    if not filters.channel:
        options = [(str(value), str(label)) for value, label in Channel.Method.choices]
        off.append(Choice("kenh", "Kênh nộp", options))
    if not filters.status and len(filters.box.statuses) != 1:
        off.append(Choice("buoc", "Bước", status_choices(filters.box)))
    return off
