"""Pictures on their way to a browser: who may follow a link, and the answer, in parts if asked."""

import re
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from feedback.disclosure import is_rounded
from feedback.media.keeping import key_of
from feedback.media.links import Size, Wanted
from feedback.models import Media, Report

TYPES = {"jpg": "image/jpeg", "mp4": "video/mp4"}
CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


def answer(request: HttpRequest, wanted: Wanted) -> HttpResponseBase:
    """The file, or 404 for whoever may not see it any more."""
    media = Media.objects.filter(token=wanted.token).select_related("report__category").first()
    if media is None:
        raise Http404
    if wanted.public_hash:
        _check_public(media, wanted)
        key = _key(media.kind, wanted.size, media.public_sha256, media.public_poster_sha256)
        return _guarded(_public(request, media, key), "public, no-cache")
    _check_private(request, media, wanted)
    key = _key(media.kind, wanted.size, media.sha256, media.poster_sha256)
    return _guarded(_in_parts(request, key), "private, no-store")


def _check_public(media: Media, wanted: Wanted) -> None:
    """The moment a report is taken down, or shown with another picture, its links are dead."""
    if media.report is None or not media.report.is_public or is_rounded(media.report):
        raise Http404
    if not media.public_sha256.startswith(wanted.public_hash):
        raise Http404


def _check_private(request: HttpRequest, media: Media, wanted: Wanted) -> None:
    if not media.sha256:
        raise Http404
    if wanted.viewer and not _may_still_see(request, media, wanted.viewer):
        raise Http404


def _may_still_see(request: HttpRequest, media: Media, viewer: int) -> bool:
    user = request.user
    if not user.is_authenticated or user.pk != viewer:
        return False
    return Report.objects.visible_to(user).filter(media=media).exists()


def _key(kind: str, size: Size, sha256: str, poster_sha256: str) -> str:
    if kind == Media.Kind.VIDEO:
        if size == "full":
            return key_of(sha256, ending="mp4")
        return key_of(poster_sha256, size)
    return key_of(sha256, size)


def _public(request: HttpRequest, media: Media, key: str) -> HttpResponseBase:
    """A browser keeps it, but asks each time whether it is still shown."""
    tag = f'"{key.rsplit("/", 1)[-1]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = _in_parts(request, key)
    response["ETag"] = tag
    return response


def _in_parts(request: HttpRequest, key: str) -> HttpResponseBase:
    """The whole, or the part that a player asks for (RFC 9110, 14): phones insist on it."""
    if not default_storage.exists(key):
        raise Http404
    content, whole = default_storage.open(key), default_storage.size(key)
    kind = TYPES[key.rsplit(".", 1)[-1]]
    part = _part(request.headers.get("Range", ""), whole)
    if part is None:
        response: HttpResponseBase = FileResponse(content, content_type=kind)
    else:
        start, end = part
        response = StreamingHttpResponse(_read(content, start, end), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {start}-{end - 1}/{whole}"
        response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(header: str, whole: int) -> tuple[int, int] | None:
    """First byte and the one behind the last; None: everything, also for what makes no sense."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last) + 1, whole) if last else whole
    else:  # the last so many bytes
        start, end = max(0, whole - int(last)), whole
    return (start, end) if start < end else None


def _read(content: "File[bytes]", start: int, end: int) -> Iterator[bytes]:
    with content:
        content.seek(start)
        while start < end and (chunk := content.read(min(CHUNK, end - start))):
            start += len(chunk)
            yield chunk


def _guarded(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    """Nothing in it can act in our name: no sniffing, no scripts, an origin of its own."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = caching
    return response
