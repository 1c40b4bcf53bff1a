"""Signing with a key that never leaves its token (PKCS#11), here SoftHSM's."""

import subprocess
from pathlib import Path

import pkcs11
import pytest
from asn1crypto import pem
from asn1crypto.keys import PrivateKeyInfo
from django.conf import LazySettings
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from accounts.models import User
from portal.lib.errors import Refused
from signatures.demo import Authority
from signatures.models import Certificate
from signatures.services import (
    SigningFailed,
    TokenKey,
    add_certificate,
    sign_pdf,
    signatures_of,
)
from tests.signatures.authorities import LEADER
from tests.signatures.papers import NOW, paper

LIBRARY, PIN = "/usr/lib/softhsm/libsofthsm2.so", "482913"
KEY = TokenKey("xa Bình An", "lanh-dao")


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library reads its configuration once a process."""
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "store").mkdir()
    return folder


@pytest.fixture
def token(
    signing: Authority, settings: LazySettings, tokens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that holds the leader's key and certificate."""
    config = tokens / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {tokens}/store\n", encoding="utf-8")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    settings.SIGNING_TOKEN_LIBRARY, settings.SIGNING_TOKEN_PIN = LIBRARY, PIN
    if not list((tokens / "store").iterdir()):
        command = ["softhsm2-util", "--init-token", "--free", "--label", KEY.token]
        subprocess.run([*command, "--so-pin", PIN, "--pin", PIN], check=True, capture_output=True)
        _fill(signing)


def _fill(authority: Authority) -> None:
    boxed = PrivateKeyInfo.load(_der(authority.folder / "leader.key"))
    key = boxed["private_key"].parsed.dump()
    certificate = _der(authority.root.parent / "leader.cert.pem")
    names = {pkcs11.Attribute.LABEL: KEY.label, pkcs11.Attribute.ID: b"1"}
    with pkcs11.lib(LIBRARY).get_token(token_label=KEY.token).open(user_pin=PIN, rw=True) as open_:
        open_.create_object(decode_rsa_private_key(key) | names | {pkcs11.Attribute.TOKEN: True})
        open_.create_object(
            decode_x509_certificate(certificate) | names | {pkcs11.Attribute.TOKEN: True}
        )


def _der(file: Path) -> bytes:
    return bytes(pem.unarmor(file.read_bytes())[2])


def test_a_key_on_a_token_signs(token: None, leader: User) -> None:
    certificate = add_certificate(KEY, holder=leader, by=None, at=NOW)
    assert certificate.store == Certificate.Store.PKCS11
    assert PIN not in certificate.key_ref
    (facts,) = signatures_of(
        sign_pdf(paper(), certificate, reason="Duyệt", place="Bình An", at=NOW)
    )
    assert facts.signer == LEADER
    assert facts.intact
    assert facts.trusted


def test_a_token_that_is_not_there_is_said(token: None, leader: User) -> None:
    with pytest.raises(Refused) as refusal:
        add_certificate(TokenKey("khác", "lanh-dao"), holder=leader, by=None, at=NOW)
    assert refusal.value.field == "token"


def test_a_token_pulled_out_is_a_passing_failure(
    token: None, leader: User, settings: LazySettings
) -> None:
    certificate = add_certificate(KEY, holder=leader, by=None, at=NOW)
    certificate.key_ref = TokenKey("rút rồi", KEY.label).uri
    with pytest.raises(SigningFailed) as failure:
        sign_pdf(paper(), certificate, reason="", place="", at=NOW)
    assert failure.value.transient


def test_without_a_library_one_is_told_what_to_ask_for(
    signing: Authority, leader: User, settings: LazySettings
) -> None:
    settings.SIGNING_TOKEN_LIBRARY = ""
    with pytest.raises(Refused) as refusal:
        add_certificate(KEY, holder=leader, by=None, at=NOW)
    assert "SIGNING_TOKEN_LIBRARY" in refusal.value.message
