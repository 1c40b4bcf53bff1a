"""Sổ kết quả as it is read: lines of a page, rows of its spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from accounts.offices import OfficeFacts
from accounts.permissions import Perm
from dossiers.books.years import years_until
from dossiers.files.paper_lines import FileLink, result_links
from dossiers.models import Attachment, Dossier, ResultEntry
from dossiers.models.results import ResultEntryQuerySet
from papers.heads import VERIFY_PATH
from portal.lib.codes import normalise_code
from portal.lib.dates import local_day, short_day
from portal.lib.tables import Row
from portal.lib.text import clean

PIECE = 500  # rows
PAGE_SIZE = 50
_COLUMNS = (
    "book_number", "entered_at", "number", "issued_on", "title", "signer", "dossier__subject_name",
    "dossier__applicant_name", "dossier__code", "on_paper", "file_id", "code",
)  # fmt: skip
_MARK = "X"


def entered_in(unit_id: int | OuterRef, year: int) -> ResultEntryQuerySet:
    return ResultEntry.objects.in_book(unit_id, year)


def result_rows(unit_id: int, year: int) -> Iterator[list[Row]]:
    """Pieces of the register by its numbers, in the order of `layout.RESULT_COLUMNS`."""
    book, last = entered_in(unit_id, year).order_by("book_number"), 0
    while piece := list(
        book.filter(book_number__gt=last).values_list(*_COLUMNS, named=True)[:PIECE]
    ):
        yield [_row(entry) for entry in piece]
        last = piece[-1].book_number


def _row(entry: Any) -> Row:
    return (
        entry.book_number,
        local_day(entry.entered_at),
        entry.number,
        entry.issued_on,
        entry.title,
        entry.signer,
        entry.dossier__subject_name or entry.dossier__applicant_name,
        entry.dossier__code,
        _MARK if entry.on_paper else "",
        _MARK if entry.file_id else "",
        entry.code,
    )


@dataclass(frozen=True)
class ResultLine:
    """One entry on the page; `dossier_code` is empty for who may not open the dossier."""

    book_number: int
    entered: str
    number: str
    issued: str
    title: str
    owner: str
    signer: str
    form: str
    code: str
    has_file: bool
    dossier_code: str


@dataclass(frozen=True)
class ResultPage:
    """`newer` and `older` are the numbers that the pages beside it begin with; 0: there is none."""

    lines: list[ResultLine]
    newer: int
    older: int


@dataclass(frozen=True)
class Wanted:
    """What the address of the page asks for; unknown values count as not given.

    The register has no gaps, so a page is known by the number it begins with (0: the last).
    `words` is a number of the book, of the result or of the dossier, or the code that verifies it.
    """

    office: OfficeFacts
    year: int
    begin: int
    words: str

    @classmethod
    def read(
        cls, data: Mapping[str, str], offices: Mapping[str, OfficeFacts], today: date
    ) -> "Wanted":
        own = next(iter(offices.values()))
        year = _number(data.get("nam", ""))
        return cls(
            office=offices.get(data.get("don-vi", ""), own),
            year=year if year in years_until(today) else today.year,
            begin=_number(data.get("tu", "")),
            words=clean(data.get("q", ""))[:80],
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def result_page(user: User, wanted: Wanted) -> ResultPage:
    """The newest first, from the number it begins with down; one query."""
    entries = entered_in(wanted.office.id, wanted.year).select_related("dossier")
    if wanted.words:
        entries = entries.filter(_named(wanted.words))
    elif wanted.begin:
        entries = entries.filter(book_number__lte=wanted.begin)
    rows = list(entries.order_by("-book_number")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE and not wanted.words
    return ResultPage(
        lines=[_line(entry, user) for entry in rows[:PAGE_SIZE]],
        newer=wanted.begin + PAGE_SIZE if wanted.begin and not wanted.words else 0,
        older=rows[PAGE_SIZE].book_number if more else 0,
    )


def _named(words: str) -> Q:
    code = normalise_code(words)
    wanted = Q(number__iexact=words) | Q(number__istartswith=f"{words}/")
    wanted |= Q(code=code) | Q(dossier__code=code)
    number = _number(words)
    return wanted | Q(book_number=number) if number else wanted


def _line(entry: ResultEntry, user: User) -> ResultLine:
    dossier = entry.dossier
    may_open = Perm.SEARCH_ALL in user.permissions or dossier.unit_id == user.unit_id
    return ResultLine(
        book_number=entry.book_number,
        entered=short_day(entry.entered_at),
        number=entry.number,
        issued=short_day(entry.issued_on),
        title=entry.title,
        owner=dossier.subject_name or dossier.applicant_name,
        signer=entry.signer,
        form=form_words(entry),
        code=entry.code,
        has_file=entry.file_id is not None,
        dossier_code=dossier.display_code if may_open and Perm.QUEUE in user.permissions else "",
    )


@dataclass(frozen=True)
class ResultTold:
    """A result as its owner reads of it; day and code are empty for one outside the register."""

    number: str
    day: str
    code: str
    check_url: str
    files: list[FileLink]


def told_of(dossier: Dossier, url_name: str) -> ResultTold:
    """`Kết quả số … ngày …, mã kiểm tra …`, and its files by their addresses; one query."""
    of_result = Q(dossier__attachments__role=Attachment.Role.RESULT)
    entries = ResultEntry.objects.filter(dossier=dossier).annotate(
        given=FilteredRelation("dossier__attachments", condition=of_result)
    )
    columns = ("number", "issued_on", "code", "given__id", "given__name")
    rows = list(entries.order_by("given__id").values_list(*columns))
    if not rows:
        return ResultTold(dossier.result_number, "", "", "", result_links(dossier, url_name))
    number, issued_on, code, *_ = rows[0]
    files = [
        FileLink(name, reverse(url_name, args=[dossier.display_code, pk]))
        for *_, pk, name in rows
        if pk
    ]
    return ResultTold(number, short_day(issued_on), code, VERIFY_PATH.format(code=code), files)


def form_words(entry: ResultEntry) -> str:
    """`bản giấy`, `bản điện tử`, or both."""
    parts = ("bản giấy" if entry.on_paper else "", "bản điện tử" if entry.file_id else "")
    return " và ".join(part for part in parts if part)
