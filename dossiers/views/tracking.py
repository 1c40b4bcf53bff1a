"""Tracking for everybody who holds the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.identity import mask_name
from dossiers.models import Dossier
from portal.lib.dates import clock, leaf, long_day


@never_cache
@require_safe
def track_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """The address in the QR of Mẫu 01; the key is the secret, so nothing more is asked for."""
    found = Dossier.objects.select_related("procedure")
    dossier = get_object_or_404(found, tracking_key=key)
    due = dossier.due_at
    context = {
        "code": dossier.display_code,
        "title": dossier.procedure.title,
        "applicant": mask_name(dossier.applicant_name),
        "label": dossier.label,
        "leaf": leaf(due) if due else None,
        "due": f"Hẹn trả kết quả trước {clock(due)}, {long_day(due)}" if due else "",
    }
    return render(request, "dossiers/tracking/by_key.html", context)
