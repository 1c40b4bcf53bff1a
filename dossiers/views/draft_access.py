"""The way into a draft, the same for all its pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.requests import SignedInRequest
from dossiers.models import Draft
from dossiers.online.journey import Journey
from portal.lib.dates import short_day

View = Callable[..., HttpResponse]


def find_draft(request: SignedInRequest, token: str) -> Draft:
    """The person's own draft with everything its pages read; 404 for anybody else's."""
    drafts = Draft.objects.visible_to(request.user).select_related(
        "owner", "unit", "procedure", "procedure_version", "eform"
    )
    return get_object_or_404(drafts, token=token)


def draft_page(*, while_expired: bool = False) -> Callable[[View], View]:
    """Gives the view a `Journey` in place of the token.

    A draft that was sent leads to its receipt, an expired one to its own page, unless the view
    sees to that itself (`while_expired`).
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def inner(request: SignedInRequest, token: str, **kwargs: Any) -> HttpResponse:
            draft = find_draft(request, token)
            if draft.submitted_at is not None:
                return redirect("dossiers:draft-receipt", token)
            if draft.is_expired(timezone.now()) and not while_expired:
                return expired_page(request, draft)
            return view(request, Journey(draft), **kwargs)

        return inner

    return decorate


def expired_page(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """What became of the draft and how to get it back; 409 when something was being sent to it."""
    context = {
        "title": draft.procedure.title,
        "token": draft.token,
        "code": draft.procedure.code,
        "expired_on": short_day(draft.expires_at),
        "can_restore": draft.is_restorable(timezone.now()),
        "was_sending": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "dossiers/citizen/expired.html", context, status=status)
