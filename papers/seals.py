"""Dấu số: a paper sealed by its office when it is drawn, where the office's template says so."""

from datetime import datetime

from accounts.models import Unit
from papers.heads import sheet_of
from papers.models import IssuedPaper
from signatures.models import Certificate
from signatures.services import Side, Stamp, certificate_for, sign_pdf

# They sign and seal in their own name; every other office does it in that of the commune.
OWN_SEAL = {Unit.Kind.POLICE, Unit.Kind.MILITARY, Unit.Kind.LAND_BRANCH}


def seal_of(unit: Unit, at: datetime) -> Certificate | None:
    """The certificate an office seals with at that moment."""
    return certificate_for(unit=unit if unit.kind in OWN_SEAL else unit.root or unit, at=at)


def sealed(paper: IssuedPaper, content: bytes, *, at: datetime) -> bytes | None:
    """`content` with the seal; None for papers that are not sealed. Or `SigningFailed`.

    It takes half a second and talks to the time stamp authority: never inside a transaction.
    """
    template = sheet_of(paper).template
    certificate = seal_of(paper.unit, at) if template and template.seal else None
    if certificate is None or certificate.unit is None:
        return None
    name = certificate.unit.name
    stamp = Stamp("Cơ quan ban hành", name, name, at, side=Side.LEFT, number=paper.number)
    return sign_pdf(
        content, certificate, reason=f"Đóng dấu {paper}", place=certificate.unit.place_name,
        at=at, stamp=stamp,
    )  # fmt: skip
