"""The official reports: the example of the seed, their identities, and the lists behind them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.models import Unit
from accounts.offices import offices
from accounts.permissions import Role
from dossiers.models import Dossier
from portal.lib.errors import Refused
from reports.counting.refreshing import rebuild, refresh
from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection
from reports.statutory.kinds import KINDS
from reports.statutory.screen import lead
from reports.statutory.sheet import Cell, Row, RowKind, Sheet
from reports.statutory.sheets import CONTENTS, sheet
from tests.dossiers.conftest import make_people
from tests.dossiers.staff import Town
from tests.factories import make_commune, make_procedure, make_staff
from tests.reports.quarter import AFTER, QUARTER, live_the_quarter

pytestmark = pytest.mark.django_db
A_YEAR_LATER = AFTER + timedelta(days=365)


@pytest.fixture(scope="module")
def quarter(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """One for all tests: 2,400 dossiers take a while. What a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        offices.forget()
        commune = make_commune()
        town = Town(commune, make_people(commune), make_procedure())
        live_the_quarter(town)
        refresh(AFTER)
        yield town
        transaction.set_rollback(True)
    offices.forget()


def commune(town: Town) -> Scope:
    return Scope(offices()[town.commune.root.pk])


def drawn(
    town: Town, kind: str, period: Period = QUARTER, *, when: datetime = AFTER, **how: int
) -> Sheet:
    return sheet(kind, commune(town), period, how.get("field"), when)


def total(made: Sheet) -> tuple[Cell, ...]:
    """Its last row, without ordinal and name."""
    assert made.rows[-1].kind is RowKind.TOTAL
    return made.rows[-1].cells[2:]


def test_every_kind_of_report_can_be_drawn() -> None:
    assert KINDS.keys() == CONTENTS.keys()


def test_the_quarter_of_the_example_adds_up_as_it_was_published(quarter: Town) -> None:
    made = drawn(quarter, "ii-06a")
    assert total(made) == (2322, 894, 967, 461, 1923, 1425, 465, 33, 399, 372, 27)
    assert lead(made) == (
        "Nhận giải quyết 2.322 hồ sơ, đã giải quyết 1.923 (82,8%), "
        "đang giải quyết 399, trong đó 27 hồ sơ quá hạn."
    )
    assert made.form == "Biểu số II.06a/VPCP/KSTT"
    assert [row.cells[:2] for row in made.rows] == [
        ("A", "TTHC thuộc phạm vi giải quyết của cấp xã"),
        (1, "Hộ tịch"),
        (2, "Chứng thực"),
        (3, "Đất đai"),
        ("", "Tổng cộng"),
    ]


def test_a_year_later_the_report_is_the_same(quarter: Town) -> None:
    then = drawn(quarter, "ii-06a").rows
    Dossier.objects.filter(closed_at=None, received_at__isnull=False).update(
        closed_at=A_YEAR_LATER, closed_on=A_YEAR_LATER.date(), timeliness="late"
    )
    rebuild(A_YEAR_LATER)
    assert drawn(quarter, "ii-06a", when=A_YEAR_LATER).rows == then


@pytest.mark.parametrize("kind", ["ii-06a", "ii-06b"])
def test_each_row_keeps_the_identities_of_the_form(quarter: Town, kind: str) -> None:
    for row in drawn(quarter, kind).rows:
        columns = dict(enumerate((int(str(cell)) for cell in row.cells[2:]), start=3))
        assert_identities(columns)


def assert_identities(columns: dict[int, int]) -> None:
    assert columns[3] == columns[4] + columns[5] + columns[6]
    assert columns[7] == columns[8] + columns[9] + columns[10]
    assert columns[11] == columns[12] + columns[13]
    assert columns[3] == columns[7] + columns[11]


@pytest.mark.parametrize("days", [1, 16, 30, 60])
def test_what_is_left_is_what_the_next_period_begins_with(quarter: Town, days: int) -> None:
    middle = QUARTER.first + timedelta(days=days)
    before, after = Period(QUARTER.first, middle), Period(middle + timedelta(days=1), QUARTER.last)
    left = [(row.cells[1], row.cells[10]) for row in drawn(quarter, "ii-06a", before).rows]
    taken_over = [(row.cells[1], row.cells[5]) for row in drawn(quarter, "ii-06a", after).rows]
    assert left == taken_over


def test_units_and_fields_add_up_to_the_same(quarter: Town) -> None:
    by_field, by_unit = drawn(quarter, "ii-06a"), drawn(quarter, "ii-06b")
    assert total(by_field) == total(by_unit)
    parts = [row for row in by_field.rows if row.kind is RowKind.ROW]
    assert total(by_field) == tuple(map(sum, zip(*(row.cells[2:] for row in parts), strict=True)))


