"""Files on their way in: begun once, taken piece by piece, handed to the check when whole.

Nothing here opens a file. File work is slow and outside any transaction.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from feedback.media import quarantine
from feedback.media.homes import Home
from feedback.media.keeping import forget
from feedback.media.making import FILMS
from feedback.media.tasks import check_media
from feedback.media.words import refused
from feedback.models import Media, Upload
from portal.lib.codes import random_token
from portal.lib.errors import Refused
from portal.lib.files import shown_name
from portal.lib.kinds import HEAD_BYTES, kind_of
from portal.lib.limits import allow
from portal.lib.queues import ring

PIECE = 256 * 1024  # bytes
KINDS = {"jpg", "png", "webp", "heic"} | FILMS
FILES_PER_HOUR = 60  # of one home: checking takes a processor's time


@dataclass(frozen=True)
class Announced:
    """What the phone says of a file before it sends it."""

    client_key: str
    name: str
    size: int
    lat: float | None = None
    long: float | None = None


@dataclass(frozen=True)
class Problem:
    """A file of a plain form that was not taken, and why in words."""

    name: str
    sentence: str


def begin(home: Home, file: Announced, *, at: datetime) -> Upload:
    """The upload with this key: the one that was begun, else a new one."""
    begun = home.files()[0].filter(client_key=file.client_key).first()
    if begun is not None:
        if begun.size != file.size:
            raise refused("changed", conflict=True)
        return begun
    _check_coming(home, file.size)
    values = {
        "name": shown_name(file.name), "size": file.size, "lat": file.lat, "long": file.long,
        "phase": home.phase, "by": home.by, "begun_at": at,
    }  # fmt: skip
    key = {"draft": home.draft, "report": home.report, "client_key": file.client_key}
    return Upload.objects.get_or_create(**key, defaults=values)[0]


def take_piece(
    upload: Upload, offset: int, content: bytes, digest: str, *, at: datetime
) -> Media | None:
    """Puts the next piece down; the file's row when that was the last one.

    `digest`: SHA-256 of the piece, or empty where the browser cannot say. A piece that has arrived
    before, or comes too early, changes nothing: `Refused` code `offset`, and `upload.received`
    says where to go on.
    """
    if digest and hashlib.sha256(content).hexdigest() != digest:
        raise refused("hash")
    if not content or len(content) > PIECE or offset + len(content) > upload.size:
        raise refused("changed", conflict=True)
    if offset != upload.received:
        raise Refused("offset", "", conflict=True)
    if offset == 0:
        _check_kind(Home.of(upload), kind_of(content[:HEAD_BYTES]), upload.size)
    quarantine.write(upload.token, offset, content)
    received = offset + len(content)
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, received=offset).update(received=received):
            return _overtaken(upload)
        media = _arrived(upload.pk, at=at) if received == upload.size else None
    upload.received = received
    return media


def _overtaken(upload: Upload) -> Media:
    """The same piece came twice at once. When it was the last one, the row of the file."""
    media = Media.objects.filter(token=upload.token).first()
    if media is not None:
        return media
    now = Upload.objects.filter(pk=upload.pk).first()  # none: it was given up meanwhile
    upload.received = now.received if now else 0
    raise Refused("offset", "", conflict=True)


def _arrived(upload_pk: int, *, at: datetime) -> Media:
    """A whole file becomes a row that waits for its check; it keeps the token of its upload.

    In the transaction that counts its last piece: a file that is whole is never without its row.
    """
    upload = Upload.objects.get(pk=upload_pk)  # as it stands now: a draft may have been sent
    home = Home.of(upload)
    with quarantine.path_of(upload.token).open("rb") as content:
        kind = kind_of(content.read(HEAD_BYTES))
    media = _new_media(home, upload.token, kind, upload.name, upload.size, at=at)
    if home.report is None:
        media.gps_lat, media.gps_long = upload.lat, upload.long
    _keep(media, home)
    upload.delete()
    return media


def _keep(media: Media, home: Home) -> None:
    """Of several files that arrive here at once each finds the others counted."""
    home.hold()
    home.check_room()
    home.check_beside(is_film=media.kind == Media.Kind.VIDEO)
    media.order = home.media().count()
    media.save()
    transaction.on_commit(partial(ring, check_media, media.pk))


def take_files(home: Home, files: Iterable[UploadedFile], *, at: datetime) -> list[Problem]:
    """Of a plain form: each is taken or refused by itself."""
    problems = []
    for file in files:
        try:
            _take_whole(home, file, at=at)
        except Refused as refusal:
            problems.append(Problem(shown_name(file.name), refusal.message))
    return problems


def take_drawn(home: Home, name: str, content: bytes, *, at: datetime) -> Media:
    """What the product drew itself, as for its demo: nothing is counted, no worker is called."""
    token = random_token()
    quarantine.write(token, 0, content)
    media = _new_media(home, token, kind_of(content[:HEAD_BYTES]), name, len(content), at=at)
    media.order = home.media().count()
    media.save()
    return media


def _take_whole(home: Home, file: UploadedFile, *, at: datetime) -> None:
    size = file.size or 0
    _check_coming(home, size)
    file.seek(0)
    kind = kind_of(file.read(HEAD_BYTES))
    _check_kind(home, kind, size)
    file.seek(0)
    token = random_token()
    try:
        for offset in range(0, size, PIECE):
            quarantine.write(token, offset, file.read(PIECE))
        with transaction.atomic():
            _keep(_new_media(home, token, kind, file.name, size, at=at), home)
    except Refused:
        quarantine.remove(token)
        raise


def remove(media: Media) -> None:
    """Takes a file out again."""
    with transaction.atomic():
        forget(Media.objects.filter(pk=media.pk))


def give_up(upload: Upload) -> None:
    """Of a file that is still on its way."""
    upload.delete()
    quarantine.remove(upload.token)


def _new_media(
    home: Home, token: str, kind: str, name: str | None, size: int, *, at: datetime
) -> Media:
    return Media(
        token=token,
        draft=home.draft,
        report=home.report,
        kind=Media.Kind.VIDEO if kind in FILMS else Media.Kind.PHOTO,
        phase=home.phase,
        quarantine=token,
        name=shown_name(name),
        original_size=size,
        uploaded_at=at,
        uploaded_by=home.by,
        not_before=at,
    )


def _check_coming(home: Home, size: int) -> None:
    """Before anything of a file is taken."""
    home.check_room()
    if not allow("report-files", home.key, tries=FILES_PER_HOUR, seconds=3600):
        raise refused("often")
    if size <= 0:
        raise refused("empty")
    if size > settings.FILM_MAX_BYTES:
        raise refused("film_size")


def _check_kind(home: Home, kind: str, size: int) -> None:
    """As soon as its first bytes are there."""
    if kind not in KINDS:
        raise refused("type")
    is_film = kind in FILMS
    if not is_film and size > settings.PHOTO_MAX_BYTES:
        raise refused("size")
    home.check_beside(is_film=is_film)
