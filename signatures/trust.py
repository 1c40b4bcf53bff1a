"""Whom we believe: the root certificates in SIGNING_TRUST_DIR, and chains that end in them."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

SUFFIXES = {".cer", ".crt", ".pem"}


def roots() -> list[x509.Certificate]:
    """The trusted certificates, read anew: an administrator may have added one."""
    folder = Path(settings.SIGNING_TRUST_DIR)
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    return [root for file in files if file.suffix in SUFFIXES for root in _certificates(file)]


def _certificates(file: Path) -> list[x509.Certificate]:
    content = file.read_bytes()
    if not pem.detect(content):
        return [x509.Certificate.load(content)]
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(content, multiple=True)]


def context(at: datetime, others: Iterable[x509.Certificate] = ()) -> ValidationContext:
    """Judges as of `at`, by what is at hand: nothing is fetched for a stranger's file."""
    return ValidationContext(trust_roots=roots(), other_certs=list(others), moment=at)


def asking_context() -> ValidationContext:
    """Judges as of now, and asks the issuers which certificates are revoked."""
    return ValidationContext(trust_roots=roots(), allow_fetching=True)


def is_chained(
    certificate: x509.Certificate, others: Iterable[x509.Certificate], *, at: datetime
) -> bool:
    """Whether a chain leads from the certificate to a root we trust."""
    validator = CertificateValidator(certificate, validation_context=context(at, others))
    try:
        asyncio.run(validator.async_validate_path())
    except (PathBuildingError, PathValidationError):
        return False
    return True
