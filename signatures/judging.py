"""A program of its own: which signatures one PDF carries, and what they are worth.

`python judging.py` reads `{"file": ..., "roots": [...]}` (base64) and writes a list of what
`Judged` holds. It runs with limits on memory and time and imports nothing of ours, so a file that
breaks or busies the parser breaks only this process. Nothing is fetched from anywhere.
"""

import asyncio
import json
import resource
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 5
MOST = 20  # signatures of one file
USAGES = {"non_repudiation", "digital_signature"}
UNREADABLE = (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError)


def judged(content: bytes, roots: Iterable[x509.Certificate]) -> list[dict[str, Any]]:
    """In the order of signing."""
    reader = PdfFileReader(BytesIO(content), strict=False)
    signatures = islice(reader.embedded_regular_signatures, MOST)
    return [_judged(signature, list(roots)) for signature in signatures]


def _judged(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, Any]:
    status = asyncio.run(_status(signature, roots))
    stamp = status.timestamp_validity if status else None
    at = stamp.timestamp if stamp else signature.self_reported_timestamp
    return {
        "certificate": b64encode(signature.signer_cert.dump()).decode(),
        "at": at.isoformat() if at else None,
        "intact": bool(status and status.intact and status.valid),
        "trusted": bool(status and status.trusted and (stamp is None or stamp.trusted)),
        "covers_whole": bool(status and _covers_whole(status)),
        "timestamped": stamp is not None,
    }


async def _status(
    signature: EmbeddedPdfSignature, roots: list[x509.Certificate]
) -> PdfSignatureStatus | None:
    """Judged as of the time stamp: a certificate may expire later. None: cannot be judged."""
    try:
        at = _stamped_at(signature) or datetime.now(UTC)
        others = signature.other_embedded_certs
        return await async_validate_pdf_signature(
            signature,
            signer_validation_context=_context(roots, others, at),
            ts_validation_context=_context(roots, others, at),
            key_usage_settings=KeyUsageConstraints(key_usage=USAGES, match_all_key_usages=False),
        )
    except UNREADABLE:
        return None


def _context(
    roots: list[x509.Certificate], others: Iterable[x509.Certificate], at: datetime
) -> ValidationContext:
    return ValidationContext(trust_roots=roots, other_certs=list(others), moment=at)


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """What the time stamp says, before anybody judged it."""
    token = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
    if token is None:
        return None
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _covers_whole(status: PdfSignatureStatus) -> bool:
    """Later signatures fill in form fields and may add what lasting validation needs."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    harmless = {ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
    level = status.modification_level
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and level in harmless


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    asked = json.load(sys.stdin)
    roots = [x509.Certificate.load(b64decode(root)) for root in asked["roots"]]
    json.dump(judged(b64decode(asked["file"]), roots), sys.stdout)


if __name__ == "__main__":
    main()
