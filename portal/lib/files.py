"""Files people send: how much of one is taken in, and how it is put down."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.deconstruct import deconstructible

from portal.lib.text import clean

NAME_LENGTH = 120


class BoundedUploadHandler(FileUploadHandler):
    """Lets only a little more than `UPLOAD_MAX_BYTES` of each file through to memory or disk.

    What arrives is then seen to be too large and refused in words; the rest never lands anywhere.
    Under some addresses it may be more (`UPLOAD_MAX_BYTES_UNDER`).
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        path = request.path if request else ""
        under = settings.UPLOAD_MAX_BYTES_UNDER.items()
        larger = [limit for start, limit in under if path.startswith(start)]
        self.limit: int = max(larger, default=settings.UPLOAD_MAX_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self.limit else None

    def file_complete(self, file_size: int) -> None:
        return None


@deconstructible
class WholeFileStorage(FileSystemStorage):
    """A file is there whole or not at all, and stays there after a power cut.

    Names are content hashes, so writing one again is the same file.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_overwrite=True, **options)

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as part:
            try:
                for chunk in content.chunks():
                    part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(target)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
        _sync_folder(target.parent)
        return name


def _sync_folder(folder: Path) -> None:
    """The name of a new file is safe only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Kept:
    """Content in the default storage, under the name its own bytes give it."""

    sha256: str
    key: str
    size: int  # bytes


def hash_key(sha256: str, kind: str) -> str:
    """`ab/ab12….pdf`: where content lies."""
    return f"{sha256[:2]}/{sha256}.{kind}"


def put_by_hash(content: BinaryIO, kind: str) -> Kept:
    """Puts content down once; the same bytes again are the same file, never written twice."""
    digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    kept = Kept(digest, hash_key(digest, kind), content.seek(0, os.SEEK_END))
    if not default_storage.exists(kept.key):
        content.seek(0)
        default_storage.save(kept.key, File(content))
    return kept


def read_stored(key: str) -> bytes:
    """What was put down under that name, whole."""
    with default_storage.open(key) as stored:
        return bytes(stored.read())


def show_size(size: int) -> str:
    """`620 KB`, `4,8 MB`: bytes as people read them."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}\u00a0KB"
    return f"{size / (1024 * 1024):.1f}\u00a0MB".replace(".", ",")


def shown_name(name: str | None) -> str:
    """The person's name for a file, safe to show; never used as a path."""
    bare = clean((name or "").replace("\\", "/").rsplit("/", 1)[-1])
    return bare[-NAME_LENGTH:] or "Tệp không tên"
