"""Public pages of the catalogue: search, fields, one procedure."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.services import serving_unit
from portal.lib.errors import Refused
from portal.lib.pages import numbered_page
from procedures.forms import SearchForm
from procedures.links import crumbs, field_tiles, other_fields, procedure_links, tile_groups
from procedures.memory import Catalogue, ProcedureFacts, State, catalogue
from procedures.procedure_page import ProcedurePage, build_page
from procedures.qr import typed_address
from procedures.search import code_address, search
from worktime.arithmetic import WorkCalendar
from worktime.services import calendar_for

PAGE_SIZE = 20


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """A code alone goes straight to its page; anything else is ranked and can be filtered."""
    known = catalogue()
    form = SearchForm(request.GET, known=known)
    query, filters = form.query(), form.filters()
    if address := code_address(known, query) or typed_address(query):
        return redirect(address)
    result = search(query, filters)
    page = numbered_page(request, result.hits, size=PAGE_SIZE)
    context = {
        "crumbs": crumbs(),
        "form": form,
        "chosen": form.chosen(),
        "unfiltered": urlencode({"q": query}),
        "query": query,
        "result": result,
        "count": _("%(n)s thủ tục") % {"n": page.count},
        "hits": procedure_links(known, page.rows, with_field=True),
        "suggestions": procedure_links(known, result.suggestions, with_field=True),
        "fields": [] if result.hits else field_tiles(known),
        "previous": page.previous,
        "next": page.next,
    }
    return render(request, "procedures/search.html", context)


@require_safe
def fields_page(request: HttpRequest) -> HttpResponse:
    known = catalogue()
    context = {"crumbs": crumbs(), "groups": tile_groups(known), "others": other_fields(known)}
    return render(request, "procedures/fields.html", context)


@require_safe
def field_page(request: HttpRequest, slug: str) -> HttpResponse:
    """This office's procedures of the field, then those of other offices page by page."""
    known = catalogue()
    field = known.by_slug.get(slug)
    if field is None:
        raise Http404
    rows = known.of_field.get(field.id, [])
    elsewhere = [row for row in rows if not row.received_here]
    others = numbered_page(request, elsewhere, size=PAGE_SIZE)
    own = [row for row in rows if row.received_here] if others.number == 1 else []
    context = {
        "crumbs": crumbs(),
        "field": field,
        "own": procedure_links(known, own),
        "others": procedure_links(known, others.rows),
        "others_title": _("Thủ tục khác trong lĩnh vực: %(n)s") % {"n": others.count},
        "previous": others.previous,
        "next": others.next,
    }
    return render(request, "procedures/field.html", context)


@require_safe
def procedure_page(request: HttpRequest, code: str) -> HttpResponse:
    known = catalogue()
    row = known.by_code.get(code)
    if row is None:
        raise Http404
    said = _said(known, row)
    replaced_by = known.procedures.get(row.replaced_by_id or 0)
    context = {
        "crumbs": crumbs(known.fields[row.field_id]),
        "procedure": row,
        "open": row.can_be_chosen,
        "retired": row.state == State.RETIRED,
        "replacement": procedure_links(known, [replaced_by]) if replaced_by else [],
        "said": said,
        "summary": known.content(row.version_id).summary if row.version_id else "",
        "start_url": reverse("dossiers:start", args=[row.code]) if row.accepts_online else "",
    }
    return render(request, "procedures/procedure.html", context)


def _said(known: Catalogue, row: ProcedureFacts) -> ProcedurePage | None:
    """What the version in force says; None when there is none."""
    if row.version_id is None:
        return None
    return build_page(
        known.content(row.version_id),
        known.facts_of([row])[row.id],
        online=row.accepts_online,
        calendar=_calendar() if row.received_here and row.can_be_chosen else None,
        at=timezone.now(),
    )


def _calendar() -> WorkCalendar | None:
    """The office's working time; a portal without an office promises nothing."""
    try:
        return calendar_for(serving_unit().calendar_id)
    except Refused:
        return None
