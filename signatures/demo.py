"""A certificate authority and a time stamp authority to try signing with (Certomancer).

Its keys are made in the folder that is given and prove nothing to anybody else. The package comes
with `make run` and the tests; the image of the product has none of it.
"""

import secrets
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

CONFIG, ISSUED, PASSPHRASE = "authority.yml", "issued", "passphrase"
ARCHITECTURE = "demo"
DECADE = timedelta(days=3650)
YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Subject:
    """Who gets a certificate; `label` names its file."""

    label: str
    name: str
    organisation: str
    lasts: timedelta = YEARS
    since: timedelta = timedelta(days=-30)  # counted from when the authority is made
    usage: Sequence[str] = ("digital_signature", "non_repudiation")


@dataclass(frozen=True)
class Authority:
    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / CONFIG

    @property
    def root(self) -> Path:
        return self.folder / ISSUED / "root" / "root.cert.pem"

    @property
    def passphrase(self) -> str:
        return (self.folder / PASSPHRASE).read_text(encoding="ascii")

    def key_file(self, label: str) -> bytes:
        """The PKCS#12 file of that subject."""
        return self._key_path(label).read_bytes()

    def has(self, label: str) -> bool:
        return self._key_path(label).exists()

    def _key_path(self, label: str) -> Path:
        return self.folder / ISSUED / "root" / f"{label}.pfx"


def is_installed() -> bool:
    return find_spec("certomancer") is not None


def make_authority(
    folder: Path,
    subjects: Iterable[Subject],
    *,
    at: datetime,
    address: str = "",
    name: str = "demo",
) -> Authority:
    """Keys, a root, the TSA's certificate and those of the subjects; one that exists stays.

    `address`: where the authority will be served, if its list of revoked certificates matters.
    """
    authority = Authority(folder)
    if authority.root.exists():
        return authority
    everyone = list(subjects)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for label in ("root", "tsa", *(subject.label for subject in everyone)):
        _make_key(folder / f"{label}.key")
    (folder / PASSPHRASE).write_text(secrets.token_urlsafe(12), encoding="ascii")
    config = _config(everyone, at=at, address=address, name=name)
    authority.config.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-m", "certomancer", "--config", authority.config]
    command += ["--key-root", folder, "mass-summon", ARCHITECTURE, folder / ISSUED]
    command += ["--pfx-pass", authority.passphrase]
    subprocess.run(command, check=True, capture_output=True)
    return authority


def _make_key(path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _config(
    subjects: Sequence[Subject], *, at: datetime, address: str, name: str
) -> dict[str, Any]:
    labels = ["root", "tsa", *(subject.label for subject in subjects)]
    architecture = {
        "keyset": ARCHITECTURE,
        "entity-defaults": {"country-name": "VN"},
        "entities": _entities(subjects, name),
        "certs": _certificates(subjects, at, revocable=bool(address)),
        "services": {
            "crl-repo": {"root": {"for-issuer": "root", "simulated-update-schedule": "P30D"}},
            "time-stamping": {"tsa": {"signing-cert": "tsa", "signing-key": "tsa"}},
        },
    }
    return {
        "external-url-prefix": address or "http://localhost",
        "keysets": {ARCHITECTURE: {"keys": {label: {"path": f"{label}.key"} for label in labels}}},
        "pki-architectures": {ARCHITECTURE: architecture},
    }


def _entities(subjects: Sequence[Subject], name: str) -> dict[str, Any]:
    entities = {
        subject.label: {"common-name": subject.name, "organization-name": subject.organisation}
        for subject in subjects
    }
    return entities | {
        "root": {"common-name": f"Chứng thực số thử nghiệm ({name})"},
        "tsa": {"common-name": f"Dấu thời gian thử nghiệm ({name})"},
    }


def _certificates(subjects: Sequence[Subject], at: datetime, *, revocable: bool) -> dict[str, Any]:
    lists = {"crl-repo": "root"} if revocable else {}
    issued = {"issuer": "root", "authority-key": "root"}
    own = {
        subject.label: issued
        | {
            "subject": subject.label,
            "validity": _validity(at + subject.since, at + subject.since + subject.lasts),
            "extensions": [_usage(subject.usage)],
        }
        for subject in subjects
    }
    return own | {
        "root": issued
        | {
            "subject": "root",
            "validity": _validity(at - DECADE, at + DECADE),
            "profiles": [{"id": "simple-ca", "params": lists}],
        },
        "tsa": issued
        | {
            "subject": "tsa",
            "validity": _validity(at - DECADE, at + DECADE),
            "extensions": [
                _usage(["digital_signature"]),
                {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
            ],
        },
    }


def _validity(first: datetime, last: datetime) -> dict[str, str]:
    form = "%Y-%m-%dT%H:%M:%S+0000"
    return {
        "valid-from": first.astimezone(UTC).strftime(form),
        "valid-to": last.astimezone(UTC).strftime(form),
    }


def _usage(names: Sequence[str]) -> dict[str, Any]:
    smart = {"schema": "key-usage", "params": list(names)}
    return {"id": "key_usage", "critical": True, "smart-value": smart}
