"""Procedures and fields as links: rows of `components/link_list.html` and field tiles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from procedures.memory import Catalogue, FieldFacts, ProcedureFacts, catalogue, list_order
from procedures.models import Field, Procedure

MOST_USED = 6


@dataclass(frozen=True, slots=True)
class ProcedureLink:
    title: str
    url: str
    meta: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FieldTile:
    url: str
    icon: str
    group: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The fields of one colour of the boards."""

    title: str
    tiles: list[FieldTile]


def procedure_url(code: str) -> str:
    return reverse("procedures:procedure", args=[code])


def field_url(slug: str) -> str:
    return reverse("procedures:field", args=[slug])


def crumbs(field: FieldFacts | None = None) -> list[Crumb]:
    """The way to a page of the catalogue; of a procedure, by its field."""
    way = [Crumb(_("Trang chủ"), reverse("home"))]
    if field is not None:
        way.append(Crumb(field.name, field_url(field.slug)))
    return way


def procedure_links(
    known: Catalogue, rows: Iterable[ProcedureFacts], *, with_field: bool = False
) -> list[ProcedureLink]:
    """What this office receives shows time, fee and way; the rest shows whose it is."""
    rows = list(rows)
    facts = known.facts_of(row for row in rows if row.received_here)
    return [
        ProcedureLink(
            title=row.title,
            url=procedure_url(row.code),
            meta=" · ".join(
                part
                for part in (
                    known.fields[row.field_id].name if with_field else "",
                    facts[row.id].line if row.id in facts else elsewhere(row),
                )
                if part
            ),
        )
        for row in rows
    ]


def elsewhere(row: ProcedureFacts) -> str:
    """Which level does it, or that it is the rule of one locality."""
    if row.scope == Procedure.Scope.SPECIFIC:
        return _("Quy định riêng của một địa phương")
    if row.scope == Procedure.Scope.INTERNAL:
        return _("Thủ tục nội bộ giữa các cơ quan")
    levels = (
        (row.for_commune, _("Cấp xã")),
        (row.for_province, _("Cấp tỉnh")),
        (row.for_ministry, _("Cấp bộ")),
    )
    return ", ".join(name for does, name in levels if does)


def most_used(known: Catalogue | None = None) -> list[ProcedureLink]:
    """ "Việc bà con hay làm": what is asked for most of what this office receives."""
    known = known or catalogue()
    ready = (row for row in known.procedures.values() if row.can_be_chosen and row.received_here)
    return procedure_links(known, sorted(ready, key=list_order)[:MOST_USED])


def field_tiles(known: Catalogue) -> list[FieldTile]:
    """The fields of the boards in their order, with how many procedures this office receives."""
    on_board = (row for row in known.fields.values() if row.on_board)
    return [_tile(known, row) for row in sorted(on_board, key=lambda row: row.order)]


def tile_groups(known: Catalogue) -> list[TileGroup]:
    tiles = field_tiles(known)
    return [
        TileGroup(str(group.label), [tile for tile in tiles if tile.group == group])
        for group in Field.Group
    ]


def other_fields(known: Catalogue) -> list[ProcedureLink]:
    """Fields of the national list that have procedures but no place on the boards."""
    rows = (row for row in known.fields.values() if not row.on_board and row.id in known.of_field)
    return [
        ProcedureLink(row.name, field_url(row.slug), _count(len(known.of_field[row.id])))
        for row in sorted(rows, key=lambda row: row.name)
    ]


def _tile(known: Catalogue, row: FieldFacts) -> FieldTile:
    received = [one for one in known.of_field.get(row.id, ()) if one.received_here]
    return FieldTile(
        url=field_url(row.slug),
        icon=row.icon,
        group=row.group or Field.Group.ORDER,
        title=row.name,
        text=_count(len(received)),
    )


def _count(number: int) -> str:
    return _("%(n)s thủ tục") % {"n": number}
