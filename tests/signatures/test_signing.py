"""A signature holds: for pyHanko, for Debian's pdfsig, and not when a byte was changed."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from accounts.models import User
from signatures.demo import Authority
from signatures.models import Certificate
from signatures.services import (
    Side,
    SigningFailed,
    Stamp,
    add_certificate,
    give_up,
    sign_pdf,
    signatures_of,
)
from tests.signatures.authorities import LEADER, OFFICE, added, key_file
from tests.signatures.fixtures import trust_only
from tests.signatures.papers import NOW, paper, pdfsig

BY_LEADER = Stamp("Người ký", LEADER, OFFICE, NOW)
BY_OFFICE = Stamp(
    "Cơ quan ban hành",
    OFFICE,
    OFFICE,
    NOW,
    side=Side.LEFT,
    number="Số 12/TLKS, ngày 22/11/2026",
    address="https://binhan.example/kiem-tra/AB12CD34",
)


def sign(
    certificate: Certificate, content: bytes | None = None, stamp: Stamp | None = None
) -> bytes:
    content = content or paper()
    return sign_pdf(content, certificate, reason="Duyệt", place="Bình An", at=NOW, stamp=stamp)


def test_a_signature_carries_the_signer_and_a_time_stamp(leaders: Certificate) -> None:
    (facts,) = signatures_of(sign(leaders))
    assert (facts.signer, facts.unit) == (LEADER, OFFICE)
    assert facts.intact
    assert facts.trusted
    assert facts.covers_whole
    assert facts.timestamped
    assert facts.at is not None
    assert abs(facts.at - timezone.now()) < timedelta(minutes=5)
    assert facts.sha256 == leaders.sha256


def test_the_signed_file_begins_with_the_file_that_was_signed(leaders: Certificate) -> None:
    assert sign(leaders).startswith(paper())


def test_debian_finds_the_signature_valid(leaders: Certificate, tmp_path: Path) -> None:
    said = pdfsig(sign(leaders, stamp=BY_LEADER), tmp_path)
    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


def test_without_time_stamps_the_signature_is_plain(
    leaders: Certificate, settings: LazySettings
) -> None:
    settings.SIGNING_TSA_URL = ""
    (facts,) = signatures_of(sign(leaders))
    assert facts.trusted
    assert not facts.timestamped


def test_a_lasting_signature_brings_its_own_evidence(
    leaders: Certificate, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SIGNING_LTA = True
    signed = sign(leaders)
    reader = PdfFileReader(BytesIO(signed))
    assert "/CRLs" in reader.root["/DSS"]
    assert len(reader.embedded_timestamp_signatures) == 1
    (facts,) = signatures_of(signed)
    assert facts.trusted
    assert facts.covers_whole
    assert "Signature is Valid" in pdfsig(signed, tmp_path)


def test_the_office_seals_what_the_leader_signed(
    leaders: Certificate, offices: Certificate, tmp_path: Path
) -> None:
    sealed = sign(offices, sign(leaders, stamp=BY_LEADER), BY_OFFICE)
    first, second = signatures_of(sealed)
    assert (first.signer, second.signer) == (LEADER, OFFICE)
    assert all(facts.intact and facts.trusted and facts.covers_whole for facts in (first, second))
    assert pdfsig(sealed, tmp_path).count("Signature is Valid") == 2


@pytest.mark.parametrize("offset", [0.1, 0.5, 0.9])
def test_one_byte_changed_is_found(leaders: Certificate, tmp_path: Path, offset: float) -> None:
    changed = bytearray(sign(leaders))
    changed[int(len(paper()) * offset)] ^= 1
    assert not any(facts.intact for facts in signatures_of(bytes(changed)))
    assert "Signature is Valid" not in pdfsig(bytes(changed), tmp_path)


def test_something_added_after_the_signature_is_found(leaders: Certificate) -> None:
    signed = sign(leaders)
    (facts,) = signatures_of(signed + b"\n% added\n")
    assert not facts.covers_whole


def test_a_signature_of_strangers_is_not_trusted(
    leaders: Certificate,
    foreign: Authority,
    leader: User,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    ours = settings.SIGNING_TRUST_DIR
    settings.SIGNING_TRUST_DIR = trust_only(foreign, tmp_path / "theirs")
    signed = sign(added(foreign, "leader", leader))
    settings.SIGNING_TRUST_DIR = ours
    (facts,) = signatures_of(signed)
    assert facts.intact
    assert not facts.trusted


def test_a_file_without_signatures_has_none(db: None) -> None:
    assert signatures_of(paper()) == []
    assert signatures_of(b"") == []
    assert signatures_of(b"/ByteRange and nothing else") == []


# --- What cannot be signed --------------------------------------------------------------------


def test_a_silent_time_stamp_authority_is_a_passing_failure(
    leaders: Certificate, settings: LazySettings
) -> None:
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9/demo/tsa/tsa"
    with pytest.raises(SigningFailed) as failure:
        sign(leaders)
    assert (failure.value.code, failure.value.transient) == ("tsa", True)


def test_a_refusing_time_stamp_authority_is_a_passing_failure(
    leaders: Certificate, settings: LazySettings
) -> None:
    settings.SIGNING_TSA_URL = settings.SIGNING_TSA_URL.replace("/tsa/tsa", "/tsa/nobody")
    with pytest.raises(SigningFailed) as failure:
        sign(leaders)
    assert failure.value.transient


def test_nobody_signs_with_a_certificate_after_its_time(leaders: Certificate) -> None:
    with pytest.raises(SigningFailed) as failure:
        sign_pdf(paper(), leaders, reason="", place="", at=NOW + timedelta(days=2000))
    assert (failure.value.code, failure.value.transient) == ("expired", False)
    assert "hết hạn" in failure.value.sentence


def test_nobody_signs_with_a_certificate_that_was_given_up(leaders: Certificate) -> None:
    give_up(leaders, revoked=True, at=NOW)
    with pytest.raises(SigningFailed) as failure:
        sign(leaders)
    assert failure.value.code == "revoked"


def test_a_lost_key_file_is_said(leaders: Certificate, settings: LazySettings) -> None:
    (settings.SIGNING_KEYS_DIR / f"{leaders.key_ref}.p12").unlink()
    with pytest.raises(SigningFailed) as failure:
        sign(leaders)
    assert failure.value.code == "key_file"


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_not_signed(leaders: Certificate, content: bytes) -> None:
    with pytest.raises(SigningFailed) as failure:
        sign(leaders, content, BY_LEADER)
    assert failure.value.code == "unreadable"


def test_what_a_revoked_certificate_signs_is_not_trusted(signing: Authority, leader: User) -> None:
    certificate = add_certificate(key_file(signing, "leader"), holder=leader, by=None, at=NOW)
    signed = sign(certificate)
    give_up(certificate, revoked=True, at=NOW - timedelta(hours=1))
    (facts,) = signatures_of(signed)
    assert facts.intact
    assert not facts.trusted


# --- What is seen --------------------------------------------------------------------------------


def test_the_stamp_stands_on_blank_paper(leaders: Certificate, offices: Certificate) -> None:
    sealed = sign(offices, sign(leaders, stamp=BY_LEADER), BY_OFFICE)
    fields = PdfFileReader(BytesIO(sealed)).root["/AcroForm"]["/Fields"]
    right, left = ([float(edge) for edge in field.get_object()["/Rect"]] for field in fields)
    assert right[0] > 300 > left[0]
    assert right[1] > left[1], "the foot of the page is not blank on the right"
    assert all(box[2] - box[0] > 200 for box in (right, left))
