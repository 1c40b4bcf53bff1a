"""What people were told about a dossier, with the proof that it arrived."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from dossiers.models import Dossier
from dossiers.views.work_space import visible_dossier
from notifications.desk.states import EventState, states_of


def told(dossier: Dossier, *, with_proof: bool = False) -> list[EventState]:
    """By both its codes: before reception it had only that of the online receipt."""
    return states_of((dossier.code, dossier.submission_code), with_proof=with_proof)


@never_cache
@require_safe
def dossier_messages(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = visible_dossier(request, code)
    context = {"dossier": dossier, "told": told(dossier, with_proof=True)}
    return render(request, "dossiers/staff/messages.html", context)
