"""Files by script: begun, sent in pieces, asked for, taken out; and the pictures themselves."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback.media.doors import Door
from feedback.media.forms import AnnouncedForm
from feedback.media.homes import Home
from feedback.media.links import read_link
from feedback.media.receiving import PIECE, begin, give_up, remove, take_piece
from feedback.media.rows import media_row
from feedback.media.serving import answer
from feedback.media.traffic import check_traffic, count_traffic
from feedback.media.words import refused
from feedback.models import Media, Upload
from portal.lib.addresses import client_network, next_address
from portal.lib.errors import Refused

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@require_safe
def show(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A picture, by a link that we made."""
    wanted = read_link(signed)
    if wanted is None:
        raise Http404
    return answer(request, wanted)


@require_POST
@never_cache
def announce(request: HttpRequest, door: Door, **address: str) -> HttpResponse:
    """Begins a file, or finds the one that was begun with the same key."""
    home = door(request, **address)
    form = AnnouncedForm(request.POST)
    if not form.is_valid():
        return _told(refused("unreadable"))
    try:
        check_traffic(client_network(request))
        upload = begin(home, form.announced(), at=timezone.now())
    except Refused as refusal:
        return _told(refusal)
    url = f"{request.path}{upload.token}/"
    return JsonResponse({"url": url, "piece": PIECE, **_stand(upload)}, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def piece(request: HttpRequest, door: Door, file: str, **address: str) -> HttpResponse:
    """GET: how far the file is. POST: its next bytes, with `X-Offset` and perhaps `X-SHA256`."""
    home = door(request, **address)
    uploads, media = home.files()
    upload = uploads.filter(token=file).first()
    if upload is None:
        return JsonResponse(_media(request, home, get_object_or_404(media, token=file)))
    if request.method != "POST":
        return JsonResponse(_stand(upload))
    try:
        offset, content, digest = _sent(request)
        count_traffic(client_network(request), len(content))
        arrived = take_piece(upload, offset, content, digest, at=timezone.now())
    except Refused as refusal:
        return _told(refusal, received=upload.received)
    return JsonResponse(_media(request, home, arrived) if arrived else _stand(upload))


@require_POST
def take_out(request: HttpRequest, door: Door, file: str, **address: str) -> HttpResponse:
    """Removes a file, or gives up one on its way. A plain form is led back to `tiep`."""
    home = door(request, **address)
    upload = home.files()[0].filter(token=file).first()
    if upload is not None:
        give_up(upload)
    else:
        remove(get_object_or_404(home.removable(), token=file))
    back_url = next_address(request, default="")
    return redirect(back_url) if back_url else JsonResponse({})


def _sent(request: HttpRequest) -> tuple[int, bytes, str]:
    """Offset, bytes and hash of a piece; bytes that broke off on the way are no piece."""
    offset = request.headers.get("X-Offset", "")
    if not _NUMBER.fullmatch(offset):
        raise refused("changed", conflict=True)
    try:
        content = request.body
    except UnreadablePostError as error:
        raise refused("hash") from error
    if len(content) != int(request.META.get("CONTENT_LENGTH") or 0):
        raise refused("hash")
    return int(offset), content, request.headers.get("X-SHA256", "")


def _stand(upload: Upload) -> dict[str, Any]:
    return {"token": upload.token, "received": upload.received, "size": upload.size}


def _media(request: HttpRequest, home: Home, media: Media) -> dict[str, Any]:
    """A file that arrived whole, and what became of it."""
    row = media_row(media, media.order + 1, to=home.by)
    shown = {
        "token": row.token, "name": row.name, "kind": row.kind, "state": row.state,
        "words": row.words, "thumb": row.thumb_url, "large": row.large_url,
        "remove": f"{request.path}xoa/",
    }  # fmt: skip
    return {"received": media.original_size, "size": media.original_size, "media": shown}


def _told(refusal: Refused, **stand: int) -> JsonResponse:
    told = {"code": refusal.code, "message": refusal.message, **stand}
    return JsonResponse(told, status=refusal.status)
