"""A draft, and files sent to it as the pages do."""

from itertools import count

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.media.keeping import LONG_SIDES, key_of
from feedback.media.receiving import take_files
from feedback.models import Media, Report, ReportDraft
from tests.factories import MONDAY

_numbers = count(1)


def make_draft() -> ReportDraft:
    return ReportDraft.objects.create(created_at=MONDAY, saved_at=MONDAY)


def send_in(content: bytes, home: Home | None = None, name: str = "anh.jpg") -> list[str]:
    """By a plain form; what was said of it when it was not taken."""
    home = home or Home(make_draft())
    problems = take_files(home, [SimpleUploadedFile(name, content)], at=MONDAY)
    return [problem.sentence for problem in problems]


def sent(content: bytes, home: Home | None = None) -> Media:
    """Sent and checked."""
    assert send_in(content, home) == []
    media = Media.objects.latest("id")
    check(media.pk, at=MONDAY)
    media.refresh_from_db()
    return media


def photo_of(report: Report, content: bytes, *, phase: str = "before") -> Media:
    return sent(content, Home(report=report, phase=phase))


def kept_files(media: Media) -> dict[str, bytes]:
    """Everything the storage holds for it, by name."""
    keys = []
    for sha256 in filter(None, {media.sha256, media.poster_sha256}):
        keys += [key_of(sha256, ending="mp4"), *(key_of(sha256, size) for size in LONG_SIDES)]
    for sha256 in filter(None, {media.public_sha256, media.public_poster_sha256}):
        keys += [key_of(sha256, ending="mp4"), *(key_of(sha256, size) for size in LONG_SIDES)]
    return {key: read(key) for key in keys if default_storage.exists(key)}


def read(key: str) -> bytes:
    with default_storage.open(key) as content:
        return bytes(content.read())
