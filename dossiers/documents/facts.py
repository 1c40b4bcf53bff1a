"""What every printed form of a dossier says the same way: the person, the lines of papers."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.identity import show_phone
from accounts.models import Unit, User
from dossiers.models import Dossier
from papers.heads import Picture, picture_of
from papers.lines import Line
from papers.wording import BLANK
from portal.lib.dates import short_day


def count(number: int) -> str:
    return f"{number:02d}" if number else ""


def line_of(row: Any, *, reason: str = "") -> Line:
    """A line from anything that has a name and the three counts."""
    return Line(
        row.name, count(row.originals), count(row.certified), count(row.copies), reason=reason
    )


def person(dossier: Dossier) -> dict[str, Any]:
    """Who files, and what for; `BLANK` where nothing is known, to be filled in by hand."""
    return {
        "code": dossier.display_code if dossier.pk else "",
        "name": dossier.applicant_name,
        "channel": f"nộp {dossier.get_channel_display().lower()}",
        "address_line": dossier.address or BLANK,
        "phone": show_phone(dossier.phone) if dossier.phone else BLANK,
        "email": dossier.email or BLANK,
        "identity": dossier.personal_id or BLANK,
        "subject": dossier.subject_name,
        "subject_address": dossier.subject_address or BLANK,
        "request": request_of(dossier),
        "tracking": None,
        "words": words_of(dossier),
    }


def words_of(dossier: Dossier) -> dict[str, str]:
    """What an office's own sentence may name of a dossier (`papers.wording.VARIABLES`)."""
    return {
        "ma_ho_so": dossier.display_code if dossier.pk else "",
        "nguoi_nop": dossier.applicant_name,
        "thu_tuc": dossier.procedure_version.name,
        "ngay_hen": short_day(dossier.due_at) if dossier.due_at else "",
    }


def request_of(dossier: Dossier) -> str:
    """Nội dung yêu cầu giải quyết: the procedure's official name, then the abstract."""
    name = dossier.procedure_version.name
    parts = [name] + ([dossier.summary] if dossier.summary not in {"", name} else [])
    if dossier.sets > 1:
        parts.append(f"số bản xin cấp: {dossier.sets:02d}")
    return "; ".join(parts)


def tracking_of(dossier: Dossier) -> Picture:
    """The code that shows where the dossier is."""
    return picture_of(reverse("dossiers:track-by-key", args=[dossier.tracking_key]))


def officer_phone(officer: User | None, dossier: Dossier) -> str:
    """The number people may ring: the officer's own, else that of the office."""
    if officer and officer.phone:
        return show_phone(officer.phone)
    return phone_of(dossier.receiving_unit) or BLANK


def phone_of(unit: Unit) -> str:
    """The office's phone, else that of its commune."""
    return unit.phone or (unit.root.phone if unit.root else "")


def with_numbers(lines: Iterable[Line]) -> list[tuple[int, Line]]:
    return list(enumerate(lines, start=1))
