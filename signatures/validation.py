"""Which signatures a PDF carries, and what they are worth. Nothing is fetched from anywhere."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils import timezone
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

from signatures import names, trust
from signatures.models import Certificate
from signatures.signing import USAGES

logger = logging.getLogger(__name__)
UNREADABLE = (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class SignatureFacts:
    """`intact`: what was signed is unchanged; `trusted`: by somebody whose chain we believe;
    `covers_whole`: nothing but further signatures came after; `at` is that of the time stamp, else
    what the signer's machine said."""

    signer: str
    unit: str
    at: datetime | None
    intact: bool
    trusted: bool
    covers_whole: bool
    timestamped: bool
    sha256: str  # fingerprint of the signer's certificate


def signatures_of(content: bytes) -> list[SignatureFacts]:
    """In the order of signing; empty for a file without signatures, or that is no PDF.

    Takes up to half a second for each.
    """
    if b"/ByteRange" not in content:
        return []
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        return [_facts(signature) for signature in reader.embedded_regular_signatures]
    except UNREADABLE as error:
        logger.info("a signed file cannot be read: %s", type(error).__name__)
        return []


def _facts(signature: EmbeddedPdfSignature) -> SignatureFacts:
    certificate = signature.signer_cert
    status = asyncio.run(_status(signature))
    stamp = status.timestamp_validity if status else None
    at = stamp.timestamp if stamp else signature.self_reported_timestamp
    sha256 = certificate.sha256.hex()
    trusted = bool(status and status.trusted and (stamp is None or stamp.trusted))
    return SignatureFacts(
        signer=names.part(certificate.subject, names.PERSON),
        unit=names.part(certificate.subject, names.OFFICE),
        at=at,
        intact=bool(status and status.intact and status.valid),
        trusted=trusted and not _revoked_by_us(sha256, at),
        covers_whole=bool(status and _covers_whole(status)),
        timestamped=stamp is not None,
        sha256=sha256,
    )


async def _status(signature: EmbeddedPdfSignature) -> PdfSignatureStatus | None:
    """Judged as of the time stamp: a certificate may expire later. None: cannot be judged."""
    at = timezone.now()
    try:
        at = _stamped_at(signature) or at
        others = signature.other_embedded_certs
        return await async_validate_pdf_signature(
            signature,
            signer_validation_context=trust.context(at, others),
            ts_validation_context=trust.context(at, others),
            key_usage_settings=KeyUsageConstraints(
                key_usage=set(USAGES), match_all_key_usages=False
            ),
        )
    except UNREADABLE as error:
        logger.info("a signature cannot be judged: %s", type(error).__name__)
        return None


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


def _revoked_by_us(sha256: str, at: datetime | None) -> bool:
    revoked = Certificate.objects.filter(sha256=sha256, revoked_at__isnull=False)
    return revoked.filter(revoked_at__lte=at).exists() if at else revoked.exists()
