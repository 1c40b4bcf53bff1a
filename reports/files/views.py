"""Files of reports: asking for one, watching it being made, taking it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.services import log_access
from portal.lib.errors import Refused
from portal.lib.responses import refused_page
from reports.files.orders import ask, page_behind, read_wanted
from reports.files.rows import file_name, file_row, line_words
from reports.models import ReportFile

SHOWN = 50
REFRESH_SECONDS = 2


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: SignedInRequest) -> HttpResponse:
    """The files one asked for; a button of a report or a list posts here."""
    if request.method == "POST":
        return _order(request)
    mine = ReportFile.objects.filter(asked_by=request.user).select_related("asked_by")
    context = {"rows": [file_row(job) for job in mine[:SHOWN]]}
    return render(request, "reports/files/files.html", context)


def _order(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    try:
        job = ask(read_wanted(request.POST.dict(), request.user, at), by=request.user, at=at)
    except Refused as refused:
        return refused_page(request, refused, back_url=page_behind(request.POST.dict()))
    return redirect("reports:file", job.code)


@never_cache
@require_safe
def file(request: SignedInRequest, code: str) -> HttpResponse:
    """How far it is; while it is being made the page asks again by itself."""
    job = _own(request, code)
    context = {"row": file_row(job), "line": line_words(job), "seconds": REFRESH_SECONDS}
    return render(request, "reports/files/file.html", context)


@require_safe
def file_content(request: SignedInRequest, code: str) -> HttpResponseBase:
    """The file; that it was taken is logged."""
    job = _own(request, code)
    if job.state != ReportFile.State.READY or not default_storage.exists(job.storage_key):
        raise Http404
    log_access(request.user, "report.take", f"{job.report}.{job.format}", at=timezone.now())
    response = FileResponse(
        default_storage.open(job.storage_key), as_attachment=True, filename=file_name(job)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: SignedInRequest, code: str) -> ReportFile:
    """404 for what somebody else asked for."""
    mine = ReportFile.objects.filter(asked_by=request.user).select_related("asked_by")
    return get_object_or_404(mine, code=code)
