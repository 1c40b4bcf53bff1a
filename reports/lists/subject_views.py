"""Pages of units, people, fields, procedures, and the tables that lead to them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.offices import offices, roots_seen_from
from accounts.requests import SignedInRequest
from portal.lib.dates import clock, short_day
from portal.lib.errors import Refused
from procedures.memory import catalogue
from reports.counting.figures import counted_until
from reports.lists.asked import Asked
from reports.lists.board import FIELDS, PEOPLE, UNITS, Board
from reports.lists.filters import title_of
from reports.lists.listing import listing
from reports.lists.patient import patient
from reports.lists.ranking import BY, FEW, ranked
from reports.lists.subjects import (
    Subject,
    names_people,
    of_field,
    of_person,
    of_procedure,
    of_unit,
    tiles_of,
)
from reports.lists.tables import (
    ENDED,
    Table,
    field_groups,
    figures_table,
    people_table,
    unit_groups,
)
from reports.numbers import list_of
from reports.scope import Scope

FIRST = 20  # rows of what to look at first


class _Page:
    """One visit: who looks at which period of what, at which moment."""

    def __init__(self, request: SignedInRequest, *names: str) -> None:
        self.request, self.user, self.at = request, request.user, timezone.now()
        self.names = {"ky", *names}
        self.asked = Asked.read(request.GET, request.user, self.at, so=ENDED)
        self.selection = self.asked.selection.but(until=counted_until())

    def render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        until = self.selection.until
        period = self.selection.period
        about = {
            "filters": self.asked.filters(self.user, self.names),
            "period": period.words if period else "",
            "until": f"số liệu lúc {clock(until)} {short_day(until)}" if until else "",
            "here": self.request.get_full_path(),
        }
        return render(self.request, template, about | context, status=self.asked.status)

    def tables(self, title: str, board: Board, tables: list[Table]) -> HttpResponse:
        context = {
            "title": title,
            "where": self.selection.scope.words,
            "tiles": tiles_of(self.selection, board.whole()),
            "tables": tables,
        }
        return self.render("reports/lists/tables.html", context)

    def subject(self, subject: Subject, *, has_period: bool = True) -> HttpResponse:
        found = subject.first.dossiers(self.at)
        page = listing(subject.first, found, self.at, self.user, size=FIRST)
        context = {
            "subject": subject,
            "first_title": title_of(subject.first),
            "has_period": has_period,
            "rows": page.rows,
            "acts": page.acts,
            "all_url": list_of(subject.first) if page.next else "",
        }
        return self.render("reports/lists/subject.html", context)


@never_cache
@require_safe
@patient
def units(request: SignedInRequest) -> HttpResponse:
    """Every unit of the scope, and who holds what."""
    page = _Page(request, "linh-vuc")
    people = names_people(page.selection.scope, page.user)
    board = Board.of(page.selection, page.at, *UNITS, *(PEOPLE if people else ()))
    tables = [figures_table("Đơn vị", unit_groups(board))]
    tables += [people_table(board)] if people else []
    return page.tables("Đơn vị, cán bộ", board, tables)


@never_cache
@require_safe
@patient
def fields(request: SignedInRequest) -> HttpResponse:
    page = _Page(request, "don-vi")
    board = Board.of(page.selection, page.at, *FIELDS)
    return page.tables("Lĩnh vực", board, [figures_table("Lĩnh vực", field_groups(board))])


@never_cache
@require_safe
@patient
def unit(request: SignedInRequest, code: str) -> HttpResponse:
    """404 for a unit out of one's scope."""
    page = _Page(request, "linh-vuc")
    try:
        scope = Scope.read({"don-vi": code}, page.user)
    except Refused as refused:
        raise Http404 from refused
    people = names_people(scope, page.user)
    return page.subject(of_unit(scope, page.selection, page.at, people=people))


@never_cache
@require_safe
@patient
def person(request: SignedInRequest, username: str) -> HttpResponse:
    """What a colleague holds of the own scope; 404 for people of elsewhere."""
    page = _Page(request)
    colleague = User.objects.filter(username=username, kind=User.Kind.STAFF).first()
    if colleague is None or not _same_root(page.user, colleague):
        raise Http404
    return page.subject(of_person(colleague, page.selection, page.at), has_period=False)


@never_cache
@require_safe
@patient
def field(request: SignedInRequest, slug: str) -> HttpResponse:
    page, found = _Page(request, "don-vi"), catalogue().by_slug.get(slug)
    if found is None:
        raise Http404
    return page.subject(of_field(found.id, page.selection, page.at))


@never_cache
@require_safe
@patient
def procedure(request: SignedInRequest, code: str) -> HttpResponse:
    page, found = _Page(request, "don-vi"), catalogue().by_code.get(code)
    if found is None:
        raise Http404
    return page.subject(of_procedure(found.id, page.selection, page.at))


@never_cache
@require_safe
@patient
def ranking(request: SignedInRequest) -> HttpResponse:
    """Units by one share; those with few dossiers apart."""
    page = _Page(request, "linh-vuc")
    asked_by = request.GET.get("theo", "")
    by = next((one for one in BY if one.slug == asked_by), BY[0])
    board = Board.of(page.selection, page.at, *UNITS)
    found = ranked(unit_groups(board), by, page.user.unit_id or 0)
    query = page.selection.but(until=None).query()
    tabs = [
        {"label": one.label, "url": f"?{query}&theo={one.slug}", "here": one is by, "count": None}
        for one in BY
    ]
    context = {"by": by, "ranking": found, "few": FEW, "tabs": tabs}
    return page.render("reports/lists/ranking.html", context)


def _same_root(user: User, colleague: User) -> bool:
    if user.unit is None or colleague.unit_id is None:
        return False
    return offices()[colleague.unit_id].root_id in roots_seen_from(user.unit)
