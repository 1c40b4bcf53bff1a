"""Where private keys lie: PKCS#12 files in SIGNING_KEYS_DIR, or a token that speaks PKCS#11.

A passphrase is a file beside its key file; the token's PIN is a setting. Neither is ever a row.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import pkcs11
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.sign import SimpleSigner
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11SigningContext
from pyhanko.sign.signers import Signer

from portal.lib.errors import Refused
from signatures.failures import SigningFailed
from signatures.models import Certificate

Store = Certificate.Store
AWAY = (
    "Chưa mở được thiết bị ký. Cắm lại thiết bị, kiểm tra tên chứng thư trên thiết bị và mã PIN "
    "của máy chủ rồi thử lại"
)


@dataclass(frozen=True)
class KeyFile:
    """A PKCS#12 file (.p12, .pfx) and the passphrase that opens it."""

    content: bytes
    passphrase: str


@dataclass(frozen=True)
class TokenKey:
    """A key on a token, by the token's label and that of the key and its certificate."""

    token: str
    label: str

    @property
    def uri(self) -> str:
        """RFC 7512, without a PIN."""
        return f"pkcs11:token={quote(self.token)};object={quote(self.label)}"

    @classmethod
    def from_uri(cls, uri: str) -> "TokenKey":
        parts = dict(part.split("=", 1) for part in uri.removeprefix("pkcs11:").split(";"))
        return cls(unquote(parts["token"]), unquote(parts["object"]))


@dataclass(frozen=True)
class Found:
    """A certificate with a private key behind it, and the certificates that came with it."""

    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]

    @property
    def sha256(self) -> str:
        return str(self.certificate.sha256.hex())


def read(source: KeyFile | TokenKey) -> Found:
    """What the file or the token holds; `Refused` says what is wrong with it."""
    return _read_file(source) if isinstance(source, KeyFile) else _read_token(source)


def _read_file(file: KeyFile) -> Found:
    try:
        asn1_pkcs12.Pfx.load(file.content, strict=True)["version"].native  # noqa: B018 - parses
    except (ValueError, TypeError) as error:
        raise Refused(
            "not_pkcs12",
            "Đây không phải tệp chứng thư số. Chọn tệp đuôi .p12 hoặc .pfx mà nơi cấp đã giao",
            field="file",
        ) from error
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            file.content, file.passphrase.encode() or None
        )
    except ValueError as error:
        raise Refused(
            "passphrase",
            "Mật khẩu không mở được tệp này. Nhập lại mật khẩu mà nơi cấp đã giao kèm tệp",
            field="passphrase",
        ) from error
    if key is None or certificate is None:
        raise Refused(
            "no_key",
            "Tệp không có khóa bí mật nên không ký được. Xuất lại từ máy đã cài chứng thư, "
            "chọn “kèm khóa bí mật”",
            field="file",
        )
    return Found(_plain(certificate), tuple(map(_plain, others)))


def _plain(certificate: object) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))  # type: ignore[attr-defined]


def _read_token(key: TokenKey) -> Found:
    if not settings.SIGNING_TOKEN_LIBRARY:
        raise Refused(
            "no_token_library",
            "Máy chủ chưa được cài thiết bị ký. Báo người quản trị máy chủ đặt "
            "SIGNING_TOKEN_LIBRARY, hoặc dùng tệp .p12",
            field="token",
        )
    try:
        with _token(key) as signer:
            if signer.signing_cert is None:
                raise SigningError("no certificate")
            return Found(signer.signing_cert, tuple(signer.cert_registry))
    except (SigningError, pkcs11.PKCS11Error) as error:
        raise Refused("token", AWAY, field="token") from error


def keep(source: KeyFile | TokenKey, found: Found) -> str:
    """Puts a key file and its passphrase down, for the owner of this process alone; the `key_ref`.

    A token keeps its own key.
    """
    if isinstance(source, TokenKey):
        return source.uri
    name = found.sha256[:16]
    key, passphrase = _files(name)
    key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path, content in ((key, source.content), (passphrase, source.passphrase.encode())):
        path.touch(mode=0o600)
        path.write_bytes(content)
    return name


def forget(certificate: Certificate) -> None:
    """Deletes the key file with its passphrase; what is on a token stays there."""
    if certificate.store == Store.PKCS12:
        for path in _files(certificate.key_ref):
            path.unlink(missing_ok=True)


def _files(name: str) -> tuple[Path, Path]:
    folder = Path(settings.SIGNING_KEYS_DIR)
    return folder / f"{name}.p12", folder / f"{name}.pass"


@contextmanager
def signer_of(certificate: Certificate) -> Iterator[Signer]:
    """Signs with the certificate's key for as long as the `with` lasts; or `SigningFailed`."""
    if certificate.store == Store.PKCS12:
        yield _file_signer(certificate.key_ref)
        return
    with ExitStack() as stack:
        try:
            signer = stack.enter_context(_token(TokenKey.from_uri(certificate.key_ref)))
        except (SigningError, pkcs11.PKCS11Error) as error:
            raise SigningFailed("token", AWAY, transient=True) from error
        yield signer


def _file_signer(name: str) -> SimpleSigner:
    key, passphrase = _files(name)
    try:
        return SimpleSigner.load_pkcs12_data(key.read_bytes(), [], passphrase.read_bytes() or None)
    except (OSError, ValueError) as error:
        raise SigningFailed(
            "key_file",
            "Máy chủ không mở được tệp khóa của chứng thư này. Thêm lại chứng thư ở trang "
            "Chứng thư số",
        ) from error


def _token(key: TokenKey) -> PKCS11SigningContext:
    config = PKCS11SignatureConfig(
        module_path=settings.SIGNING_TOKEN_LIBRARY,
        token_criteria=TokenCriteria(label=key.token),
        cert_label=key.label,
    )
    return PKCS11SigningContext(config, user_pin=settings.SIGNING_TOKEN_PIN)
