"""Who has a certificate of the tests' authority, and putting one into the portal."""

from datetime import timedelta

from accounts.models import Unit, User
from signatures.demo import Authority, Subject
from signatures.models import Certificate
from signatures.services import KeyFile, add_certificate
from tests.signatures.papers import NOW

OFFICE = "Ủy ban nhân dân xã Bình An"
LEADER = "Trần Văn Dũng"
SUBJECTS = (
    Subject("leader", LEADER, OFFICE),
    Subject("office", OFFICE, OFFICE),
    Subject("expired", LEADER, OFFICE, lasts=timedelta(days=10)),
    Subject("early", LEADER, OFFICE, since=timedelta(days=5)),
    Subject("cipher", LEADER, OFFICE, usage=("key_encipherment",)),
)


def key_file(authority: Authority, label: str) -> KeyFile:
    return KeyFile(authority.key_file(label), authority.passphrase)


def added(authority: Authority, label: str, holder: User | Unit) -> Certificate:
    return add_certificate(key_file(authority, label), holder=holder, by=None, at=NOW)
