"""Checked pictures in the private storage: under their content's hash, in all their sizes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from feedback.media import quarantine
from feedback.media.links import Size
from feedback.models import Media
from portal.lib.files import hash_key
from portal.lib.queues import QueueQuerySet

FOLDER = "phan-anh"  # of the storage: nothing else names a file of it
LONG_SIDES: Mapping[Size, int] = {"full": 2048, "large": 1200, "thumb": 480}  # pixels
AT_ONCE = 500  # hashes
_HASHES = ("sha256", "poster_sha256", "public_sha256", "public_poster_sha256")


def key_of(sha256: str, size: Size = "full", ending: str = "jpg") -> str:
    """`phan-anh/ab/ab12….jpg`; a smaller size lies beside it as `….thumb.jpg`."""
    return f"{FOLDER}/{hash_key(sha256, ending if size == 'full' else f'{size}.{ending}')}"


def keep_picture(files: Mapping[Size, Path]) -> str:
    """Puts down all sizes of a picture; the hash of its largest names them all."""
    sha256 = _hash_of(files["full"])
    for size, path in files.items():
        _put(key_of(sha256, size), path)
    return sha256


def keep_film(path: Path) -> str:
    sha256 = _hash_of(path)
    _put(key_of(sha256, ending="mp4"), path)
    return sha256


def forget(media: QueueQuerySet[Media]) -> int:
    """Deletes these rows, and after the transaction their files; how many rows."""
    rows = list(media)
    Media.objects.filter(pk__in=[row.pk for row in rows]).delete()
    hashes = {getattr(row, name) for row in rows for name in _HASHES}
    names = [row.quarantine for row in rows]
    transaction.on_commit(partial(_delete, hashes, names))
    return len(rows)


def forget_public(media: Iterable[Media]) -> None:
    """Takes the public twins away; after the transaction their files are gone too."""
    rows = [row for row in media if row.public_sha256]
    hashes = {sha256 for row in rows for sha256 in (row.public_sha256, row.public_poster_sha256)}
    Media.objects.filter(pk__in=[row.pk for row in rows]).update(
        public_sha256="", public_poster_sha256="", published_at=None, published_by=None
    )
    transaction.on_commit(partial(_delete, hashes, []))


def drop_unnamed(hashes: Iterable[str]) -> None:
    """Deletes files that no row names (any more): equal content is one file for all of them."""
    asked = sorted(filter(None, set(hashes)))
    for start in range(0, len(asked), AT_ONCE):
        for sha256 in _unnamed(asked[start : start + AT_ONCE]):
            default_storage.delete(key_of(sha256, ending="mp4"))
            for size in LONG_SIDES:
                default_storage.delete(key_of(sha256, size))


def _unnamed(hashes: Sequence[str]) -> set[str]:
    """Every look reads the whole table: one for all of them."""
    named = Q(*((f"{name}__in", hashes) for name in _HASHES), _connector=Q.OR)
    return set(hashes).difference(*Media.objects.filter(named).values_list(*_HASHES))


def _delete(hashes: Iterable[str], names: Iterable[str]) -> None:
    for name in names:
        quarantine.remove(name)
    drop_unnamed(hashes)


def _hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _put(key: str, path: Path) -> None:
    """The same content again is the same file, never written twice."""
    if not default_storage.exists(key):
        with path.open("rb") as content:
            default_storage.save(key, File(content))
