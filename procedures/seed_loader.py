"""Loads the shipped catalogue into the database; `load_seed` is called by `manage.py seed`.

An item is taken once and again only when its file changed (`SourceMemory`), so a second run
writes nothing and what an administrator edited meanwhile stays.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.lib.text import clean, fold
from procedures.classify import audience_of
from procedures.content import FormPageContent, VersionContent, digest_of
from procedures.digests import SourceMemory
from procedures.merging import national_with_seed
from procedures.models import (
    Field,
    Procedure,
    ProcedureVersion,
    QrCode,
    SourceDigest,
    Synonym,
    SynonymTarget,
)
from procedures.seed_reader import (
    SEED_FOLDER,
    SeedError,
    SeedProcedure,
    read_form,
    read_procedures,
    read_stages,
    read_yaml,
)
from procedures.services import (
    one_stamp,
    publish_form,
    publish_version,
    renew_stamp,
    set_stages,
)
from procedures.version_rows import read_version_content


@dataclass(slots=True)
class SeedCounts:
    """How many items were new or changed; all zero on a second run."""

    fields: int = 0
    procedures: int = 0
    extensions: int = 0
    forms: int = 0
    stages: int = 0
    synonyms: int = 0

    @property
    def changed(self) -> int:
        return sum(asdict(self).values())


def load_seed(folder: Path = SEED_FOLDER) -> SeedCounts:
    """Everything of `folder`, in the order in which things need one another."""
    loader = _Loader(folder, timezone.now())
    with one_stamp():
        loader.load_fields()
        loader.load_procedures()
        loader.load_forms()
        loader.load_stages()
        loader.load_synonyms()
    return loader.counts


class _Loader:
    def __init__(self, folder: Path, at: datetime) -> None:
        self.folder = folder
        self.at = at
        self.counts = SeedCounts()
        self.memory = SourceMemory(SourceDigest.Source.SEED)
        self.listings = SourceMemory(SourceDigest.Source.LISTING)
        self.records = SourceMemory(SourceDigest.Source.RECORD)

    def _take(self, key: str, item: Any, write: Callable[..., object], *args: object) -> int:
        """Calls `write(*args)` when the item is news; how many items that was."""
        digest = digest_of(item)
        if not self.memory.is_news(key, digest):
            return 0
        with transaction.atomic():
            write(*args)
            self.memory.remember(key, digest)
            self.memory.flush()
            renew_stamp()
        return 1

    def load_fields(self) -> None:
        for item in read_yaml(self.folder / "fields.yaml"):
            self.counts.fields += self._take(f"field:{item['code']}", item, _write_field, item)

    def load_procedures(self) -> None:
        fields = Field.objects.exclude(code=None).in_bulk(field_name="code")
        items = list(read_procedures(self.folder))
        items.sort(key=lambda item: (fields[item.field_code].order, item.qr))
        places = {code: place for place, code in enumerate((i.qr for i in items if i.qr), start=1)}
        for item in items:
            order = places.get(item.qr, 0)
            self.counts.procedures += self._take(
                item.code, [item.raw, order],
                self._write_procedure, item, fields[item.field_code], order,
            )  # fmt: skip
            if item.extension:
                cap, basis = str(item.extension[0]), item.extension[1]
                self.counts.extensions += self._take(
                    f"extension:{item.code}", [cap, basis], _write_extension, item.code, cap, basis
                )

    def _write_procedure(self, item: SeedProcedure, field: Field, order: int) -> None:
        known = Procedure.objects.select_related("current_version").filter(code=item.code)
        procedure = known.first() or Procedure(code=item.code)
        _set_columns(procedure, item, field)
        publish_version(procedure, self._content(item, procedure.current_version), at=self.at)
        if item.qr:
            _write_code(item.qr, QrCode.Kind.PROCEDURE, item.short_name, order, procedure=procedure)

    def _content(self, item: SeedProcedure, current: ProcedureVersion | None) -> VersionContent:
        """The seed's, together with what the national feed said before."""
        if current is None:
            return item.content
        if item.code in self.records:
            has_form = (self.folder / "forms" / f"{item.code}.yaml").exists()
            return national_with_seed(
                read_version_content(current), item.content, has_form=has_form
            )
        name = current.name if item.code in self.listings else item.content.name
        return item.content.with_facts(name=name)

    def load_forms(self) -> None:
        shared = read_yaml(self.folder / "choices.yaml")
        for path in sorted((self.folder / "forms").glob("*.yaml")):
            pages = read_form(path, shared)
            self.counts.forms += self._take(
                f"form:{path.stem}", pages, self._write_form, path.stem, pages
            )

    def _write_form(self, code: str, pages: list[FormPageContent]) -> None:
        publish_form(_procedure(code, f"forms/{code}.yaml"), pages, at=self.at)

    def load_stages(self) -> None:
        data = read_yaml(self.folder / "stages.yaml")
        for code, items in {"default": data["default"], **data["procedures"]}.items():
            self.counts.stages += self._take(
                f"stages:{code}", items, self._write_stages, code, items
            )

    def _write_stages(self, code: str, items: list[dict[str, Any]]) -> None:
        procedure = None if code == "default" else _procedure(code, "stages.yaml")
        set_stages(procedure, read_stages(items), at=self.at)

    def load_synonyms(self) -> None:
        for item in read_yaml(self.folder / "synonyms.yaml"):
            key = f"synonym:{fold(item['phrase'])}"
            self.counts.synonyms += self._take(key, item, _write_synonym, item)


