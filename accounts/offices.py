"""Offices in process memory: their names, phones and working time hardly change."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import Unit
from portal.lib.kept import kept
from worktime.arithmetic import WorkCalendar
from worktime.services import calendar_for, working_time


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """A unit as pages name it. What it does not say of itself is that of its root."""

    id: int
    root_id: int  # its own id for a commune or province
    parent_id: int | None
    code: str
    kind: str
    name: str
    short_name: str
    name_in_sms: str
    address: str
    phone: str
    hours_text: str
    calendar: WorkCalendar


@kept("OFFICES_KEPT_SECONDS")
def offices() -> Mapping[int, OfficeFacts]:
    """Every office by its id."""
    units = {unit.pk: unit for unit in Unit.objects.select_related("calendar")}
    return {pk: _facts(unit, units[unit.root_id_or_self]) for pk, unit in units.items()}


def _facts(unit: Unit, root: Unit) -> OfficeFacts:
    calendar = unit.calendar or root.calendar
    return OfficeFacts(
        id=unit.pk,
        root_id=root.pk,
        parent_id=unit.parent_id,
        code=unit.code,
        kind=unit.kind,
        name=unit.name,
        short_name=unit.short_name,
        name_in_sms=unit.name_in_sms,
        address=unit.address or root.address,
        phone=unit.phone or root.phone,
        hours_text=unit.hours_text or root.hours_text,
        calendar=working_time(calendar) if calendar else calendar_for(None),
    )


def below(unit_id: int) -> frozenset[int]:
    """The unit and everything under it in the tree of offices."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for office in offices().values():
        children[office.parent_id].append(office.id)
    found, waiting = {unit_id}, [unit_id]
    while waiting:
        new = [child for child in children[waiting.pop()] if child not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def roots_seen_from(unit: Unit) -> list[int]:
    """Whose dossiers are the own ones: of the own commune; from a province also of its communes."""
    if unit.root_id:
        return [unit.root_id]
    known = offices()
    return sorted(pk for pk in below(unit.pk) if known[pk].root_id == pk)


def serving_office() -> OfficeFacts | None:
    """The commune or province this portal serves; None before it was set up."""
    roots = (office for office in offices().values() if office.id == office.root_id)
    return min(roots, key=lambda office: office.id, default=None)
