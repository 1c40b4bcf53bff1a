"""Why this date: the story of a dossier's clock, for staff."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from dossiers.views.work_space import desk_of, visible_dossier


@never_cache
@require_safe
def staff_clock(request: SignedInRequest, code: str) -> HttpResponse:
    """Each day counted or left out, each pause and extension, and whose time it was."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    return render(
        request, "dossiers/clock/staff.html", {"code": dossier.display_code, "at": desk.at}
    )
