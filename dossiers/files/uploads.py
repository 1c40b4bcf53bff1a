"""Files from outside: recognised by content, cleaned in a process of their own, kept by hash.

File work is slow: call `clean_upload` outside any transaction.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from dossiers.models import StoredFile
from portal.lib.errors import Refused
from portal.lib.files import put_by_hash
from portal.lib.limits import allow
from portal.lib.text import clean

CLEANER = Path(__file__).with_name("cleaning.py")  # not imported: its decoders stay outside
MAX_PDF_PAGES = 100
SECONDS = 60
HEAD_BYTES = 16
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
NAME_LENGTH = 120
FILES_PER_HOUR = 200  # of one person: cleaning takes a processor's time

SENTENCES = {
    "type": "Chỉ nhận ảnh hoặc PDF. Hãy chụp ảnh giấy tờ hoặc chọn tệp khác",
    "size": "Tệp lớn hơn {megabytes} MB, hãy chụp lại bằng máy ảnh trên trang này",
    "empty": "Tệp rỗng, chọn tệp khác",
    "password": "Tệp có mật khẩu, hãy bỏ mật khẩu rồi gửi lại",
    "unreadable": "Chưa đọc được tệp, thử gửi lại hoặc chụp ảnh giấy tờ",
    "pixels": "Ảnh quá lớn nên không mở được, hãy chụp lại bằng máy ảnh trên trang này",
    "often": "Đã gửi quá nhiều tệp trong một giờ. Những tệp đã gửi vẫn còn, xin gửi tiếp sau",
    "pages": "Tệp PDF dài hơn {pages} trang, hãy tách ra rồi gửi từng phần",
}


@dataclass(frozen=True)
class Cleaned:
    """A harmless file for as long as its `with` lasts; `kind` is `jpg` or `pdf`."""

    path: Path
    kind: str
    pages: int


def clean_upload(file: UploadedFile, *, at: datetime) -> StoredFile:
    """The stored, harmless form of `file`; the same content is stored once.

    `Refused` codes are the keys of `SENTENCES`; what the file is called plays no part.
    """
    with cleaned(file) as harmless, harmless.path.open("rb") as content:
        return keep(content, harmless.kind, pages=harmless.pages, at=at)


@dataclass(frozen=True)
class Problem:
    """A file that was not taken: from which control, what to say, and the status it means."""

    control: str
    sentence: str
    status: int


def take_in(
    chosen: Iterable[tuple[str, UploadedFile]],
    keep_file: Callable[[StoredFile, str, int], object],
    *,
    by: User,
    at: datetime,
) -> list[Problem]:
    """Cleans every file, named by its control, and hands it to `keep_file` with name and size.

    Files that can be taken are kept even when others cannot.
    """
    problems = []
    for control, file in chosen:
        name = display_name(file)
        try:
            if not allow("upload", str(by.pk), tries=FILES_PER_HOUR, seconds=3600):
                raise _refused("often")
            keep_file(clean_upload(file, at=at), name, file.size or 0)
        except Refused as refused:
            problems.append(Problem(control, f"{name}: {refused.message}", refused.status))
    return problems


@contextmanager
def cleaned(file: UploadedFile) -> Iterator[Cleaned]:
    """The harmless form of `file`, kept nowhere. Refuses as `clean_upload` does."""
    if not file.size:
        raise _refused("empty")
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise _refused("size")
    kind = kind_of(_head(file))
    with tempfile.TemporaryDirectory(prefix="mcs-upload-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        with source.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        pages = _run_cleaner(kind, source, target)
        yield Cleaned(target, "pdf" if kind == "pdf" else "jpg", pages)


def kind_of(head: bytes) -> str:
    """`jpg`, `png`, `heic` or `pdf` by the first bytes; anything else is refused."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "heic"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return "pdf"
    raise _refused("type")


def display_name(file: UploadedFile) -> str:
    """The person's name for the file, safe to show; never used as a path."""
    name = clean((file.name or "").replace("\\", "/").rsplit("/", 1)[-1])
    return name[-NAME_LENGTH:] or "Tệp không tên"


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def _run_cleaner(kind: str, source: Path, target: Path) -> int:
    """Number of pages of the cleaned file at `target`."""
    command = [sys.executable, "-I", str(CLEANER), kind, str(MAX_PDF_PAGES)]
    command += [str(source), str(target)]
    try:
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, text=True)
    except subprocess.TimeoutExpired as error:
        raise _refused("unreadable") from error
    verdict, _, detail = run.stdout.partition(" ")
    if verdict == "refused":
        raise _refused(detail)
    if run.returncode or verdict != "pages":
        raise _refused("unreadable")
    return int(detail)


def keep(content: BinaryIO, kind: str, *, pages: int, at: datetime) -> StoredFile:
    """Puts harmless content down under its hash, once; also for papers that we print ourselves."""
    kept = put_by_hash(content, kind)
    values = {"kind": kind, "size": kept.size, "pages": pages, "created_at": at}
    return StoredFile.objects.get_or_create(sha256=kept.sha256, defaults=values)[0]


def sentence(code: str) -> str:
    """What people read about the refusal `code`."""
    megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return SENTENCES[code].format(megabytes=megabytes, pages=MAX_PDF_PAGES)


def _refused(code: str) -> Refused:
    return Refused(code, sentence(code), field="files")
