"""Quét QR: by camera, by a photo, or by typing the code. All of them come here as a POST."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.files.scanning import address_of, read_picture
from dossiers.forms.tracking import PhotoForm, TypedCodeForm
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.limits import allow

PHOTOS, SECONDS = 30, 15 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    """Two forms of one page; `anh` says that the photo was sent."""
    by_photo = "anh" in request.POST
    typed = TypedCodeForm(request.POST if request.method == "POST" and not by_photo else None)
    photo = PhotoForm(request.POST, request.FILES) if by_photo else PhotoForm()
    sent = photo if by_photo else typed
    if sent.is_valid():
        try:
            return redirect(address_of(_text(request, sent), _own_hosts(request)))
        except Refused as refused:
            if refused.code == "card":
                sent.data = {}  # nobody's number is shown again
            sent.add_error("photo" if by_photo else "text", refused.message)
    context = {"form": sent, "typed": typed, "photo": photo}
    status = 422 if sent.errors else 200
    return render(request, "dossiers/tracking/scan.html", context, status=status)


def _text(request: HttpRequest, sent: TypedCodeForm | PhotoForm) -> str:
    if isinstance(sent, TypedCodeForm):
        return str(sent.cleaned_data["text"])
    if not allow("scan-photo", client_network(request), tries=PHOTOS, seconds=SECONDS):
        raise Refused("too_many_photos", "Đã gửi nhiều ảnh quá. Xin gõ mã in dưới hình QR")
    return read_picture(sent.cleaned_data["photo"])


def _own_hosts(request: HttpRequest) -> set[str]:
    return {urlsplit(settings.SITE_URL).netloc.lower(), request.get_host().lower()}
