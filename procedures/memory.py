"""The catalogue in process memory: what lists, filters, search and other apps ask all the time.

It hangs on `CatalogueStamp`: every change of the catalogue renews the stamp, every process looks
at it at most once in `CATALOGUE_CHECK_SECONDS` and reads everything again when it moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import QuerySet

from procedures.content import VersionContent
from procedures.facts import VersionFacts, fee_text, result_text, term_text, ways_text
from procedures.models import (
    CatalogueStamp,
    Channel,
    Fee,
    Field,
    Procedure,
    ProcedureVersion,
    QrCode,
    Result,
    Synonym,
)
from procedures.search_index import SearchIndex
from procedures.version_rows import read_version_content

State = Procedure.State
CONTENTS_IN_MEMORY = 200


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """A lĩnh vực. `code` is empty for those that are not on the boards."""

    id: int
    code: str
    slug: str
    name: str
    group: int | None
    icon: str
    order: int
    on_board: bool


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """One procedure as lists need it. `title` is what people call it, `qr` its board code."""

    id: int
    code: str
    name: str
    title: str
    field_id: int
    version_id: int | None
    state: str
    state_note: str
    replaced_by_id: int | None
    scope: str
    received_here: bool
    accepts_online: bool
    online_level: int
    for_ministry: bool
    for_province: bool
    for_commune: bool
    for_citizens: bool
    for_businesses: bool
    for_organisations: bool
    popularity: int
    promised_term: str
    extension_cap: str
    extension_basis: str
    qr: str
    search_lines: tuple[str, ...]

    @property
    def can_be_chosen(self) -> bool:
        return self.state == State.ACTIVE and self.version_id is not None

    @property
    def has_office_terms(self) -> bool:
        return bool(self.promised_term or self.extension_cap or self.extension_basis)


@dataclass(frozen=True, slots=True)
class Everyday:
    """Everyday words, folded, and where they lead: procedures, likeliest first, or an answer."""

    words: tuple[str, ...]
    procedure_ids: tuple[int, ...]
    answer: str


Row = TypeVar("Row")


class _Known(dict[int, Row]):
    """Rows by id. A row made by another process since the last look is found by looking again."""

    def __init__(self, rows: dict[int, Row], name: str) -> None:
        super().__init__(rows)
        self.name = name

    def __missing__(self, row_id: int) -> Row:
        newest: dict[int, Row] = getattr(catalogue(at_once=True), self.name)
        if row_id in newest:
            return newest[row_id]
        raise KeyError(row_id)


class Catalogue:
    """Everything of one stamp; never changed, only replaced.

    `content(version_id)` is all that a version says, for the pages looked at last.
    """

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.fields = _Known({row.id: row for row in _read_fields()}, "fields")
        self.procedures = _Known({row.id: row for row in _read_procedures()}, "procedures")
        self.by_code = {row.code: row for row in self.procedures.values()}
        self.by_qr = {row.qr: row for row in self.procedures.values() if row.qr}
        self.by_slug = {row.slug: row for row in self.fields.values()}
        self._facts: dict[int, VersionFacts] = {}
        self.content = lru_cache(CONTENTS_IN_MEMORY)(_read_content)

    @cached_property
    def index(self) -> SearchIndex[Everyday]:
        return SearchIndex(list(self.procedures.values()), _read_everyday())

    @cached_property
    def of_field(self) -> dict[int, list[ProcedureFacts]]:
        """Procedures in force by field, those of this office first."""
        found: dict[int, list[ProcedureFacts]] = {}
        for row in sorted(self.procedures.values(), key=list_order):
            if row.state != State.RETIRED:
                found.setdefault(row.field_id, []).append(row)
        return found

    def facts_of(self, procedures: Iterable[ProcedureFacts]) -> dict[int, VersionFacts]:
        """Facts of the versions in force, by procedure id; read once, then in memory."""
        wanted = [row for row in procedures if row.version_id is not None]
        missing = [row for row in wanted if row.id not in self._facts]
        if missing:
            self._facts.update(_read_facts(missing))
        return {row.id: self._facts[row.id] for row in wanted}


def list_order(row: ProcedureFacts) -> tuple[object, ...]:
    """This office's own first, commune ones next, then what is asked most."""
    return (not row.received_here, not row.for_commune, -row.popularity, row.title)


