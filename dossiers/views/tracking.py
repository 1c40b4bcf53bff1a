"""Where a dossier lies: for its owner, for whoever holds the receipt, for code and four digits."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from dossiers.forms.tracking import LookUpForm
from dossiers.services import claim
from dossiers.tracking.finding import find
from dossiers.tracking.grants import grant, granted, own
from dossiers.tracking.page import MaskedPage, masked_page, own_page, sign_in_url
from dossiers.tracking.reading import by_key, masked, track
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.responses import private, refused_page
from portal.lib.whole_pages import draw_page

PAGE = "dossiers/tracking/dossier.html"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Code and four digits by POST, so that they stand in no address."""
    if request.method != "POST":
        form = LookUpForm(initial={"code": request.GET.get("ma", "")[:40]})
        return render(request, "dossiers/tracking/look_up.html", {"form": form})
    form, status = LookUpForm(request.POST), 422
    if form.is_valid():
        try:
            found = find(**form.cleaned_data, address=client_network(request))
        except Refused as refused:
            form.add_error(None if refused.status == 429 else "code", refused.message)
            status = refused.status
        else:
            grant(request, found.pk, at=timezone.now())
            return redirect("dossiers:dossier", found.code)
    return render(request, "dossiers/tracking/look_up.html", {"form": form}, status=status)


@private
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """The owner's page; the masked one for who has just shown to hold the receipt.

    The code alone opens nothing: strangers are asked for the digits, whether it exists or not.
    """
    at = timezone.now()
    found = own(request).with_code(code).select_related("assignee", "eform").first()
    if found and request.user.is_authenticated:
        return render(request, PAGE, own_page(track(found, full=True, at=at), request.user))
    if shown := masked(granted(request, at=at).with_code(code)).first():
        return _show(request, masked_page(track(shown, full=False, at=at), request))
    return ask_for_digits(request, code)


def ask_for_digits(request: HttpRequest, code: str) -> HttpResponse:
    """What whoever may not see this dossier gets: 404 when signed in, else the page to prove it."""
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"{reverse('dossiers:look-up')}?{urlencode({'ma': code})}")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def track_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """The address in the receipt's QR: the key is the secret. POST goes on to signing in."""
    at = timezone.now()
    found = by_key(key)
    if found is None:
        raise Http404
    if request.user.is_authenticated and found.owner_id == request.user.pk:
        return redirect("dossiers:dossier", found.display_code)
    if request.method == "POST":
        grant(request, found.pk, at=at)
        if request.user.is_authenticated:
            return redirect("dossiers:dossier", found.display_code)
        return redirect(sign_in_url(found))
    return _show(request, masked_page(track(found, full=False, at=at), request, by_key=True))


def _show(request: HttpRequest, page: MaskedPage) -> HttpResponse:
    return draw_page(request, PAGE, page.values, **page.shape)


@private
@require_POST
def claim_dossier(request: SignedInRequest, code: str) -> HttpResponse:
    """`Thêm vào hồ sơ của tôi`, for who has shown to hold the receipt."""
    at = timezone.now()
    found = get_object_or_404(granted(request, at=at).with_code(code))
    page = reverse("dossiers:dossier", args=[found.display_code])
    try:
        claim(found, by=request.user, at=at)
    except Refused as refused:
        return refused_page(request, refused, back_url=page)
    messages.success(request, "Đã thêm vào hồ sơ của ông/bà. Từ nay xem đủ giấy tờ ở trang này.")
    return redirect(page)
