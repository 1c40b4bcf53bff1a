"""New pixels out of a file: the private form of what came, the public form of what is private."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from feedback.media.film import Boxes, clean_film, paint_over, poster
from feedback.media.keeping import LONG_SIDES, keep_film, keep_picture, key_of
from feedback.media.links import Size
from feedback.models import Media
from portal.lib.children import PICTURES, run_program

FILMS = {"mp4", "webm"}


@dataclass(frozen=True)
class Made:
    """What is in the storage now, and what was read from the file on the way."""

    sha256: str
    kind: str  # of Media.Kind
    ending: str
    size: int  # bytes
    width: int
    height: int
    lat: float | None
    long: float | None
    fingerprint: int | None
    seconds: int = 0
    poster_sha256: str = ""


def make_private(kind: str, source: Path) -> Made:
    """`kind` as `portal.lib.kinds` names it. `Unusable` tells why nothing came of it."""
    with _folder() as folder:
        if kind not in FILMS:
            return _picture(kind, source, folder)
        target = folder / "film.mp4"
        seconds = clean_film(kind, source, target)
        still = _poster_of(target, folder)
        return Made(
            sha256=keep_film(target), kind=Media.Kind.VIDEO, ending="mp4",
            size=target.stat().st_size, width=still.width, height=still.height,
            lat=None, long=None, fingerprint=still.fingerprint, seconds=seconds,
            poster_sha256=still.sha256,
        )  # fmt: skip


def make_public(media: Media, boxes: Boxes) -> Made:
    """Of a checked file, with what lies in the boxes gone. Slow: outside any transaction."""
    with _folder() as folder:
        source = folder / "private"
        with default_storage.open(key_of(media.sha256, ending=media.ending)) as content:
            source.write_bytes(content.read())
        if media.kind != Media.Kind.VIDEO:
            return _picture("jpg", source, folder, boxes)
        return _public_film(source, boxes, folder)


def _public_film(source: Path, boxes: Boxes, folder: Path) -> Made:
    target = source
    if boxes:
        target = folder / "film.mp4"
        paint_over(source, boxes, target)
    still = _poster_of(target, folder)
    return Made(
        sha256=keep_film(target), kind=Media.Kind.VIDEO, ending="mp4",
        size=target.stat().st_size, width=still.width, height=still.height,
        lat=None, long=None, fingerprint=None, poster_sha256=still.sha256,
    )  # fmt: skip


def _poster_of(film: Path, folder: Path) -> Made:
    still = folder / "poster.png"
    poster(film, still)
    return _picture("png", still, folder)


def _picture(kind: str, source: Path, folder: Path, boxes: Boxes = ()) -> Made:
    files: dict[Size, Path] = {size: folder / f"{size}.jpg" for size in LONG_SIDES}
    targets = [(side, str(files[size])) for size, side in LONG_SIDES.items()]
    job = {"kind": kind, "source": str(source), "targets": targets, "boxes": boxes}
    seen: dict[str, Any] = run_program(PICTURES, job)
    return Made(
        sha256=keep_picture(files), kind=Media.Kind.PHOTO, ending="jpg",
        size=files["full"].stat().st_size, **seen,
    )  # fmt: skip


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mcs-media-") as name:
        yield Path(name)
