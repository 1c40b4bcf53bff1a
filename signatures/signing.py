"""Putting a signature on a PDF: PAdES B-B, with a time stamp authority B-T, on request B-LTA."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

import pkcs11
import pypdfium2
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from portal.lib.dates import short_day
from signatures import trust
from signatures.failures import SigningFailed
from signatures.keys import AWAY, signer_of
from signatures.models import Certificate
from signatures.stamps import Stamp, place_of, style_of

TSA_SECONDS = 10
USAGES = ("non_repudiation", "digital_signature")


def sign_pdf(
    content: bytes,
    certificate: Certificate,
    *,
    reason: str,
    place: str,
    at: datetime,
    stamp: Stamp | None = None,
) -> bytes:
    """The signed file: `content` unchanged, then what the signature adds. Or `SigningFailed`.

    It takes about half a second and talks to the time stamp authority and maybe to a token: never
    call it inside a transaction. A file that is signed already keeps its signatures.
    """
    _check_usable(certificate, at)
    with _failures_told(), signer_of(certificate) as signer:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        field = _new_field(writer, content, stamp)
        pdf_signer = PdfSigner(
            _metadata(signer, field, reason=reason, place=place),
            signer,
            timestamper=_timestamper(),
            stamp_style=style_of(stamp) if stamp else None,
            new_field_spec=field,
        )
        return bytes(pdf_signer.sign_pdf(writer).getvalue())


@contextmanager
def _failures_told() -> Iterator[None]:
    """What pyHanko and the token raise, as a sentence for whoever signs."""
    try:
        yield
    except TimestampRequestError as error:
        raise SigningFailed(
            "tsa",
            "Máy chủ cấp dấu thời gian chưa trả lời nên chưa ký. Xin thử lại sau ít phút",
            transient=True,
        ) from error
    except pkcs11.PKCS11Error as error:
        raise SigningFailed("token", AWAY, transient=True) from error
    except (PdfError, pypdfium2.PdfiumError, SigningError, ValueError, KeyError) as error:
        raise SigningFailed(
            "unreadable",
            "Không ký được tệp PDF này. Tạo lại tệp (in ra PDF) rồi đính kèm lại",
        ) from error


def _check_usable(certificate: Certificate, at: datetime) -> None:
    day = short_day(certificate.valid_to)
    if certificate.valid_to <= at:
        raise SigningFailed("expired", f"Chứng thư số hết hạn từ {day}. Thêm chứng thư mới")
    if certificate.valid_from > at:
        day = short_day(certificate.valid_from)
        raise SigningFailed("not_yet", f"Chứng thư số đến {day} mới có hiệu lực")
    if certificate.removed_at or (certificate.revoked_at and certificate.revoked_at <= at):
        raise SigningFailed("revoked", "Chứng thư số không còn dùng. Thêm chứng thư mới")


def _new_field(
    writer: IncrementalPdfFileWriter, content: bytes, stamp: Stamp | None
) -> SigFieldSpec:
    name = f"ChuKy{sum(1 for _ in enumerate_sig_fields(writer)) + 1}"
    box = place_of(content, stamp.side) if stamp else None
    return SigFieldSpec(name, on_page=-1, box=box)


def _metadata(
    signer: Signer, field: SigFieldSpec, *, reason: str, place: str
) -> PdfSignatureMetadata:
    """B-LTA carries what a later check needs; the issuers are asked for it now."""
    lasting = settings.SIGNING_LTA and bool(settings.SIGNING_TSA_URL)
    return PdfSignatureMetadata(
        field_name=field.sig_field_name,
        md_algorithm="sha256",
        reason=reason,
        location=place,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=lasting,
        use_pades_lta=lasting,
        validation_context=trust.asking_context() if lasting else None,
        signer_key_usage=_usage_of(signer) if lasting else set(),
    )


def _usage_of(signer: Signer) -> set[str]:
    """pyHanko wants all it is given; certificates for signing carry one of two or both."""
    certificate = signer.signing_cert
    usage = certificate.key_usage_value if certificate else None
    return {name for name in USAGES if usage and name in usage.native}


def _timestamper() -> HTTPTimeStamper | None:
    url = settings.SIGNING_TSA_URL
    return HTTPTimeStamper(url, timeout=TSA_SECONDS) if url else None
