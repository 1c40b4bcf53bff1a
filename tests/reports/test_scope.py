"""Whose dossiers a person looks at: an office, a commune, a province with its communes."""

import pytest

from accounts.models import Unit, User
from accounts.offices import offices
from accounts.permissions import Role
from dossiers.models import Dossier
from portal.lib.errors import Refused
from reports.scope import Scope
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town
from tests.factories import Commune, make_commune, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(town: Town) -> Unit:
    """Bình Minh, over xã Bình An and one more."""
    root = Unit.objects.create(
        code="H99", name="UBND tỉnh Bình Minh", short_name="tỉnh Bình Minh",
        kind=Unit.Kind.PROVINCE, calendar=town.commune.root.calendar,
    )  # fmt: skip
    Unit.objects.filter(pk=town.commune.root.pk).update(parent=root)
    return root


@pytest.fixture
def neighbour(province: Unit) -> Commune:
    commune = make_commune("H99.13", "xã Bình Hòa")
    Unit.objects.filter(pk=commune.root.pk).update(parent=province)
    return commune


def words(scopes: list[Scope]) -> list[str]:
    return [scope.words for scope in scopes]


def test_a_head_looks_at_the_own_office_and_a_leader_at_the_commune(town: Town) -> None:
    head, leader = Scope.of(town.people.head), Scope.of(town.people.leader)
    dossier = make_late(town)
    assert head.office.id == town.commune.justice.pk
    assert leader.is_whole
    assert list(head.dossiers()) == list(leader.dossiers()) == [dossier]
    assert Scope.read({"don-vi": head.office.code}, town.people.leader) == head


def test_an_inspector_sees_the_commune_from_any_office(town: Town) -> None:
    inspector = make_staff(town.commune.office, Role.INSPECTOR)
    assert Scope.of(inspector).office.id == town.commune.root.pk


@pytest.mark.parametrize("code", ["H99.12", "H00", "không có"])
def test_another_unit_is_refused_with_a_sentence(town: Town, code: str) -> None:
    with pytest.raises(Refused, match="ngoài phạm vi"):
        Scope.read({"don-vi": code}, town.people.head)


def test_a_province_holds_its_communes(town: Town, province: Unit, neighbour: Commune) -> None:
    chief = make_staff(province, Role.LEADER)
    dossier = make_late(town)
    whole = Scope.of(chief)
    assert whole.roots == sorted([province.pk, town.commune.root.pk, neighbour.root.pk])
    assert list(whole.dossiers()) == [dossier]
    assert words(whole.parts) == ["tỉnh Bình Minh", "xã Bình An", "xã Bình Hòa"]
    part = whole.part_of(dossier.root_unit_id, dossier.in_charge_id)
    assert part == town.commune.root.pk
    assert list(Dossier.objects.visible_to(chief)) == [dossier], "a row opens the dossier"
    assert not Dossier.objects.visible_to(_leader_of(neighbour)).exists()


def test_each_dossier_is_in_one_part_of_its_commune(town: Town) -> None:
    whole = Scope.of(town.people.leader)
    dossier = make_late(town)
    found = [part for part in whole.parts if part.dossiers().filter(pk=dossier.pk).exists()]
    assert [part.office.id for part in found if not part.is_whole] == [
        whole.part_of(dossier.root_unit_id, dossier.in_charge_id)
    ]


def test_an_office_stands_for_the_offices_under_it(town: Town) -> None:
    dossier, above = make_late(town), town.commune.office
    Unit.objects.filter(pk=town.commune.justice.pk).update(parent=above)
    offices.forget()
    whole = Scope.of(town.people.leader)
    holding = [part for part in whole.parts if part.dossiers().filter(pk=dossier.pk).exists()]
    assert [part.office.id for part in holding] == [above.pk]
    assert whole.part_of(dossier.root_unit_id, dossier.in_charge_id) == above.pk


def _leader_of(commune: Commune) -> User:
    return make_staff(commune.root, Role.LEADER)
