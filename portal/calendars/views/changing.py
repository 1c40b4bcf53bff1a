"""Changing a calendar, or which one an office counts by: the form, the preview, the applying."""

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from portal.calendars.calendar_page import asked_year
from portal.calendars.days import specials_of
from portal.calendars.days_forms import DaysForms, decided_year
from portal.calendars.flow import Steps
from portal.calendars.hours import hour_rows, hours_of
from portal.calendars.hours_forms import HoursForms
from portal.calendars.office_forms import OfficeForms
from portal.calendars.rules_forms import RulesForms
from portal.calendars.tree import Tree

WHOLE_YEAR = "ca-nam"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def days_page(request: SignedInRequest, code: str) -> HttpResponse:
    """`?nam=2027`: the year; `&ca-nam=1`: the whole year by its decision, over what is there."""
    tree = Tree.read()
    calendar, _ = tree.find(code)
    year, whole = asked_year(request, timezone.localdate()), WHOLE_YEAR in request.GET
    specials = specials_of(tree.lineage(calendar), year)
    first = decided_year(specials) if whole else None
    forms = DaysForms(
        _posted(request), calendar=calendar, year=year, specials=specials, initial=first
    )
    context = {"calendar": calendar, "year": year, "whole": whole, "here": "days"}
    return Steps(request, forms, "calendars/days.html", calendar.name, context).answer()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours_page(request: SignedInRequest, code: str) -> HttpResponse:
    tree = Tree.read()
    calendar, _ = tree.find(code)
    lineage = tree.lineage(calendar)
    hours = hours_of(lineage, hour_rows(lineage))
    forms = HoursForms(_posted(request), calendar=calendar, hours=hours)
    context = {"calendar": calendar, "source": hours.source, "here": "hours"}
    return Steps(request, forms, "calendars/hours.html", calendar.name, context).answer()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules_page(request: SignedInRequest, code: str) -> HttpResponse:
    calendar, version = Tree.read().find(code)
    forms = RulesForms(_posted(request), calendar=calendar, version=version)
    context = {"calendar": calendar, "here": "rules"}
    return Steps(request, forms, "calendars/rules.html", calendar.name, context).answer()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def office_page(request: SignedInRequest) -> HttpResponse:
    """`?don-vi=H99.12.3`: the office chosen already."""
    forms = OfficeForms(_posted(request), initial={"unit": request.GET.get("don-vi")})
    return Steps(request, forms, "calendars/office.html", "Lịch của đơn vị").answer()


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
