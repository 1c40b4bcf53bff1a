"""The way into a draft, the same for all its pages: whoever holds its token."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from feedback.models import ReportDraft
from feedback.reporting.journey import Journey
from portal.lib.errors import Refused
from portal.lib.responses import View, private, refused_page

BEGUN = "report_draft"  # in the session: the draft this device goes on with


def draft_page(view: View) -> View:
    """Gives the view a `Journey` in place of the token; what was sent leads to its receipt.

    A refusal that belongs to no form (sent meanwhile in another tab) gets a page of its own.
    """

    @private
    @wraps(view)
    def inner(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        draft = get_object_or_404(ReportDraft, token=token)
        if draft.sent_as_id is not None:
            return redirect("feedback:draft-sent", token)
        try:
            return view(request, Journey(draft), **kwargs)
        except Refused as refused:
            return refused_page(request, refused, back_url=request.path)

    return inner