_lock = Lock()
_current: Catalogue | None = None
_checked_at = 0.0


def catalogue(*, at_once: bool = False) -> Catalogue:
    """The catalogue as it is now; `at_once`, or else within `CATALOGUE_CHECK_SECONDS`."""
    global _current, _checked_at  # noqa: PLW0603 the one copy of the process
    current = _current
    fresh = monotonic() - _checked_at < settings.CATALOGUE_CHECK_SECONDS
    if current is not None and fresh and not at_once:
        return current
    with _lock:
        stamp = CatalogueStamp.objects.values_list("stamp", flat=True).first() or ""
        if _current is None or _current.stamp != stamp:
            _current = Catalogue(stamp)
        _checked_at = monotonic()
        return _current


def procedure_facts(procedure_id: int) -> ProcedureFacts:
    """Raises KeyError when there is no such procedure."""
    return catalogue().procedures[procedure_id]


def _read_fields() -> list[FieldFacts]:
    columns = ("id", "code", "slug", "name", "group", "icon", "order", "on_board")
    return [
        FieldFacts(pk, code or "", *rest) for pk, code, *rest in Field.objects.values_list(*columns)
    ]


def _read_procedures() -> list[ProcedureFacts]:
    codes = QrCode.objects.filter(kind=QrCode.Kind.PROCEDURE, retired_at=None)
    qr_of = dict(codes.values_list("procedure_id", "code"))
    columns = (
        "id", "code", "name", "short_name", "field_id", "current_version_id", "state",
        "state_note", "replaced_by_id", "scope", "received_here", "accepts_online", "online_level",
        "for_ministry", "for_province", "for_commune", "for_citizens", "for_businesses",
        "for_organisations", "popularity", "promised_term", "extension_cap", "extension_basis",
        "search_text",
    )  # fmt: skip
    rows = Procedure.objects.values(*columns).iterator(chunk_size=2000)
    return [
        ProcedureFacts(
            title=row.pop("short_name") or row["name"],
            version_id=row.pop("current_version_id"),
            qr=qr_of.get(row["id"], ""),
            search_lines=tuple(row.pop("search_text").split("\n")),
            **row,
        )
        for row in rows
    ]


def _read_facts(rows: Sequence[ProcedureFacts]) -> dict[int, VersionFacts]:
    """Four queries, however many procedures."""
    ids = [row.version_id for row in rows if row.version_id is not None]
    uncertain = dict(ProcedureVersion.objects.filter(pk__in=ids).values_list("pk", "uncertain"))
    channels = _by_version(Channel.objects.filter(version__in=ids), "version_id")
    fees = _by_version(
        Fee.objects.filter(channel__version__in=ids).select_related("channel"), "channel.version_id"
    )
    results = _by_version(Result.objects.filter(version__in=ids), "version_id")
    return {
        row.id: VersionFacts(
            term=term_text(channels[row.version_id], uncertain[row.version_id]),
            fee=fee_text(fees[row.version_id], uncertain[row.version_id]),
            ways=ways_text(accepts_online=row.accepts_online, received_here=row.received_here),
            result=result_text(
                [result.name for result in results[row.version_id]], uncertain[row.version_id]
            ),
        )
        for row in rows
        if row.version_id is not None
    }


def _read_content(version_id: int) -> VersionContent:
    return read_version_content(ProcedureVersion.objects.get(pk=version_id))


def _by_version(rows: QuerySet[Any], path: str) -> dict[int, list[Any]]:
    of_version = attrgetter(path)
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[of_version(row)].append(row)
    return grouped


def _read_everyday() -> list[Everyday]:
    rows = Synonym.objects.prefetch_related("targets")
    return [
        Everyday(
            tuple(row.phrase.split()),
            tuple(target.procedure_id for target in row.targets.all()),
            row.answer,
        )
        for row in rows
    ]
