"""Photos or a short film: the first page, and one that may be left empty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from feedback.media.homes import Home
from feedback.media.receiving import take_files
from feedback.media.rows import media_rows
from feedback.media.traffic import count_files
from feedback.reporting.access import draft_page
from feedback.reporting.forms import MediaForm
from feedback.reporting.journey import PHOTOS, Journey
from feedback.reporting.pages import step_context
from portal.lib.addresses import client_network
from portal.lib.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def photos(request: HttpRequest, journey: Journey) -> HttpResponse:
    """What can be taken is kept even when other files of the same POST cannot."""
    if request.method != "POST":
        return _show(request, journey, MediaForm())
    form = MediaForm(request.POST, request.FILES)
    if form.is_valid():
        _take(request, journey, form)
    if form.errors:
        return _show(request, Journey(journey.draft), form, status=422)
    return redirect(journey.url(PHOTOS) if "them" in request.POST else journey.after(PHOTOS))


def _take(request: HttpRequest, journey: Journey, form: MediaForm) -> None:
    """What is not taken is told at the form."""
    files = form.chosen()
    try:
        count_files(client_network(request), files, field="gallery")
    except Refused as refused:
        form.add_error(refused.field, refused.message)
        return
    for problem in take_files(Home(draft=journey.draft), files, at=timezone.now()):
        form.add_error("gallery", f"{problem.name}: {problem.sentence}")


def _show(
    request: HttpRequest, journey: Journey, form: MediaForm, status: int = 200
) -> HttpResponse:
    context = {
        **step_context(journey, PHOTOS),
        "form": form,
        "files": media_rows(journey.media),
    }
    return render(request, "feedback/new/photos.html", context, status=status)
