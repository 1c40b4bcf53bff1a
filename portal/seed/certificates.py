"""Certificates for the demo people and offices, of an authority that only this machine knows."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from accounts.models import Unit, User
from accounts.permissions import Role
from papers.seals import OWN_SEAL
from portal.seed.people import LOGINS, OFFICES, ROOT_CODE
from signatures.demo import YEARS, Authority, Subject, is_installed, make_authority
from signatures.models import Certificate
from signatures.services import KeyFile, add_certificate

SIGNING_ROLES = {Role.LEADER, Role.HEAD, Role.SPECIALIST}
ENDS_SOON = {"mai": timedelta(days=50)}  # the first thirty are over: the list shows a warning


def seed_certificates(root: Unit, *, at: datetime) -> int:
    """How many were added; none without Certomancer, and none for whoever had one already."""
    if not is_installed():
        return 0
    holders = _holders(root)
    authority = make_authority(_folder(), _subjects(holders), at=at)
    trusted = Path(settings.SIGNING_TRUST_DIR)
    trusted.mkdir(parents=True, exist_ok=True)
    shutil.copy(authority.root, trusted / "demo.pem")
    return sum(_add(authority, label, holder, at) for label, holder in holders.items())


def _folder() -> Path:
    """`tools/run.py` serves what it finds here."""
    return Path(settings.VAR_DIR) / "pki"


def _holders(root: Unit) -> dict[str, User | Unit]:
    """By the label of the key file: who signs, and whose seal it is."""
    names = [login.username for login in LOGINS if SIGNING_ROLES & set(login.roles)]
    people = User.objects.filter(username__in=names).select_related("unit")
    sealing = {f"{ROOT_CODE}.{suffix}" for suffix, kind, *_ in OFFICES if kind in OWN_SEAL}
    offices = [root, *Unit.objects.filter(code__in=sealing)]
    return {f"office-{unit.code}": unit for unit in offices} | {
        user.username: user for user in people
    }


def _subjects(holders: dict[str, User | Unit]) -> list[Subject]:
    return [
        Subject(label, str(holder), _organisation(holder), ENDS_SOON.get(label, YEARS))
        for label, holder in holders.items()
    ]


def _organisation(holder: User | Unit) -> str:
    return str(holder.unit if isinstance(holder, User) else holder)


def _add(authority: Authority, label: str, holder: User | Unit, at: datetime) -> bool:
    owner = {"user": holder} if isinstance(holder, User) else {"unit": holder}
    if Certificate.objects.filter(**owner).exists() or not authority.has(label):
        return False
    source = KeyFile(authority.key_file(label), authority.passphrase)
    add_certificate(source, holder=holder, by=None, at=at)
    return True
