"""Which signatures a PDF carries, and what they are worth, for files of strangers too."""

import json
import logging
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509

from signatures import names, trust
from signatures.models import Certificate

logger = logging.getLogger(__name__)
PROGRAM = Path(__file__).with_name("judging.py")  # not imported: its parser stays outside
SECONDS = 30


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
    """In the order of signing; empty for a file without signatures, or that cannot be read.

    Takes a second and more: a process of its own reads the file.
    """
    if b"/ByteRange" not in content:
        return []
    return [_facts(found) for found in _judged(content)]


def _judged(content: bytes) -> list[dict[str, Any]]:
    """What `judging.py` says of the file; nothing of one that it does not survive."""
    roots = [_written(root.dump()) for root in trust.roots()]
    asked = json.dumps({"file": _written(content), "roots": roots})
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        run = subprocess.run(
            command, input=asked, capture_output=True, timeout=SECONDS, check=True, text=True
        )
    except subprocess.SubprocessError as error:
        logger.info("a signed file cannot be read: %s", type(error).__name__)
        return []
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def _written(content: bytes) -> str:
    return b64encode(content).decode()


def _facts(found: dict[str, Any]) -> SignatureFacts:
    certificate = x509.Certificate.load(b64decode(found["certificate"]))
    at = datetime.fromisoformat(found["at"]) if found["at"] else None
    sha256 = certificate.sha256.hex()
    return SignatureFacts(
        signer=names.part(certificate.subject, names.PERSON),
        unit=names.part(certificate.subject, names.OFFICE),
        at=at,
        intact=found["intact"],
        trusted=found["trusted"] and not _revoked_by_us(sha256, at),
        covers_whole=found["covers_whole"],
        timestamped=found["timestamped"],
        sha256=sha256,
    )


def _revoked_by_us(sha256: str, at: datetime | None) -> bool:
    revoked = Certificate.objects.filter(sha256=sha256, revoked_at__isnull=False)
    return revoked.filter(revoked_at__lte=at).exists() if at else revoked.exists()
