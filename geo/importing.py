"""Taking a file of borders over in two steps: look at what it would do, then let it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Unit, User
from geo.checking import warnings
from geo.geojson import Reading, read_areas
from geo.models import Area, AreaImport
from geo.services import Compared, compare_areas, import_areas
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.text import clean


@dataclass(frozen=True)
class Typed:
    """A file as it was handed in; the names of its properties may be left to guess."""

    kind: str
    file_name: str
    content: bytes
    code_key: str = ""
    name_key: str = ""


@dataclass(frozen=True)
class Preview:
    """What the file holds, what it would change, and what looks wrong."""

    reading: Reading
    compared: Compared
    warnings: tuple[str, ...]


@transaction.atomic
def begin_import(root_unit: Unit, typed: Typed, *, by: User, at: datetime) -> AreaImport:
    """Keeps the file to be looked at, in place of one nobody took over. `Refused` if useless."""
    read_areas(typed.content, code_key=typed.code_key, name_key=typed.name_key)
    AreaImport.objects.filter(root_unit=root_unit, done_at__isnull=True).delete()
    return AreaImport.objects.create(
        root_unit=root_unit,
        kind=typed.kind,
        file_name=clean(typed.file_name)[:120],
        content=typed.content,
        code_key=typed.code_key,
        name_key=typed.name_key,
        by=by,
        at=at,
    )


def waiting_import(root_unit_id: int) -> AreaImport | None:
    """The one being looked at."""
    return AreaImport.objects.filter(root_unit=root_unit_id, done_at__isnull=True).first()


def preview(waiting: AreaImport) -> Preview:
    """A dry run: nothing is written."""
    reading = _reading(waiting)
    root_id, kind = waiting.root_unit_id, waiting.kind
    wholes: list[bytes] = []
    if kind != Area.Kind.WHOLE:
        rows = Area.objects.filter(root_unit=root_id, kind=Area.Kind.WHOLE, is_active=True)
        wholes = [bytes(shape) for shape in rows.values_list("shape", flat=True)]
    words = warnings(reading.areas, wholes)
    return Preview(reading, compare_areas(root_id, kind, reading.areas), tuple(words))


@transaction.atomic
def finish_import(
    waiting: AreaImport, *, codes: Collection[str], retire_absent: bool, at: datetime
) -> AreaImport:
    """Takes over the areas with these codes; `retire_absent`: others of the kind are retired."""
    chosen = [one for one in _reading(waiting).areas if one.code in codes]
    if not chosen:
        raise Refused("none", "Chọn ít nhất một vùng để nhập", field="codes")
    source = f"{waiting.file_name}, {short_day(at)}"
    compared = import_areas(
        waiting.root_unit_id, waiting.kind, chosen, source=source,
        retire_absent=retire_absent, at=at,
    )  # fmt: skip
    retired = len(compared.absent) if retire_absent else 0
    waiting.outcome = _outcome(compared, retired)
    waiting.content, waiting.done_at = None, at
    waiting.save()
    return waiting


def give_up_import(waiting: AreaImport) -> None:
    waiting.delete()


def _reading(waiting: AreaImport) -> Reading:
    content = bytes(waiting.content or b"")
    return read_areas(content, code_key=waiting.code_key, name_key=waiting.name_key)


def _outcome(compared: Compared, retired: int) -> str:
    counted = (
        (len(compared.new), "địa bàn mới"),
        (len(compared.changed), "địa bàn thay đổi"),
        (len(compared.same), "địa bàn giữ nguyên"),
        (retired, "địa bàn ngừng dùng"),
    )
    return ", ".join(f"{number} {words}" for number, words in counted if number)
