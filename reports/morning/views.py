"""`/ld/`: the morning page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest


@never_cache
@require_safe
def morning(request: SignedInRequest) -> HttpResponse:
    return render(request, "reports/morning/page.html", {})
