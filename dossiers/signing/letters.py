"""Letters of apology carry the digital signature of whoever signed them, if there is a key."""

from datetime import datetime

from dossiers.models import Apology
from papers.models import IssuedPaper
from signatures.services import Stamp, certificate_for, sign_pdf


def sign_letter(paper: IssuedPaper, content: bytes, *, at: datetime) -> bytes | None:
    """`content` with the signature; None for other papers and without one. Or `SigningFailed`.

    It takes half a second and talks to the time stamp authority: never inside a transaction.
    """
    kind, _, pk = paper.key.partition(":")
    if kind != "apology":
        return None
    apology = Apology.objects.select_related("signed_by__unit").get(pk=pk)
    signer = apology.signed_by
    certificate = certificate_for(user=signer, at=at) if signer else None
    if signer is None or certificate is None:
        return None
    stamp = Stamp("Người ký", signer.full_name, signer.job_title or str(signer.unit), at)
    return sign_pdf(
        content, certificate, reason=f"Ký {paper}", place=paper.unit.place_name, at=at, stamp=stamp
    )
