"""Status x action x role, the whole of it, generated from the table and tried on real rows."""

from dataclasses import replace

import pytest
from django.db import transaction

from accounts.models import Unit, User
from accounts.permissions import ROLE_PERMISSIONS, Perm, Role
from feedback.models import Category, Report
from feedback.services.apply import Act, actions_for, apply, own_actions
from feedback.workflow import ENDED, REASONS, TRANSITIONS, Action, Status, Transition, Truth, Who
from feedback.workflow.table import TRIAGE
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.feedback.factories import make_category, send_report


@pytest.fixture
def world(commune: Commune, people: People) -> "World":
    return World(commune, people)


class World:
    """A report of people's own, another one of the same matter, and who may do what."""

    def __init__(self, commune: Commune, people: People) -> None:
        self.commune, self.people = commune, people
        self.refused_as: set[str] = set()
        self.category = make_category()
        self.report = send_report(commune, self.category)
        self.other = send_report(commune, self.category)
        self.report.reporter.user = people.citizen
        self.report.reporter.save()
        self.everybody = people.by_name() | {
            "inspector": make_staff(commune.root, Role.INSPECTOR),
            "admin": make_staff(commune.root, Role.ADMIN),
        }

    def put(self, status: Status, unit: Unit, **facts: object) -> Report:
        """Sets the facts of that status; only tests may do so outside the service."""
        facts |= {
            "status": status,
            "unit": unit,
            "truth": Truth.TRUE,
            "closed_at": MONDAY if status in ENDED else None,
        }
        Report.objects.filter(pk=self.report.pk).update(**facts)
        self.report.refresh_from_db()
        return self.report

    def tries(self, row: Transition, by: User | None, *, as_reporter: bool = False) -> bool:
        """Whether the act succeeds; it is undone afterwards."""
        act = self._act(row, by, as_reporter)
        try:
            with transaction.atomic():
                before = self.report.last_seq
                after = apply(self.report.pk, act)
                assert after.last_seq == after.events.count() == before + 1
                raise _Undo
        except _Undo:
            return True
        except Refused as refused:
            self.refused_as.add(refused.code)
            return False

    def _act(self, row: Transition, by: User | None, as_reporter: bool) -> Act:
        office = self.commune.office if self.report.unit != self.commune.office else None
        holder = make_holder(self.report.unit)
        return Act(
            row.action, by, MONDAY, note="Lý do", answer="Đã xử lý", agency="Công ty Điện lực",
            reason=REASONS[row.reasons][0][0] if row.reasons else "",
            unit=office or self.commune.justice, assignee=holder, other=self.other,
            category=self.category, as_reporter=as_reporter,
        )  # fmt: skip


class _Undo(Exception):
    pass


def make_holder(unit: Unit) -> User:
    found = User.objects.filter(unit=unit, role_assignments__role=Role.SPECIALIST).first()
    return found or make_staff(unit, Role.SPECIALIST)


def expected(status: Status, person: User, report: Report) -> set[Action]:
    """What the table says in words: rights, then whose office it is."""
    if person.is_citizen:
        mine = report.reporter.user_id == person.pk
        return {r.action for r in rows_from(status) if mine and Who.OWNER in r.who}
    rights = {perm.value for role in person.roles for perm in ROLE_PERMISSIONS[role]}
    in_own, sees_all = report.unit_id == person.unit_id, Perm.ALL_REPORTS in rights
    return {
        row.action
        for row in rows_from(status)
        if row.who & rights
        and (in_own or (sees_all and (not row.own_office or TRIAGE in row.who & rights)))
    }


def rows_from(status: Status) -> list[Transition]:
    return [row for row in TRANSITIONS if status in row.sources]


def done_by(world: World, person: User | None, *, as_reporter: bool = False) -> set[Action]:
    """Of the rows from here; a refusal says that this person may not, and nothing else."""
    rows = rows_from(world.report.state)
    done = {row.action for row in rows if world.tries(row, person, as_reporter=as_reporter)}
    assert world.refused_as <= {"not_permitted"}
    return done


@pytest.mark.parametrize("status", Status)
def test_everybody_may_do_and_is_offered_exactly_what_the_table_says(
    status: Status, world: World
) -> None:
    for name, person in world.everybody.items():
        report = world.put(status, person.unit or world.commune.justice)
        assert done_by(world, person) == expected(status, person, report), (status, name)
        shown = {row.action for row in actions_for(report, person)}
        already = {Action.FIND_TRUE}  # it is known to be true
        assert shown == expected(status, person, report) - already, (status, name)


@pytest.mark.parametrize("status", Status)
def test_in_the_office_of_others_only_those_who_sort_all_reports_act(
    status: Status, world: World
) -> None:
    for name, person in world.everybody.items():
        if person.is_citizen:
            continue
        elsewhere = world.commune.office
        if person.unit == elsewhere:
            elsewhere = world.commune.justice
        report = world.put(status, elsewhere)
        assert done_by(world, person) == expected(status, person, report), (status, name)


@pytest.mark.parametrize("status", Status)
def test_the_holder_of_the_secret_link_does_what_the_owner_may(
    status: Status, world: World
) -> None:
    report = world.put(status, world.commune.justice)
    owners = {row.action for row in rows_from(status) if Who.OWNER in row.who}
    assert done_by(world, None, as_reporter=True) == owners
    assert {row.action for row in own_actions(report, at=MONDAY)} == owners


@pytest.mark.parametrize("status", Status)
def test_the_system_does_only_what_is_the_systems(status: Status, world: World) -> None:
    world.put(status, world.commune.justice)
    systems = {row.action for row in rows_from(status) if Who.SYSTEM in row.who}
    assert done_by(world, None) == systems


@pytest.mark.parametrize("status", Status)
def test_what_the_table_does_not_know_from_here_is_a_conflict_for_everybody(
    status: Status, world: World
) -> None:
    leader = world.people.leader
    world.put(status, world.commune.root)
    elsewhere = [row for row in TRANSITIONS if status not in row.sources]
    here = {row.action for row in rows_from(status)}
    assert not any(world.tries(row, leader) for row in elsewhere if row.action not in here)
    assert world.refused_as <= {"wrong_status"}


def test_reports_about_officers_are_handled_by_leaders_alone(
    world: World, commune: Commune
) -> None:
    conduct = make_category("thai-do", about_conduct=True, publication=Category.Publication.NEVER)
    report = send_report(commune, conduct)
    assert report.unit == commune.root
    for name, person in world.everybody.items():
        if person.is_staff_member:
            assert bool(actions_for(report, person)) == (name == "leader"), name
    visible = {
        name
        for name, person in world.everybody.items()
        if Report.objects.visible_to(person).filter(pk=report.pk).exists()
    }
    assert visible == {"leader", "inspector"}


def test_another_communes_staff_do_nothing(world: World) -> None:
    far = make_staff(make_commune("H99.77", "xã Xa").root, Role.LEADER)
    assert actions_for(world.report, far) == []


def test_the_matrix_would_notice_a_row_that_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    """Seen to fail: with a table that lets handlers publish, the service still refuses."""
    specialist = world.people.specialist
    report = world.put(Status.RECEIVED, world.commune.justice)
    lenient = tuple(
        replace(row, who=row.who | {Perm.HANDLE.value}) if row.action is Action.PUBLISH else row
        for row in TRANSITIONS
    )
    monkeypatch.setattr("tests.feedback.test_matrix.TRANSITIONS", lenient)
    assert done_by(world, specialist) != expected(Status.RECEIVED, specialist, report)
