"""Puts what the feed says of one procedure into its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from procedures.content import VersionContent
from procedures.digests import SourceMemory
from procedures.merging import close_terms, listing_over, national_with_seed
from procedures.models import Procedure
from procedures.national.feed import read_record_file
from procedures.national.fields import FieldFinder
from procedures.national.listing import ListedProcedure
from procedures.national.record import FullRecord, read_record
from procedures.services import publish_new, publish_version, renew_stamp, resume, retire
from procedures.version_rows import read_version_content

ENDED = "Cơ sở dữ liệu quốc gia ghi hết hiệu lực"


class Outcome(StrEnum):
    CREATED = "created"
    NEW_VERSION = "new version"
    RESUMED = "resumed"
    RETIRED = "retired"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Unit:
    """One procedure of this feed: its row, its full record, or both."""

    code: str
    listed: ListedProcedure | None
    record_path: Path | None
    record_digest: str


class Applier:
    def __init__(self, listings: SourceMemory, records: SourceMemory, at: datetime) -> None:
        self.listings = listings
        self.records = records
        self.at = at
        self.fields = FieldFinder()
        self.known_codes = set(Procedure.objects.values_list("code", flat=True))

    def recover(self) -> None:
        """After a procedure was rolled back: a field made for it is gone again."""
        self.fields = FieldFinder()

    def news(self, unit: Unit) -> Unit | None:
        """What of the unit was not taken yet; None when there is nothing to do."""
        row, path = unit.listed, unit.record_path
        if row is not None and not self.listings.is_news(unit.code, row.digest):
            row = None
        if path is not None and not self.records.is_news(unit.code, unit.record_digest):
            path = None
        return replace(unit, listed=row, record_path=path) if row or path else None

    def is_new(self, unit: Unit) -> bool:
        return unit.code not in self.known_codes

    def create(self, units: Sequence[Unit]) -> None:
        """Writes new procedures together, quickly. Raises `BrokenRecord` for all of them."""
        items = [self._read(unit) for unit in units]
        publish_new([(procedure, content) for procedure, content, _ in items], at=self.at)
        for procedure, _, ended in items:
            if ended:
                retire(procedure, note=ENDED, at=self.at)
        for unit in units:
            self._remember(unit)

    def apply(self, unit: Unit) -> Outcome:
        """Writes a unit of news; call in a transaction of its own. Raises `BrokenRecord`."""
        procedure, content, ended = self._read(unit)
        is_new, version_before = procedure.pk is None, procedure.current_version_id
        procedure.save()
        renew_stamp()
        publish_version(procedure, content, at=self.at)
        outcome = self._set_state(procedure, unit, ended=ended)
        if outcome is None and is_new:
            outcome = Outcome.CREATED
        if outcome is None:
            same = procedure.current_version_id == version_before
            outcome = Outcome.UNCHANGED if same else Outcome.NEW_VERSION
        self._remember(unit)
        return outcome

    def _remember(self, unit: Unit) -> None:
        self.known_codes.add(unit.code)
        if unit.listed:
            self.listings.remember(unit.code, unit.listed.digest)
        if unit.record_path:
            self.records.remember(unit.code, unit.record_digest)

    def _read(self, unit: Unit) -> tuple[Procedure, VersionContent, bool]:
        """The procedure with its columns set but not written, its content, and whether it ended."""
        record = read_record(read_record_file(unit.record_path)) if unit.record_path else None
        procedure = self._procedure(unit.code)
        sources = [source for source in (unit.listed, record) if source]
        for source in sources:
            self._set_columns(procedure, source)
        content = self._content(procedure, unit.listed, record)
        return procedure, content, any(source.ended for source in sources)

    def _procedure(self, code: str) -> Procedure:
        if code in self.known_codes:
            return Procedure.objects.select_related("current_version").get(code=code)
        return Procedure(code=code, source=Procedure.Source.NATIONAL)

    def _set_columns(self, procedure: Procedure, source: ListedProcedure | FullRecord) -> None:
        """What lists and filters need; of a seed procedure these are the seed's."""
        procedure.scope = source.scope
        if procedure.source != Procedure.Source.NATIONAL:
            return
        procedure.field = self.fields.find(source.categories)
        if isinstance(source, ListedProcedure) and procedure.code in self.records:
            return  # the record says it exactly, the row only by the agencies' names
        procedure.for_ministry = source.levels.ministry
        procedure.for_province = source.levels.province
        procedure.for_commune = source.levels.commune
        procedure.for_citizens = source.audience.citizens
        procedure.for_businesses = source.audience.businesses
        procedure.for_organisations = source.audience.organisations
        if isinstance(source, FullRecord):
            procedure.online_level = source.online_level

    def _content(
        self, procedure: Procedure, listed: ListedProcedure | None, record: FullRecord | None
    ) -> VersionContent:
        """The record's whole content, or the row's facts over what is known already."""
        version = procedure.current_version
        current = read_version_content(version) if version else None
        if record is not None:
            content = record.content
            if current is not None and procedure.source != Procedure.Source.NATIONAL:
                content = national_with_seed(content, current, has_form=procedure.accepts_online)
            return close_terms(content, record.open_term)
        if listed is None:
            raise ValueError("neither a row nor a record")
        if current is None or not current.is_full:
            return listed.content
        return listing_over(listed.content, current, is_national=procedure.code in self.records)

    def _set_state(self, procedure: Procedure, unit: Unit, *, ended: bool) -> Outcome | None:
        """Retires what the publisher ended; brings back what had vanished and is listed again."""
        if procedure.state != Procedure.State.RETIRED:
            if ended:
                retire(procedure, note=ENDED, at=self.at)
            return Outcome.RETIRED if ended else None
        if unit.listed is None or ended or procedure.code in self.listings:
            return None
        resume(procedure)
        return Outcome.RESUMED
