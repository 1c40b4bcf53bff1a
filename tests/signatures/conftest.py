"""A commune whose leader and office have certificates of a trusted authority."""

import pytest

from accounts.models import User
from accounts.permissions import Role
from signatures.demo import Authority
from signatures.models import Certificate
from tests.factories import Commune, make_commune, make_staff
from tests.signatures import authorities
from tests.signatures.fixtures import foreign, signing, trusted

__all__ = ["foreign", "signing", "trusted"]


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def leader(commune: Commune) -> User:
    return make_staff(commune.root, Role.LEADER, full_name=authorities.LEADER)


@pytest.fixture
def leaders(signing: Authority, leader: User) -> Certificate:
    return authorities.added(signing, "leader", leader)


@pytest.fixture
def offices(signing: Authority, commune: Commune) -> Certificate:
    return authorities.added(signing, "office", commune.root)
