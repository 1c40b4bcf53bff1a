"""The start page: what people do most, and the fields of the boards."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from procedures.memory import Catalogue, catalogue, list_order

POPULAR = 6


@dataclass(frozen=True)
class Link:
    """A row of `components/link_list.html`."""

    title: str
    url: str
    meta: str
    icon: str = ""


@dataclass(frozen=True)
class FieldTile:
    url: str
    icon: str
    group: int
    title: str
    text: str


def popular_links(known: Catalogue) -> list[Link]:
    """The procedures of this office that are asked for most."""
    ready = (row for row in known.procedures.values() if row.can_be_chosen)
    return [
        Link(
            title=row.title,
            url=f"/thu-tuc/{row.code}/",
            meta=" · ".join(
                (
                    known.fields[row.field_id].name,
                    _("Nộp tại nhà hoặc tại quầy") if row.accepts_online else _("Nộp tại quầy"),
                )
            ),
        )
        for row in sorted(ready, key=list_order)[:POPULAR]
    ]


def field_tiles(known: Catalogue) -> list[FieldTile]:
    """The fields of the boards in their order, with how many procedures each has."""
    fields = sorted((row for row in known.fields.values() if row.on_board), key=lambda f: f.order)
    return [
        FieldTile(
            url=f"/linh-vuc/{row.slug}/",
            icon=row.icon,
            group=row.group or 1,
            title=row.name,
            text=_("%(n)s thủ tục") % {"n": len(known.of_field.get(row.id, ()))},
        )
        for row in fields
    ]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    known = catalogue()
    context = {"popular": popular_links(known), "fields": field_tiles(known)}
    return render(request, "pages/home.html", context)
