"""Every resource of the interface with the methods it takes, and the page about it."""

from typing import NoReturn

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.open311 import catalogue, discovery, listing, receiving, updates
from feedback.open311.asked import Asked
from feedback.open311.faults import unknown
from feedback.open311.resource import resource


def _nothing(asked: Asked, **_: object) -> NoReturn:
    raise unknown("Không có địa chỉ này.")


discovery_view = resource(get=discovery.discovery)
services = resource(get=catalogue.services)
definition = resource(get=catalogue.definition)
requests = resource(get=listing.requests, post=receiving.post_request)
one_request = resource(get=listing.one_request)
token = resource(get=listing.token)
updates_view = resource(get=updates.updates, post=updates.post_update)
nothing = resource(get=_nothing, post=_nothing, put=_nothing, delete=_nothing, patch=_nothing)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How programs of others use it, and how to get a key."""
    return render(request, "feedback/open311.html")
