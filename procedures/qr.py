"""QR codes: what they say, where they are, how often they are scanned. Retired, never reused."""

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import product

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ServicePlace, Unit
from accounts.services import open_place
from portal.lib.errors import Refused
from procedures.models import BoardCell, QrCode
from procedures.services import renew_stamp

logger = logging.getLogger(__name__)

# What version 2 (25 modules) holds at level M in alphanumeric mode; a longer address needs
# version 3, whose smaller modules are read from less far away (design guide 12).
LONGEST_ADDRESS = 38
LONGEST_TITLE = 44
_LOOKS_LIKE_A_CODE = re.compile(r"[a-zđ]{1,4}[\s.-]*[0-9o]{1,4}", re.IGNORECASE)
_TWO_FACED = 4  # more letters O and noughts than this are nobody's slip

_COUNT = """
INSERT INTO procedures_qrscan (code_id, placement, day, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (code_id, placement, day) DO UPDATE SET count = procedures_qrscan.count + 1
"""


def address_prefix() -> str:
    """`HTTPS://MOTCUA.BINHAN.EXAMPLE/Q/`: upper case packs tighter in a code."""
    return f"{settings.SITE_URL}/Q/".upper()


def address_of(code: str, placement: int = 0) -> str:
    """What a code encodes; `placement` is the number of the batch it is printed in."""
    return f"{address_prefix()}{code}" + (f"/{placement}" if placement else "")


def longest_address(placement: int) -> str:
    """Of all codes in use; above `LONGEST_ADDRESS` the codes become denser."""
    codes = QrCode.objects.live().values_list("code", flat=True)
    return address_of(max(codes, key=len, default=""), placement)


# --- Reading -----------------------------------------------------------------------------------


def find_code(text: str) -> QrCode | None:
    """The code people mean: any case, blanks, dots, dashes; O and 0 taken for each other."""
    found = QrCode.objects.filter(code__in=spellings(text)).select_related(
        "procedure", "field", "replaced_by"
    )
    rows = {row.code: row for row in found}
    return next((rows[spelling] for spelling in spellings(text) if spelling in rows), None)


def typed_address(text: str) -> str:
    """Where a code typed into the search box leads; empty for anything else."""
    code = find_code(text) if _LOOKS_LIKE_A_CODE.fullmatch(text) else None
    return reverse("procedures:qr", args=[code]) if code else ""


def spellings(text: str) -> Sequence[str]:
    """As typed first. A Telex keyboard writes `Đ01` for DD01."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper().replace("Đ", "DD"))
    if sum(letter in "O0" for letter in bare) > _TWO_FACED:
        return [bare]
    faces = (
        (letter, "0" if letter == "O" else "O") if letter in "O0" else letter for letter in bare
    )
    return ["".join(letters) for letters in product(*faces)]


def count_scan(code: QrCode, placement: int, *, at: datetime) -> None:
    """One more today. Failing to count never fails the page; a made-up placement counts as 0."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            printed = BoardCell.objects.filter(code=code, batch__number=placement).exists()
            day = timezone.localdate(at)
            cursor.execute(_COUNT, [code.pk, placement if printed else 0, day])
    except DatabaseError:
        logger.exception("a scan of %s was not counted", code.code)


# --- Making and retiring -----------------------------------------------------------------------


def code_of_place(place: ServicePlace) -> QrCode:
    """The code of a counter or help desk, made the first time; it is the place's own code."""
    title = f"{place.name}: {place.about}" if place.about else place.name
    if len(title) > LONGEST_TITLE:
        title = place.name[:LONGEST_TITLE]
    code, _ = QrCode.objects.get_or_create(
        code=place.code,
        defaults={"kind": QrCode.Kind.PLACE, "place_code": place.code, "title": title},
    )
    return code


@transaction.atomic
def add_place(unit: Unit, *, code: str, name: str, about: str) -> QrCode:
    """A new counter or help desk with its code. A code that ever was is never used again."""
    if find_code(code) is not None or ServicePlace.objects.filter(code=code).exists():
        raise Refused(
            "code_used", f"Mã {code} đã dùng rồi. Chọn mã khác, ví dụ số tiếp theo", field="code"
        )
    return code_of_place(open_place(unit, code=code, name=name, about=about))


@transaction.atomic
def retire_code(
    code: QrCode, *, note: str, at: datetime, replaced_by: QrCode | None = None
) -> QrCode:
    """The code is printed no more; whoever scans it reads `note` and finds the new one."""
    row = QrCode.objects.select_for_update().get(pk=code.pk)
    if row.retired_at is not None:
        raise Refused("already_retired", f"Mã {row.code} đã ngừng dùng từ trước", conflict=True)
    if replaced_by is not None and (replaced_by.pk == row.pk or replaced_by.retired_at is not None):
        raise Refused("bad_replacement", "Chọn một mã khác đang dùng để thay", field="replaced_by")
    row.retired_at, row.retired_note, row.replaced_by = at, note, replaced_by
    row.save(update_fields=["retired_at", "retired_note", "replaced_by"])
    renew_stamp()
    return row
