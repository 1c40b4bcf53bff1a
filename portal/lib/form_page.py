"""A page with one form that ends in one verb."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.lib.errors import Refused
from portal.lib.forms import PortalForm

AnyForm = TypeVar("AnyForm", bound=PortalForm)


def form_page(
    request: HttpRequest,
    form: AnyForm,
    act: Callable[[AnyForm], HttpResponse],
    *,
    template: str,
    **context: Any,
) -> HttpResponse:
    """What `act` answers to a valid form; else the page again, with what is wrong at its field."""
    status = 200
    if form.is_valid():
        try:
            return act(form)
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
            status = refused.status
    elif form.is_bound:
        status = 422
    return render(request, template, {"form": form, **context}, status=status)
