"""Which books there are, and what each is made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db.models import QuerySet

from accounts.models import Unit
from dossiers.books.entries import book_rows, received_in
from dossiers.books.layout import follow_up_book, result_book
from dossiers.books.results import entered_in, result_rows
from dossiers.models import BookJob
from portal.lib.long_table import LongTable
from portal.lib.spreadsheet import Spreadsheet
from portal.lib.tables import Layout, Row


class Writer(Protocol):
    """A book being written to one file, which is there after `close`."""

    def __init__(self, path: Path, layout: Layout) -> None: ...

    def add(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class BookKind:
    """`stock` (what is to be written down) and `rows` are asked for an office's id and a year."""

    layout: Callable[[Unit, int], Layout]
    stock: Callable[[int, int], QuerySet[Any]]
    rows: Callable[[int, int], Iterator[list[Row]]]
    writer: type[Writer]
    ending: str
    slug: str  # of the file's name
    nothing: str  # said of an office and a year without anything to write down


KINDS: dict[str, BookKind] = {
    BookJob.Kind.XLSX: BookKind(
        follow_up_book, received_in, book_rows, Spreadsheet, "xlsx", "so-theo-doi",
        "chưa tiếp nhận hồ sơ nào",
    ),
    BookJob.Kind.PDF: BookKind(
        follow_up_book, received_in, book_rows, LongTable, "pdf", "so-theo-doi",
        "chưa tiếp nhận hồ sơ nào",
    ),
    BookJob.Kind.RESULTS: BookKind(
        result_book, entered_in, result_rows, Spreadsheet, "xlsx", "so-ket-qua",
        "chưa vào sổ kết quả nào",
    ),
}  # fmt: skip
