"""Stored files on their way to a browser. Who may see one is decided by the caller."""

import io

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from PIL import Image

from dossiers.models import Attachment

TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}
THUMBNAIL = (180, 228)  # pixels, three times what `mc-file__thumb` shows


def file_response(attachment: Attachment) -> HttpResponseBase:
    """The file under the person's name for it: a picture to look at, a PDF to download.

    Nothing in it can act in our name: no sniffing, no scripts, an origin of its own, no copies.
    """
    stored = attachment.file
    response = FileResponse(
        default_storage.open(stored.key),
        as_attachment=stored.kind == "pdf",
        filename=_file_name(attachment),
        content_type=TYPES[stored.kind],
    )
    return _guarded(response)


def thumbnail_response(attachment: Attachment) -> HttpResponseBase:
    """A small picture of a picture, drawn each time: it takes a few milliseconds."""
    out = io.BytesIO()
    with default_storage.open(attachment.file.key) as content, Image.open(content) as image:
        image.draft("RGB", THUMBNAIL)
        image.thumbnail(THUMBNAIL)
        image.save(out, "JPEG", quality=70)
    return _guarded(HttpResponse(out.getvalue(), content_type=TYPES["jpg"]))


def _file_name(attachment: Attachment) -> str:
    stem = attachment.name.rsplit(".", 1)[0] or "tep"
    return f"{stem}.{attachment.file.kind}"


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
