"""Where files of strangers lie until they are checked: beside the storage, served by nothing."""

import os
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from feedback.media.words import refused

KEEP_FREE_BYTES = 256 * 1024 * 1024  # of the disk: the database needs room too


def path_of(name: str) -> Path:
    """`name` is a token of ours."""
    return Path(settings.QUARANTINE_DIR, name)


def write(name: str, offset: int, content: bytes) -> None:
    """Puts a piece at its place; when it returns, a power cut loses nothing of it."""
    folder = Path(settings.QUARANTINE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < KEEP_FREE_BYTES:
        raise refused("full")
    descriptor = os.open(path_of(name), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, content, offset)
        os.fsync(descriptor)
    except OSError as error:
        raise refused("full") from error
    finally:
        os.close(descriptor)


def remove(name: str) -> None:
    if name:
        path_of(name).unlink(missing_ok=True)


def strays(known: Iterable[str], *, before: datetime) -> list[str]:
    """Files that no row knows, older than that: what a crash left behind."""
    folder = Path(settings.QUARANTINE_DIR)
    if not folder.is_dir():
        return []
    names = set(known)
    return [
        file.name
        for file in folder.iterdir()
        if file.name not in names and file.stat().st_mtime < before.timestamp()
    ]
