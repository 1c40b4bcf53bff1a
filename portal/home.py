"""The start page: what people do most, and the fields of the boards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procedures.links import field_tiles, most_used
from procedures.memory import catalogue


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    known = catalogue()
    context = {"popular": most_used(known), "fields": field_tiles(known)}
    return render(request, "pages/home.html", context)