def _write_field(item: dict[str, Any]) -> None:
    values = {
        "code": item["code"],
        "slug": item["slug"],
        "name": clean(item["name"]),
        "group": item["group"],
        "icon": item["icon"],
        "order": item["order"],
        "on_board": True,
        "national_names": "\n".join(clean(name) for name in item.get("national") or ()),
    }
    field = _existing_field(item["code"], item["slug"])
    for column, value in values.items():
        setattr(field, column, value)
    field.save()
    same = [clean(name) for name in item.get("national") or ()]
    Procedure.objects.filter(field__name__in=same, field__code=None).update(field=field)
    _write_code(item["code"], QrCode.Kind.FIELD, field.name, field.order, field=field)


def _existing_field(code: str, slug: str) -> Field:
    """The field, or one of its name that the national feed brought first."""
    imported = Field.objects.filter(slug=slug, code=None).first()
    return Field.objects.filter(code=code).first() or imported or Field()


def _set_columns(procedure: Procedure, item: SeedProcedure, field: Field) -> None:
    """What lists need; the seed decides these also for a procedure known from the national list."""
    audience = audience_of(item.content.audience.splitlines())
    procedure.source = Procedure.Source.SEED
    procedure.field = field
    procedure.short_name = item.short_name
    procedure.received_here = True
    procedure.popularity = item.popularity
    procedure.online_level = item.online_level
    procedure.for_ministry = "ministry" in item.levels
    procedure.for_province = "province" in item.levels
    procedure.for_commune = "commune" in item.levels
    procedure.for_citizens = audience.citizens
    procedure.for_businesses = audience.businesses
    procedure.for_organisations = audience.organisations
    procedure.save()


def _write_extension(code: str, cap: str, basis: str) -> None:
    """Only where an administrator set none."""
    procedures = Procedure.objects.filter(code=code, extension_cap="")
    procedures.update(extension_cap=cap, extension_basis=basis)


def _write_code(
    code: str, kind: QrCode.Kind, title: str, order: int, **target: Procedure | Field
) -> None:
    """A printed code never comes to mean something else."""
    row = QrCode.objects.filter(code=code).first()
    if row is None:
        row = QrCode(code=code, kind=kind, **target)
    elif any(getattr(row, name) != value for name, value in target.items()):
        raise SeedError(f"QR code {code} already stands for {row.procedure or row.field}")
    row.title = title
    row.board_order = order
    row.save()


def _write_synonym(item: dict[str, Any]) -> None:
    synonym, _ = Synonym.objects.update_or_create(
        phrase=fold(item["phrase"]), defaults={"answer": clean(item.get("answer") or "")}
    )
    synonym.targets.all().delete()
    SynonymTarget.objects.bulk_create(
        SynonymTarget(synonym=synonym, procedure=_procedure(code, "synonyms.yaml"), order=order)
        for order, code in enumerate(item.get("procedures") or (), start=1)
    )


def _procedure(code: str, where: str) -> Procedure:
    try:
        return Procedure.objects.get(code=code)
    except Procedure.DoesNotExist as error:
        raise SeedError(f"{where}: no procedure {code} in the seed") from error
