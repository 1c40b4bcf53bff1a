"""Files from outside: recognised by content, cleaned in a process of their own, kept by hash.

File work is slow: call `clean_upload` outside any transaction.
"""

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
from portal.lib.children import PICTURES, Unusable, run_program
from portal.lib.errors import Refused
from portal.lib.files import put_by_hash, shown_name
from portal.lib.kinds import HEAD_BYTES, kind_of
from portal.lib.limits import allow

PDF_CLEANER = Path(__file__).with_name("cleaning.py")  # not imported: its reader stays outside
KINDS = {"jpg", "png", "heic", "pdf"}
LONG_SIDE = 2000  # pixels
MAX_PDF_PAGES = 100
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
        name = shown_name(file.name)
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
    if kind not in KINDS:
        raise _refused("type")
    with tempfile.TemporaryDirectory(prefix="mcs-upload-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        with source.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        pages = _clean(kind, str(source), str(target))
        yield Cleaned(target, "pdf" if kind == "pdf" else "jpg", pages)


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def _clean(kind: str, source: str, target: str) -> int:
    """Number of pages of the cleaned file at `target`."""
    try:
        if kind != "pdf":
            job = {"kind": kind, "source": source, "targets": [(LONG_SIDE, target)]}
            run_program(PICTURES, job)
            return 1
        paper = {"source": source, "target": target, "max_pages": MAX_PDF_PAGES}
        return int(run_program(PDF_CLEANER, paper)["pages"])
    except Unusable as unusable:
        raise _refused(str(unusable)) from unusable


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
