"""Takes the national feed into the catalogue: new, changed, vanished and returned procedures.

One procedure is taken whole or not at all; what is broken is reported and the rest goes on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction

from portal.lib.text import fold
from procedures.content import digest_of
from procedures.digests import SourceMemory
from procedures.models import Procedure, SourceDigest
from procedures.national.apply import Applier, Outcome, Unit
from procedures.national.feed import Fault, Feed, find_feed, read_listing, read_record_file
from procedures.national.listing import READING, ListedProcedure, read_code, without_collisions
from procedures.national.values import BrokenRecord
from procedures.services import one_stamp, retire

BATCH = 100  # procedures in one transaction: short enough for others to write in between
VANISHED = "Không còn trong danh mục quốc gia"
MASS = 50  # more vanishing at once than this, and than a tenth, looks like a cut-off listing
MASS_SHARE = 10

Step = Callable[[], None]


@dataclass(slots=True)
class Report:
    """What an import did."""

    rows: int = 0
    records: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    retired: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.retired + sum(
            number for outcome, number in self.outcomes.items() if outcome != Outcome.UNCHANGED
        )


def import_feed(
    path: Path, *, at: datetime, step: Step = lambda: None, retire_many: bool = False
) -> Report:
    """Imports a folder or one file; `step` is called once a line, file and procedure.

    Raises FileNotFoundError when there is no feed at `path`. Procedures that vanished are
    retired only by a whole listing; `retire_many` lets it retire more than a tenth of them.
    """
    feed = find_feed(path)
    run = _Run(feed, at, step)
    with one_stamp():
        run.take()
        if feed.listing:
            run.retire_vanished(many=retire_many)
    return run.report


class _Run:
    def __init__(self, feed: Feed, at: datetime, step: Step) -> None:
        self.feed = feed
        self.at = at
        self.step = step
        self.report = Report()
        self.listings = SourceMemory(SourceDigest.Source.LISTING)
        self.records = SourceMemory(SourceDigest.Source.RECORD)
        self.listed: dict[str, ListedProcedure] = {}
        self.broken_codes: set[str] = set()

    def take(self) -> None:
        applier = Applier(self.listings, self.records, self.at)
        units = self._units()
        news = [unit for unit in map(applier.news, units) if unit]
        self.report.outcomes[Outcome.UNCHANGED] = len(units) - len(news)
        for start in range(0, len(news), BATCH):
            self._take_batch(applier, news[start : start + BATCH])

    def _take_batch(self, applier: Applier, units: list[Unit]) -> None:
        new = [unit for unit in units if applier.is_new(unit)]
        with transaction.atomic():
            together = {unit.code for unit in new} if self._create(applier, new) else set()
            for unit in units:
                if unit.code not in together:
                    self._apply(applier, unit)
            self.listings.flush()
            self.records.flush()

    def _create(self, applier: Applier, units: list[Unit]) -> bool:
        """Takes new procedures together; False, and nothing done, when one of them is broken."""
        try:
            with transaction.atomic():
                applier.create(units)
        except (BrokenRecord, DatabaseError):
            applier.recover()
            return False
        self.report.outcomes[Outcome.CREATED] += len(units)
        for _ in units:
            self.step()
        return True

    def _apply(self, applier: Applier, unit: Unit) -> None:
        self.step()
        try:
            with transaction.atomic():
                outcome = applier.apply(unit)
        except (BrokenRecord, DatabaseError) as error:
            file = unit.record_path or self.feed.listing
            self.report.faults.append(Fault(file.name if file else "", 0, f"{unit.code}: {error}"))
            applier.recover()
            return
        self.report.outcomes[outcome] += 1

    def _units(self) -> list[Unit]:
        """What is known of each procedure in this feed; one with a broken record is left out."""
        rows = self._read_rows(self.feed.listing) if self.feed.listing else []
        self.listed = without_collisions(rows)
        self._note_collisions()
        paths = self._read_records()
        codes = [*self.listed, *(code for code in paths if code not in self.listed)]
        return [
            Unit(code, self.listed.get(code), *paths.get(code, (None, "")))
            for code in codes
            if code not in self.broken_codes
        ]

    def _read_rows(self, path: Path) -> Iterable[ListedProcedure]:
        """The good rows, each once; a second, different row of the same procedure is a fault."""
        seen: dict[tuple[str, str], tuple[int, ListedProcedure]] = {}
        for number, row in read_listing(path):
            self.step()
            if row is None:
                continue
            self.report.rows += 1
            if isinstance(row, Fault):
                self.report.faults.append(row)
                continue
            first, known = seen.setdefault((row.code, row.national_id), (number, row))
            if known != row:
                reason = f"thủ tục {row.code} đã có ở dòng {first} với nội dung khác"
                self.report.faults.append(Fault(path.name, number, reason))
        return [row for _, row in seen.values()]

    def _note_collisions(self) -> None:
        self.report.notes.extend(
            f"mã {row.code} có ở hai thủ tục khác nhau; “{row.content.name:.60}” được giữ là {code}"
            for code, row in self.listed.items()
            if code != row.code
        )

    def _read_records(self) -> dict[str, tuple[Path, str]]:
        """File and digest of each full record by code."""
        found: dict[str, tuple[Path, str]] = {}
        for path in self.feed.records:
            self.step()
            self.report.records += 1
            try:
                data = read_record_file(path)
                code = read_code(data)
                if code in found:
                    raise BrokenRecord(f"thủ tục {code} đã có ở tệp {found[code][0].name}")
                found[code] = (path, digest_of([READING, data]))
            except BrokenRecord as error:
                self.broken_codes.add(path.stem)
                self.report.faults.append(Fault(path.name, 0, str(error)))
        return found

    def retire_vanished(self, *, many: bool) -> None:
        """Those of the last whole listing that this one no longer has."""
        gone = self.listings.keys() - self.listed.keys()
        procedures = [
            procedure
            for procedure in Procedure.objects.filter(code__in=gone)
            if not self._is_behind_a_fault(procedure)
        ]
        if len(procedures) > max(MASS, len(self.listings.keys()) // MASS_SHARE) and not many:
            reason = (
                f"{len(procedures)} thủ tục biến mất cùng lúc, danh mục có lẽ bị thiếu; "
                "không cho thủ tục nào hết hiệu lực (đúng là vậy thì thêm --retire-many)"
            )
            self.report.faults.append(Fault(str(self.feed.listing), 0, reason))
            return
        for procedure in procedures:
            with transaction.atomic():
                if procedure.state != Procedure.State.RETIRED:
                    retire(procedure, note=VANISHED, at=self.at)
                    self.report.retired += 1
                self.listings.forget(procedure.code)

    def _is_behind_a_fault(self, procedure: Procedure) -> bool:
        """A broken line that still shows its code or name has not vanished."""
        return any(
            procedure.code in fault.raw or fold(procedure.name) in fold(fault.raw)
            for fault in self.report.faults
            if fault.raw
        )
