"""The messages of a portal that is being tried out, and nowhere else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from notifications.inbox.demo import newest


@never_cache
@require_safe
def demo_messages(request: HttpRequest) -> HttpResponse:
    """One-time codes too, to everybody: not found as soon as a real channel is set."""
    if settings.MESSAGE_CHANNEL != "development":
        raise Http404
    return render(request, "notifications/inbox/demo.html", {"sent": newest()})
