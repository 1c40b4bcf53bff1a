"""What every printed form says the same way: the head, the person, the lines of papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.identity import show_phone
from accounts.models import Unit
from dossiers.models import Dossier
from portal.lib.dates import paper_day
from portal.lib.qr import qr_data_uri

BLANK = "…………"


@dataclass(frozen=True)
class Line:
    """One row of a papers table; counts as they are printed, empty for none."""

    name: str
    originals: str = ""
    certified: str = ""
    copies: str = ""
    reason: str = ""


def count(number: int) -> str:
    return f"{number:02d}" if number else ""


def line_of(row: Any, *, reason: str = "") -> Line:
    """A line from anything that has a name and the three counts."""
    return Line(
        row.name, count(row.originals), count(row.certified), count(row.copies), reason=reason
    )


def head(dossier: Dossier, at: datetime, *, number: str = BLANK) -> dict[str, Any]:
    """Quốc hiệu, the office, number, code, place and day."""
    office, root = dossier.receiving_unit, dossier.root_unit
    return {
        "superior": (office.superior or root.name).upper(),
        "office": office.name.upper(),
        "office_name": office.name,
        "root_name": root.name,
        "number": number,
        "code": dossier.display_code if dossier.pk else "",
        "place": root.place_name,
        "day": paper_day(at),
        "site": settings.SITE_URL.partition("://")[2],
        "contact_phone": phone_of(office),
    }


def phone_of(unit: Unit) -> str:
    """The office's phone, else that of its commune."""
    return unit.phone or (unit.root.phone if unit.root else "")


def person(dossier: Dossier) -> dict[str, Any]:
    """Who files; `BLANK` where nothing is known, to be filled in by hand."""
    subject = dossier.subject_name
    return {
        "name": dossier.applicant_name,
        "channel": f"nộp {dossier.get_channel_display().lower()}",
        "address_line": dossier.address or BLANK,
        "phone": show_phone(dossier.phone) if dossier.phone else BLANK,
        "email": dossier.email or BLANK,
        "identity": dossier.personal_id or BLANK,
        "subject": subject,
        "subject_address": dossier.subject_address or BLANK,
        "request": request_of(dossier),
    }


def request_of(dossier: Dossier) -> str:
    """Nội dung yêu cầu giải quyết: the procedure's official name, then the abstract."""
    name = dossier.procedure_version.name
    parts = [name] + ([dossier.summary] if dossier.summary not in {"", name} else [])
    if dossier.sets > 1:
        parts.append(f"số bản xin cấp: {dossier.sets:02d}")
    return "; ".join(parts)


def code_picture(path: str) -> dict[str, str]:
    """A QR picture of an address of this portal, with the address for those who type."""
    address = f"{settings.SITE_URL}{path}"
    return {"qr": qr_data_uri(address), "address": address}


def tracking_code(dossier: Dossier) -> dict[str, str]:
    return code_picture(reverse("dossiers:track-by-key", args=[dossier.tracking_key]))


def with_numbers(lines: Iterable[Line]) -> list[tuple[int, Line]]:
    return list(enumerate(lines, start=1))
