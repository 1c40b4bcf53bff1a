"""What every paper says the same way: the office at its head, who signs, what proves it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from accounts.models import Unit
from papers.circulars import FormFacts, form_of_set
from papers.models import IssuedPaper, PaperTemplate
from papers.services import template_for
from papers.wording import BLANK, fill
from portal.lib.dates import paper_day
from portal.lib.qr import qr_data_uri

# Papers are kept for decades: this address is printed on them and must stay.
VERIFY_PATH = "/kiem-tra/{code}"
# "CHỦ TỊCH UBND XÃ" under "TM. ỦY BAN NHÂN DÂN" would name the committee twice.
COMMITTEE_BEHIND = re.compile(r" (UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\b.*")
PLACE_NAME = re.compile(r"\b(TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG)( \w+){1,4}$")
AUTHORITIES = frozenset({Unit.Kind.COMMUNE, Unit.Kind.PROVINCE})


@dataclass(frozen=True)
class Sheet:
    """A paper to be drawn: the form, whose paper it is, and its moment."""

    form: FormFacts
    unit: Unit
    at: datetime
    number: str = ""
    code: str = ""  # proves it; a paper that is not kept has none
    template: PaperTemplate | None = None


@dataclass(frozen=True)
class Signature:
    """`lines`: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Picture:
    """A QR code, and its address for those who type."""

    qr: str
    address: str


@dataclass(frozen=True)
class Head:
    """What a form's page names `paper`."""

    title: str
    source: str
    superior: str
    office: str
    office_name: str
    number: str
    place: str
    day: str
    phone: str
    site: str
    closing: str
    code: str
    check: Picture | None
    signature: Signature


def sheet_of(paper: IssuedPaper) -> Sheet:
    """The sheet of an issued paper, by the set of forms and the template of its moment."""
    return Sheet(
        form=form_of_set(paper.form, paper.form_set),
        unit=paper.unit,
        at=paper.issued_at,
        number=paper.number,
        code=paper.code,
        template=paper.template or template_for(paper.unit, paper.form, paper.issued_at),
    )


def head_of(
    sheet: Sheet, *, words: Mapping[str, str], signer: str = "", signer_job: str = ""
) -> Head:
    """`words`: what the closing sentence may name of the subject. `signer` signs this paper."""
    own, unit = sheet.template or PaperTemplate(), sheet.unit
    root = unit.root or unit
    office = own.office_name or unit.name
    phone = own.phone or unit.phone or root.phone
    site = settings.SITE_URL.partition("://")[2]
    known = {**words, "don_vi": office, "dien_thoai": phone, "trang_web": site}
    return Head(
        title=sheet.form.title,
        source=sheet.form.source,
        superior=_at_head(own.superior or unit.superior or (root.name if unit.root else "")),
        office=_at_head(office),
        office_name=office,
        number=sheet.number or (BLANK if sheet.form.series else ""),
        place=own.place_name or root.place_name,
        day=paper_day(sheet.at),
        phone=phone or BLANK,
        site=site,
        closing=fill(own.closing, known),
        code=sheet.code,
        check=picture_of(VERIFY_PATH.format(code=sheet.code)) if sheet.code else None,
        signature=signature_of(own, unit, signer, signer_job),
    )


def _at_head(name: str) -> str:
    """In capitals; its line does not break within the name of the province or commune."""
    return PLACE_NAME.sub(lambda found: found[0].replace(" ", "\u00a0"), name.upper())


def signature_of(own: PaperTemplate, unit: Unit, signer: str, signer_job: str) -> Signature:
    """Who signs for the office. Another than the head it names signs in the head's place (KT.)."""
    behalf = own.on_behalf or ("TM. ỦY BAN NHÂN DÂN" if unit.kind in AUTHORITIES else "")
    head, job = own.signer_title.upper(), signer_job.upper()
    if behalf.startswith("TM."):
        head, job = (COMMITTEE_BEHIND.sub("", title) for title in (head, job))
    titles: tuple[str, ...]
    if head and signer and own.signer_name and signer != own.signer_name:
        titles = (f"KT. {head.removeprefix('KT. ')}", job)
    else:
        titles = (head or job or "THỦ TRƯỞNG ĐƠN VỊ",)
    return Signature(tuple(line for line in (behalf, *titles) if line), signer or own.signer_name)


def picture_of(path: str) -> Picture:
    """A QR picture of an address of this portal."""
    address = f"{settings.SITE_URL}{path}"
    return Picture(qr_data_uri(address), address)