def test_one_field_alone_is_its_row_in_the_whole_report(quarter: Town) -> None:
    of_all = next(row for row in drawn(quarter, "ii-06a").rows if row.cells[1] == "Hộ tịch")
    alone = drawn(quarter, "ii-06a", field=quarter.procedure.field_id)
    assert total(alone) == of_all.cells[2:]


def test_causes_explain_exactly_what_the_form_counts_as_late(quarter: Town) -> None:
    _, ended, left, *_ = total(drawn(quarter, "ii-07a"))
    assert (ended, left) == (33, 27)
    of_fields = [row for row in drawn(quarter, "ii-07a").rows if row.kind is RowKind.GROUP]
    assert sum(int(str(row.cells[2])) for row in of_fields) == 60
    said = {row.cells[5] for row in drawn(quarter, "ii-07a").rows} - {""}
    assert "Chưa nêu nguyên nhân" in said
    assert "Chờ lãnh đạo ký" in said


def test_what_stands_still_is_told_apart_from_what_goes_on(quarter: Town) -> None:
    made = drawn(quarter, "tien-do")
    going, standing = made.rows[-1].cells[11:14], made.rows[-1].cells[14:]
    assert going == (377, 350, 27)
    assert standing == (22, 22, 0)


def test_the_list_names_each_late_dossier_once(quarter: Town) -> None:
    made = drawn(quarter, "qua-han")
    codes = [row.cells[1] for row in made.rows]
    assert len(codes) == len(set(codes)) == 60
    assert made.is_list


def numbers(made: Sheet) -> Iterator[tuple[Row, str, int]]:
    """Every number that has a list."""
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            if column.measure and row.about and isinstance(cell, int):
                yield row, column.measure, cell


@pytest.mark.parametrize("kind", [slug for slug in KINDS if slug != "hai-long"])
def test_each_number_is_the_length_of_its_list(quarter: Town, kind: str) -> None:
    made = drawn(quarter, kind)
    for row, measure, count in numbers(made):
        asked = dict(parse_qsl(f"so={measure}&{row.about}"))
        selection = Selection.read(asked, quarter.people.leader, AFTER)
        assert selection.dossiers(AFTER).count() == count, (row.cells, measure)
    if made.about:
        asked = dict(parse_qsl(made.about))
        found = Selection.read(asked, quarter.people.leader, AFTER).dossiers(AFTER)
        assert found.count() == len(made.rows)


def test_numbers_of_a_period_that_is_not_over_are_those_of_their_lists(quarter: Town) -> None:
    running = Period(date(2026, 9, 1), date(2026, 9, 30))
    for kind in ("ii-06a", "tien-do"):
        for row, measure, count in numbers(drawn(quarter, kind, running)):
            asked = dict(parse_qsl(f"so={measure}&{row.about}"))
            assert "luc" in asked
            selection = Selection.read(asked, quarter.people.leader, AFTER)
            assert selection.dossiers(AFTER).count() == count, (row.cells, measure)


def test_a_province_tells_what_it_solved_itself_from_its_communes(quarter: Town) -> None:
    province = Unit.objects.create(
        code="H99", name="UBND tỉnh Bình Minh", short_name="tỉnh Bình Minh",
        kind=Unit.Kind.PROVINCE, calendar=quarter.commune.root.calendar,
    )  # fmt: skip
    Unit.objects.filter(pk=quarter.commune.root.pk).update(parent=province)
    own = Dossier.objects.filter(received_on__gte=QUARTER.first, closed_on=None).first()
    assert own is not None
    Dossier.objects.filter(pk=own.pk).update(root_unit=province, in_charge=province)
    offices.forget()
    rebuild(AFTER)
    chief = make_staff(province, Role.LEADER)
    made = sheet("ii-06a", Scope.of(chief), QUARTER, None, AFTER)
    groups = [row.cells[:3] for row in made.rows if row.kind is RowKind.GROUP]
    assert groups == [
        ("A", "TTHC thuộc phạm vi giải quyết của cấp tỉnh", 1),
        ("B", "TTHC thuộc phạm vi giải quyết của cấp xã", 2321),
    ]
    for row, measure, count in numbers(made):
        asked = Selection.read(dict(parse_qsl(f"so={measure}&{row.about}")), chief, AFTER)
        assert asked.dossiers(AFTER).count() == count, (row.cells, measure)
    with pytest.raises(Refused, match="Chọn một xã"):
        sheet("can-bo", Scope.of(chief), QUARTER, None, AFTER)
