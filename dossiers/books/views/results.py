"""Sổ kết quả on the screen."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.books.offices import offices_of, with_entries_first
from dossiers.books.results import Wanted, entered_in, result_page
from dossiers.books.years import years_until
from dossiers.files.serving import file_response
from dossiers.models import Attachment, BookJob


@never_cache
@require_safe
def results(request: SignedInRequest) -> HttpResponse:
    """The register of an office and year, the newest first; one box for every kind of number."""
    offices = offices_of(request.user)
    if not offices:
        raise Http404
    today = timezone.localdate()
    offices = with_entries_first(offices, entered_in, today.year)
    wanted = Wanted.read(request.GET, offices, today)
    page = result_page(request.user, wanted)
    context = {
        "wanted": wanted,
        "offices": offices.values(),
        "years": years_until(today),
        "page_of": page,
        "newer": _address(wanted, page.newer),
        "older": _address(wanted, page.older),
        "kind": BookJob.Kind.RESULTS.value,
    }
    return render(request, "dossiers/books/results.html", context)


def _address(wanted: Wanted, begin: int) -> str:
    """The page that begins with that number; empty for none."""
    if not begin:
        return ""
    query = {"don-vi": wanted.office.code, "nam": str(wanted.year), "tu": str(begin)}
    return f"{reverse('dossiers:results')}?{urlencode(query)}"


@require_safe
def result_file(request: SignedInRequest, code: str) -> HttpResponseBase:
    """The electronic result of an entry, by the code that verifies it; looking is logged."""
    units = [office.id for office in offices_of(request.user).values()]
    files = Attachment.objects.filter(
        role=Attachment.Role.RESULT,
        dossier__result_entry__code=code,
        dossier__result_entry__unit_id__in=units,
    )
    attachment = files.select_related("file", "dossier").order_by("-pk").first()
    if attachment is None or attachment.dossier is None:
        raise Http404
    log_access(request.user, "dossier.file", attachment.dossier.display_code, at=timezone.now())
    return file_response(attachment)
