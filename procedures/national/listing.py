"""A row of the national listing (`catalog.jsonl`): the few facts known of every procedure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from procedures.classify import Audience, Levels, audience_of, levels_of
from procedures.content import VersionContent, digest_of
from procedures.models import Procedure
from procedures.national.values import BrokenRecord, Raw, cut, line, lines, raw_text

READING = 1  # raise it when rows are read differently, so that all are taken again
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
SCOPES = {
    "SPECIFIC": Procedure.Scope.SPECIFIC,
    "STANDARD_INTERNAL": Procedure.Scope.INTERNAL,
    "SPECIFIC_INTERNAL": Procedure.Scope.INTERNAL,
}
KINDS = {Procedure.Scope.SPECIFIC: "TTHC đặc thù", Procedure.Scope.INTERNAL: "TTHC nội bộ"}
# States under which the publisher keeps a row that is no longer law; any other is in force.
ENDED_STATES = {"EXPIRED", "INACTIVE", "DELETED", "CANCELLED", "CANCELED", "ABOLISHED", "REVOKED"}


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """What lists and filters need, and the content of a version that knows no more."""

    digest: str  # of the row as it came
    code: str
    national_id: str
    written_clean: bool  # the code came without stray blanks
    scope: str
    ended: bool
    categories: tuple[str, ...]
    levels: Levels
    audience: Audience
    content: VersionContent


def read_listed(row: Raw) -> ListedProcedure:
    """One cleaned row. Raises `BrokenRecord`."""
    agencies = lines(row, "departments")
    audience = lines(row, "formalityTargetType")
    categories = lines(row, "categories")
    scope = SCOPES.get(line(row, "type"), Procedure.Scope.STANDARD)
    levels = levels_of(agencies)
    code = read_code(row)
    return ListedProcedure(
        digest=digest_of([READING, row]),
        code=code,
        national_id=line(row, "id"),
        written_clean=raw_text(row, "code") == code,
        scope=scope,
        ended=line(row, "state").upper() in ENDED_STATES,
        categories=tuple(categories),
        levels=levels,
        audience=audience_of(audience),
        content=VersionContent(
            name=read_name(row),
            is_full=False,
            kind=KINDS.get(scope, ""),
            field_name=cut("; ".join(categories), 300),
            levels=str(levels),
            audience="\n".join(audience),
            agency="; ".join(agencies),
            published_by=line(row, "departmentPromulgate", 300),
        ),
    )


def read_code(data: Raw) -> str:
    code = line(data, "code")
    if not code:
        raise BrokenRecord("thiếu mã thủ tục (`code`)")
    if not CODE.fullmatch(code):
        raise BrokenRecord(f"mã thủ tục {code!r:.60} không đúng dạng")
    return code


def read_name(data: Raw) -> str:
    name = line(data, "name")
    if not name:
        raise BrokenRecord("thiếu tên thủ tục (`name`)")
    return name


def without_collisions(rows: Iterable[ListedProcedure]) -> dict[str, ListedProcedure]:
    """Rows by the code they are kept under.

    The feed lets two procedures (two `id`s) share a code once stray blanks are gone. The one
    written clean keeps it, the oldest id among equals; the others get `-2`, `-3`, whatever the
    order of the rows, so that none is lost and none takes the other's place at the next import.
    """
    by_code: dict[str, list[ListedProcedure]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    kept: dict[str, ListedProcedure] = {}
    for code, same in by_code.items():
        same.sort(key=lambda row: (not row.written_clean, row.national_id))
        for place, row in enumerate(same, start=1):
            kept[code if place == 1 else f"{code}-{place}"] = row
    return kept
