"""Whoever doubts a text asks whether it was ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from notifications.inbox.forms import GenuineForm
from notifications.inbox.genuine import judge, opening_words, sender_names
from portal.lib.addresses import client_network
from portal.lib.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def genuine(request: HttpRequest) -> HttpResponse:
    """Asked by POST, so that a text with a code stands in no address and no log."""
    form = GenuineForm(request.POST if request.method == "POST" else None)
    answer, status = None, 422 if form.errors else 200
    if form.is_valid():
        try:
            answer = judge(form.cleaned_data["text"], network=client_network(request))
        except Refused as refused:
            form.add_error("text", refused.message)
            status = 429
    context = {
        "form": form,
        "answer": answer,
        "senders": ", ".join(sender_names()),
        "opening": opening_words(),
    }
    return render(request, "notifications/inbox/genuine.html", context, status=status)
