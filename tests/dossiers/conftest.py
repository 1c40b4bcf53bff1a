"""The commune, its people and a dossier of theirs."""

from dataclasses import dataclass

import pytest

from accounts.models import User
from accounts.permissions import Role
from procedures.models import Procedure
from tests import factories
from tests.dossiers.staff import Town
from tests.factories import Commune
from tests.signatures.fixtures import signing, trusted

__all__ = ["signing", "trusted"]


@dataclass(frozen=True)
class People:
    """One person for each job of the one-stop mechanism, and two citizens."""

    receptionist: User
    head: User
    specialist: User
    colleague: User
    leader: User
    clerk: User
    citizen: User
    stranger: User

    def by_name(self) -> dict[str, User]:
        return dict(vars(self))


@pytest.fixture
def commune(db: None) -> Commune:
    return factories.make_commune()


@pytest.fixture
def people(commune: Commune) -> People:
    return make_people(commune)


def make_people(commune: Commune) -> People:
    staff = factories.make_staff
    return People(
        receptionist=staff(commune.one_stop, Role.RECEPTIONIST, full_name="Lê Thị Hòa"),
        head=staff(commune.justice, Role.HEAD, full_name="Đỗ Văn Thu"),
        specialist=staff(commune.justice, Role.SPECIALIST, full_name="Phạm Quốc Bảo"),
        colleague=staff(commune.justice, Role.SPECIALIST, full_name="Võ Thị Lan"),
        leader=staff(commune.root, Role.LEADER, full_name="Trần Văn Dũng"),
        clerk=staff(commune.office, Role.CLERK, full_name="Bùi Thị Nga"),
        citizen=factories.make_citizen("+84905123318", "Nguyễn Thị Sáu"),
        stranger=factories.make_citizen("+84905123319", "Người Lạ"),
    )


@pytest.fixture
def procedure(commune: Commune) -> Procedure:
    return factories.make_procedure()


@pytest.fixture
def town(commune: Commune, people: People, procedure: Procedure) -> Town:
    return Town(commune, people, procedure)
