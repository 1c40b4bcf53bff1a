"""A trusted authority with its time stamps, served for all tests of a process that sign."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from signatures.demo import Authority, Subject, make_authority
from tests.signatures import authorities
from tests.signatures.papers import NOW
from tools import authority as served
from tools.processes import Children, free_port


@dataclass(frozen=True)
class Trusted:
    authority: Authority
    tsa: str


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Generator[Trusted]:
    folder = tmp_path_factory.mktemp("authority")
    port = free_port()
    ours = make_authority(
        folder / "pki", authorities.SUBJECTS, at=NOW, address=f"http://127.0.0.1:{port}"
    )
    with Children(folder / "log") as children:
        yield Trusted(ours, served.start(children, ours.folder, port=port))


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that looks like ours, and that nobody trusts."""
    leader = Subject("leader", authorities.LEADER, authorities.OFFICE)
    return make_authority(tmp_path_factory.mktemp("foreign"), [leader], at=NOW, name="lạ")


@pytest.fixture
def signing(settings: LazySettings, tmp_path: Path, trusted: Trusted) -> Authority:
    """The portal trusts the authority and has its time stamps."""
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    settings.SIGNING_TRUST_DIR = trust_only(trusted.authority, tmp_path / "trust")
    settings.SIGNING_TSA_URL = trusted.tsa
    return trusted.authority


def trust_only(authority: Authority, folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(authority.root, folder)
    return folder
