"""Photos or a short film: the first page, and one that may be left empty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from feedback.media.homes import Home
from feedback.media.receiving import take_files
from feedback.media.rows import media_rows
from feedback.reporting.access import draft_page
from feedback.reporting.forms import MediaForm
from feedback.reporting.journey import PHOTOS, Journey
from feedback.reporting.pages import step_context


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def photos(request: HttpRequest, journey: Journey) -> HttpResponse:
    """What can be taken is kept even when other files of the same POST cannot."""
    if request.method != "POST":
        return _show(request, journey, MediaForm())
    form = MediaForm(request.POST, request.FILES)
    if form.is_valid():
        problems = take_files(Home(draft=journey.draft), form.chosen(), at=timezone.now())
        for problem in problems:
            form.add_error("gallery", f"{problem.name}: {problem.sentence}")
    if form.errors:
        return _show(request, Journey(journey.draft), form, status=422)
    return redirect(journey.url(PHOTOS) if "them" in request.POST else journey.after(PHOTOS))


def _show(
    request: HttpRequest, journey: Journey, form: MediaForm, status: int = 200
) -> HttpResponse:
    context = {
        **step_context(journey, PHOTOS),
        "form": form,
        "files": media_rows(journey.media),
    }
    return render(request, "feedback/new/photos.html", context, status=status)
