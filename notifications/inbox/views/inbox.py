"""The inbox, for citizens and for staff: the same rows in two frames."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from notifications.inbox.reading import inbox_page, open_notice, read_all
from portal.lib.text import clean


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def citizen_inbox(request: SignedInRequest) -> HttpResponse:
    return _inbox(request, "notifications/inbox/citizen.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_inbox(request: SignedInRequest) -> HttpResponse:
    return _inbox(request, "notifications/inbox/staff.html")


def _inbox(request: SignedInRequest, template: str) -> HttpResponse:
    if request.method == "POST":
        return redirect(_pressed(request) or request.path)
    page = inbox_page(request.user.pk, request.GET.get("trang", ""))
    return render(request, template, {"inbox": page})


def _pressed(request: SignedInRequest) -> str:
    """Where the pressed button leads; empty: back to the inbox."""
    reference, at = clean(request.POST.get("mo", "")), timezone.now()
    if not reference:
        read_all(request.user.pk, up_to=clean(request.POST.get("moi-nhat", "")), at=at)
        return ""
    link = open_notice(request.user.pk, reference, at=at)
    if link is None:
        raise Http404
    return link
