"""Books of a year: asking for one, watching it being made, taking it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.offices import OfficeFacts
from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.books.entries import received_in
from dossiers.books.forms import BookForm
from dossiers.books.kinds import KINDS
from dossiers.books.offices import offices_of, with_entries_first
from dossiers.books.orders import ask_for_book
from dossiers.books.rows import book_row
from dossiers.models import BookJob
from portal.lib.errors import Refused

SHOWN = 50
REFRESH_SECONDS = 4


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def books(request: SignedInRequest) -> HttpResponse:
    """The books that were made lately, and a form for another."""
    at, status = timezone.now(), 200
    today = timezone.localdate(at)
    offices = with_entries_first(_offices(request), received_in, today.year)
    initial = {"office": next(iter(offices)), "year": today.year, "kind": BookJob.Kind.XLSX}
    form = BookForm(request.POST or None, offices=offices, today=today, initial=initial)
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            job = ask_for_book(
                form.chosen_office(), wanted["year"], wanted["kind"], by=request.user, at=at
            )
            return redirect("dossiers:book", wanted["office"], job.year, job.kind)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    if form.errors:
        status = 422
    by_id = {office.id: office for office in offices.values()}
    jobs = BookJob.objects.filter(unit_id__in=by_id).select_related("asked_by")[:SHOWN]
    context = {"form": form, "rows": [book_row(job, by_id[job.unit_id]) for job in jobs]}
    return render(request, "dossiers/books/books.html", context, status=status)


@never_cache
@require_safe
def book(request: SignedInRequest, code: str, year: int, kind: str) -> HttpResponse:
    """How far it is; while it is being made the page asks again by itself, without script."""
    job, office = _job(request, code, year, kind)
    context = {"row": book_row(job, office), "seconds": REFRESH_SECONDS}
    return render(request, "dossiers/books/book.html", context)


@require_safe
def book_file(request: SignedInRequest, code: str, year: int, kind: str) -> HttpResponseBase:
    """The file; that it was taken is logged."""
    job, office = _job(request, code, year, kind)
    if job.state != BookJob.State.READY or not default_storage.exists(job.storage_key):
        raise Http404
    name = f"{KINDS[kind].slug}-{office.code}-{year}.{KINDS[kind].ending}"
    log_access(request.user, "book.take", f"{office.code}/{year}.{kind}", at=timezone.now())
    response = FileResponse(
        default_storage.open(job.storage_key), as_attachment=True, filename=name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _offices(request: SignedInRequest) -> dict[str, OfficeFacts]:
    offices = offices_of(request.user)
    if not offices:
        raise Http404
    return offices


def _job(request: SignedInRequest, code: str, year: int, kind: str) -> tuple[BookJob, OfficeFacts]:
    """404 for the book of an office whose books one may not read."""
    office = _offices(request).get(code)
    asked = BookJob.objects.select_related("asked_by").filter(year=year, kind=kind)
    job = asked.filter(unit_id=office.id).first() if office else None
    if office is None or job is None:
        raise Http404
    return job, office
