"""The page of absences: one's own, and for a head those of the office."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.absences.declaring import declare_absence, take_back
from accounts.absences.forms import AbsenceForm
from accounts.absences.rows import rows_for
from accounts.absences.standing import present_and_coming
from accounts.requests import SignedInRequest
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.numbers import whole_number
from portal.lib.responses import refused_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: SignedInRequest) -> HttpResponse:
    """Who is away and who stands in; a form for one more."""
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.user)
    return form_page(
        request,
        form,
        partial(_declare, request),
        template="accounts/absences.html",
        rows=rows_for(request.user, timezone.localdate()),
    )


def _declare(request: SignedInRequest, form: AbsenceForm) -> HttpResponse:
    absence = declare_absence(
        form.absent,
        form.away,
        deputy=form.cleaned_data["deputy"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request, f"Từ {short_day(absence.since)}, {absence.deputy} nhận việc thay {absence.user}"
    )
    return redirect("accounts:absences")


@require_POST
def end_absence(request: SignedInRequest) -> HttpResponse:
    """Taken back: from now on the person hears for himself or herself again."""
    number = whole_number(request.POST.get("vang-mat", ""))
    running = present_and_coming(timezone.localdate()).select_related("user", "deputy")
    absence = running.filter(pk=number).first()
    if absence is None:
        raise Http404
    try:
        take_back(absence, by=request.user, at=timezone.now())
    except Refused as refused:
        if refused.code == "not_permitted":
            raise Http404 from refused
        return refused_page(request, refused, back_url=request.path)
    messages.success(request, f"Đã rút. {absence.user} lại tự nhận việc của mình")
    return redirect("accounts:absences")
