"""No number under five is shown, and none can be worked out from what is shown."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.public.protection import (
    PROCEDURE,
    SMALL,
    UNIT,
    WHOLE,
    Cell,
    Place,
    Protection,
)

Places = Mapping[Place, tuple[int, ...]]
NUMBER = st.one_of(st.just(0), st.integers(0, 7), st.integers(0, 60))
TABLES = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(1, 6)),
    st.tuples(NUMBER, NUMBER, NUMBER).filter(any),
    min_size=1,
    max_size=12,
)
# Two offices that share one procedure; the second has one of its own that hardly anybody needs.
TWO_OFFICES: Places = {(1, 1): (20, 30, 2), (2, 1): (15, 9, 0), (2, 2): (1, 1, 0)}
POSITION = {UNIT: 0, PROCEDURE: 1}


def cells(protection: Protection) -> Iterator[tuple[Cell, int]]:
    for row, counts in protection.rows.items():
        for column, count in enumerate(counts):
            yield (row, column), count


def small(protection: Protection) -> list[Cell]:
    return [cell for cell, count in cells(protection) if 0 < count < SMALL]


def sum_behind(cell: Cell, places: Places) -> list[Fraction]:
    """Which numbers of which places a cell adds up: what its reader learns."""
    (kind, pk), column = cell
    parts = len(next(iter(places.values())))
    return [
        Fraction((kind == WHOLE[0] or place[POSITION[kind]] == pk) and column in {part, parts})
        for place, part in product(sorted(places), range(parts))
    ]


def solved(equations: list[list[Fraction]]) -> list[list[Fraction]]:
    """The equations in steps (Gauss): as many as say something of their own."""
    steps: list[list[Fraction]] = []
    for equation in equations:
        left = without(equation, steps)
        if any(left):
            steps.append(left)
    return steps


def without(equation: list[Fraction], steps: list[list[Fraction]]) -> list[Fraction]:
    """What an equation says besides the steps before it."""
    for step in steps:
        pivot = next(at for at, value in enumerate(step) if value)
        if factor := equation[pivot] / step[pivot]:
            equation = [a - factor * b for a, b in zip(equation, step, strict=True)]
    return equation


def worked_out(protection: Protection, hidden: set[Cell]) -> list[Cell]:
    """Small numbers that follow from the shown ones by adding and subtracting."""
    places = protection.places
    shown = [sum_behind(cell, places) for cell, _ in cells(protection) if cell not in hidden]
    steps = solved(shown)
    return [cell for cell in small(protection) if not any(without(sum_behind(cell, places), steps))]


def neighbours(places: Places) -> Iterator[dict[Place, tuple[int, ...]]]:
    """Every table of a dossier more or less in a column, at one place or at two."""
    parts = len(next(iter(places.values())))
    steps = [step for step in product((-1, 0, 1), repeat=parts) if 0 < sum(map(abs, step)) <= 2]
    single = [(place, step) for place in places for step in steps]
    for place, step in single:
        yield {**places, place: _plus(places[place], step)}
    for (one, step), (other, turned) in product(single, single):
        if one < other and turned == tuple(-value for value in step):
            yield {**places, one: _plus(places[one], step), other: _plus(places[other], turned)}


def _plus(counts: tuple[int, ...], step: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(counts, step, strict=True))


def certain(protection: Protection, hidden: set[Cell]) -> set[Cell]:
    """Small numbers for which no other table was found that agrees with everything shown."""
    left = set(small(protection))
    rows = protection.rows
    for table in neighbours(protection.places):
        if not left or min(map(min, table.values())) < 0:
            continue
        others = dict(cells(Protection(table)))
        differing = {(row, at) for (row, at), count in others.items() if rows[row][at] != count}
        if differing <= hidden:
            left -= differing
    return left


@given(TABLES)
def test_no_small_number_is_shown(places: Places) -> None:
    protection = Protection(places)
    shown = [count for row in protection.rows for count in protection.shown(row)]
    assert [count for count in shown if count and count < SMALL] == []


@given(TABLES)
def test_no_small_number_follows_from_what_is_shown(places: Places) -> None:
    protection = Protection(places)
    if protection.hidden is not None:
        assert worked_out(protection, protection.hidden) == []


@settings(max_examples=30, deadline=None)
@given(TABLES.filter(lambda places: len(places) <= 5))
def test_every_small_number_could_as_well_be_another(places: Places) -> None:
    protection = Protection(places)
    if protection.hidden is not None:
        assert certain(protection, protection.hidden) == set()


@given(TABLES)
def test_shown_numbers_are_the_true_ones(places: Places) -> None:
    protection = Protection(places)
    for row, counts in protection.rows.items():
        shown = protection.shown(row)
        assert [a for a, b in zip(shown, counts, strict=True) if a not in {None, b}] == []


def test_the_checks_see_small_numbers_that_are_only_blanked_out() -> None:
    protection = Protection(TWO_OFFICES)
    blanked = set(small(protection))
    assert worked_out(protection, blanked) == small(protection)
    assert certain(protection, blanked) == blanked


def test_an_office_without_small_numbers_shows_everything() -> None:
    protection = Protection({(1, 1): (20, 30, 0), (2, 1): (15, 9, 0)})
    assert protection.shown((UNIT, 1)) == [20, 30, 0, 50]
    assert protection.shown(WHOLE) == [35, 39, 0, 74]


def test_totals_stay_where_parts_can_be_hidden_instead() -> None:
    protection = Protection({(1, 1): (20, 30, 2), (2, 1): (15, 9, 8)})
    assert protection.shown(WHOLE) == [35, 39, 10, 84]
    assert protection.shown((UNIT, 1))[3] == 52


def test_one_dossier_alone_is_not_published_at_all() -> None:
    protection = Protection({(1, 1): (1, 0, 0)})
    shown = [count for row in protection.rows for count in protection.shown(row)]
    assert not any(shown)


def test_a_month_without_dossiers_has_nothing_to_show() -> None:
    assert Protection({}).hidden == set()
