"""Taking certificates in: only what the holder can sign with, and each refusal helps."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.conf import LazySettings
from django.db import IntegrityError

from accounts.models import User
from portal.lib.errors import Refused
from signatures.demo import Authority
from signatures.models import Certificate
from signatures.services import KeyFile, add_certificate, certificate_for, give_up
from tests.factories import Commune, make_staff
from tests.signatures.authorities import LEADER, OFFICE, added, key_file
from tests.signatures.papers import NOW


def refused(source: KeyFile, holder: User) -> Refused:
    with pytest.raises(Refused) as refusal:
        add_certificate(source, holder=holder, by=None, at=NOW)
    assert Certificate.objects.count() == 0
    return refusal.value


def test_a_certificate_is_kept_with_what_it_says(signing: Authority, leader: User) -> None:
    certificate = added(signing, "leader", leader)
    assert certificate.kind == Certificate.Kind.PERSONAL
    assert certificate.subject == f"{LEADER}, {OFFICE}"
    assert certificate.issuer == "Chứng thực số thử nghiệm (demo)"
    assert certificate.valid_from < NOW < certificate.valid_to
    assert certificate_for(user=leader, at=NOW) == certificate


def test_key_and_passphrase_are_files_of_the_portal_alone(
    leaders: Certificate, signing: Authority, settings: LazySettings
) -> None:
    folder = Path(settings.SIGNING_KEYS_DIR)
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".p12", ".pass"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    row = " ".join(str(value) for value in vars(leaders).values())
    assert signing.passphrase not in row


def test_a_wrong_passphrase_is_said_at_its_field(signing: Authority, leader: User) -> None:
    refusal = refused(KeyFile(signing.key_file("leader"), "sai"), leader)
    assert (refusal.code, refusal.field) == ("passphrase", "passphrase")
    assert "Mật khẩu không mở được" in refusal.message


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"0\x03\x02\x01\x03"])
def test_another_kind_of_file_is_refused(signing: Authority, leader: User, content: bytes) -> None:
    assert refused(KeyFile(content, "x"), leader).code == "not_pkcs12"


def test_a_file_without_its_private_key_is_refused(signing: Authority, leader: User) -> None:
    passphrase = signing.passphrase.encode()
    _, certificate, _ = pkcs12.load_key_and_certificates(signing.key_file("leader"), passphrase)
    assert certificate is not None
    bare = pkcs12.serialize_key_and_certificates(
        b"x", None, None, [certificate], BestAvailableEncryption(b"secret")
    )
    assert refused(KeyFile(bare, "secret"), leader).code == "no_key"


@pytest.mark.parametrize(
    ("label", "code", "words"),
    [
        ("expired", "expired", "đã hết hạn ngày"),
        ("early", "not_yet", "mới có hiệu lực"),
        ("cipher", "usage", "không dùng để ký văn bản"),
        ("office", "holder", "không phải của cán bộ Trần Văn Dũng"),
    ],
)
def test_what_one_cannot_sign_with_is_refused(
    signing: Authority, leader: User, label: str, code: str, words: str
) -> None:
    refusal = refused(key_file(signing, label), leader)
    assert refusal.code == code
    assert words in refusal.message


def test_a_foreign_certificate_is_refused(
    signing: Authority, foreign: Authority, leader: User
) -> None:
    refusal = refused(key_file(foreign, "leader"), leader)
    assert refusal.code == "foreign"
    assert "danh sách tin cậy" in refusal.message


def test_somebody_elses_certificate_is_refused(signing: Authority, commune: Commune) -> None:
    other = make_staff(commune.root, full_name="Hồ Thị Mai")
    assert refused(key_file(signing, "leader"), other).code == "holder"


def test_an_office_takes_only_a_certificate_in_its_name(
    signing: Authority, commune: Commune
) -> None:
    assert added(signing, "office", commune.root).kind == Certificate.Kind.OFFICE
    with pytest.raises(Refused) as refusal:
        added(signing, "leader", commune.justice)
    assert refusal.value.code == "holder"


def test_the_same_certificate_is_not_added_twice(
    signing: Authority, leader: User, leaders: Certificate
) -> None:
    with pytest.raises(Refused) as refusal:
        added(signing, "leader", leader)
    assert refusal.value.conflict


def test_a_removed_certificate_leaves_no_key_and_may_come_back(
    signing: Authority, leader: User, leaders: Certificate, settings: LazySettings
) -> None:
    give_up(leaders, revoked=False, at=NOW)
    assert list(Path(settings.SIGNING_KEYS_DIR).iterdir()) == []
    assert certificate_for(user=leader, at=NOW) is None
    assert added(signing, "leader", leader).pk != leaders.pk


def test_only_certificates_in_force_are_found(leader: User, leaders: Certificate) -> None:
    assert certificate_for(user=leader, at=leaders.valid_from - timedelta(days=1)) is None
    assert certificate_for(user=leader, at=leaders.valid_to) is None
    assert certificate_for(at=NOW) is None
    give_up(leaders, revoked=True, at=NOW)
    assert certificate_for(user=leader, at=NOW) is None
    assert certificate_for(user=leader, at=NOW - timedelta(days=1)) == leaders


def test_a_certificate_has_exactly_one_holder(
    leader: User, commune: Commune, leaders: Certificate
) -> None:
    leaders.unit = commune.root
    with pytest.raises(IntegrityError):
        leaders.save()
