"""Pages that may take so long and no longer: who asks for too much slows nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from accounts.requests import SignedInRequest
from portal.lib.errors import Refused
from portal.lib.patience import at_most
from portal.lib.responses import refused_page

PATIENCE = 5  # seconds
P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def patient(view: View[P]) -> View[P]:
    """The page, or the sentence that says what to choose instead."""

    @wraps(view)
    def shown(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            with at_most(PATIENCE):
                return view(request, *args, **kwargs)
        except Refused as refused:
            return refused_page(request, refused, back_url=reverse("reports:morning"))

    return shown
