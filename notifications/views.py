"""What the development channel "sent": for trying the product out, and nowhere else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.identity import show_phone
from notifications.models import Message

NEWEST = 30


@never_cache
@require_GET
def development_inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages. Not found as soon as a real channel is set."""
    if settings.MESSAGE_CHANNEL != "development":
        raise Http404
    sent = [
        {
            "to": show_phone(message.recipient),
            "text": message.text,
            "at": f"{timezone.localtime(message.created_at):%H:%M:%S %d/%m/%Y}",
            "state": message.get_state_display(),
        }
        for message in Message.objects.order_by("-pk")[:NEWEST]
    ]
    return render(request, "notifications/development_inbox.html", {"sent": sent})
