"""Small numbers hidden so that no subtraction brings them back. Pure.

Published of one family of columns that add up (three channels; early, on time, late) are sums of
dossiers by office and by procedure, and of all. Everything under `SMALL` is hidden; then, for each
of these numbers, a *change* is looked for: a dossier more in one place and one less in another,
after which the small number is a different one and everything that is still shown is the same.
What the change touches is hidden too. So whoever knows all that is shown, the rules, and even which
office works on which procedure, cannot tell the number from the one beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

SMALL = 5
PARTS = 3  # columns of a family
ALL, UNIT, PROCEDURE = "all", "unit", "procedure"
Place = tuple[int, int]  # unit, procedure
Row = tuple[str, int]  # (UNIT, its id), (PROCEDURE, its id)
Cell = tuple[Row, int]  # the column; after the parts the total
WHOLE: Row = (ALL, 0)
# What it costs to hide a cell besides the small ones: readers miss totals most, and zeros are
# worth showing. Then the smaller number goes.
_OF_ALL, _OF_A_TOTAL, _OF_A_ZERO, _OF_A_COUNT = 10**6, 10**4, 10**2, 10**-6
_FEW_PLACES = 2_000  # so many can be tried against each other


@dataclass(frozen=True)
class Move:
    """One dossier more (or, turned round, less) in a column: taken from another, or added."""

    more: int
    less: int | None  # None: added, so the total grows too

    @property
    def columns(self) -> tuple[int, int]:
        return self.more, PARTS if self.less is None else self.less

    def possible(self, counts: tuple[int, ...], sign: int) -> bool:
        losing = self.less if sign > 0 else self.more
        return losing is None or counts[losing] > 0


class Protection:
    """Of one family in one month. `places`: parts by unit and procedure, as they really are.

    `hidden`: cells that must not be shown; None: nothing of the family can be shown at all.
    """

    def __init__(self, places: Mapping[Place, tuple[int, ...]]) -> None:
        self.places = places
        self.of_row: dict[Row, list[Place]] = defaultdict(list)
        self.rows: dict[Row, list[int]] = defaultdict(lambda: [0] * (PARTS + 1))
        for place, counts in places.items():
            for row in _rows_of(place):
                self.of_row[row].append(place)
                for column, count in enumerate([*counts, sum(counts)]):
                    self.rows[row][column] += count
        self.hidden: set[Cell] | None = self._protected()

    def shown(self, row: Row) -> list[int | None]:
        """The parts and the total of a row, None where hidden."""
        if self.hidden is None:
            return [None] * (PARTS + 1)
        return [
            None if (row, column) in self.hidden else count
            for column, count in enumerate(self.rows[row])
        ]

    def _protected(self) -> set[Cell] | None:
        small = [
            (row, column)
            for row, counts in self.rows.items()
            for column, count in enumerate(counts)
            if 0 < count < SMALL
        ]
        hidden = set(small)
        for cell in sorted(small, key=lambda cell: (cell[0] != WHOLE, cell)):
            touched = self._cheapest_change(cell, hidden)
            if touched is None:
                return None
            hidden |= touched
        return hidden

    def _cheapest_change(self, cell: Cell, hidden: set[Cell]) -> frozenset[Cell] | None:
        costs: dict[frozenset[Cell], float] = {}
        for touched in self._changes(cell):
            if touched not in costs:
                costs[touched] = sum(self._cost(one) for one in touched - hidden)
                if not costs[touched]:
                    return touched
        return min(costs, key=lambda one: (costs[one], sorted(one)), default=None)

    def _changes(self, cell: Cell) -> Iterator[frozenset[Cell]]:
        """The cells that each possible change of the cell touches."""
        row, column = cell
        for move, sign in self._moves(column):
            columns = move.columns
            for place in self.of_row[row]:
                if move.possible(self.places[place], sign):
                    for rows in self._balances(row, place, move, -sign):
                        yield frozenset((one, at) for one in rows for at in columns)

    def _moves(self, column: int) -> Iterator[tuple[Move, int]]:
        parts = range(PARTS)
        if column == PARTS:
            found = [Move(more, None) for more in parts]
        else:
            found = [Move(column, less) for less in (*parts, None) if less != column]
        for move in found:
            yield from ((move, 1), (move, -1))

    def _balances(self, row: Row, place: Place, move: Move, sign: int) -> Iterator[set[Row]]:
        """The rows that change when another place, or the whole, takes the opposite."""
        own = set(_rows_of(place))
        for other in self._others(row, place):
            rows = own ^ set(_rows_of(other))
            if row in rows and move.possible(self.places[other], sign):
                yield rows
        yield own

    def _others(self, row: Row, place: Place) -> Iterable[Place]:
        """Places that can take the opposite: first those that leave the other table alone."""
        if row == WHOLE:
            return ()
        kind, unit, procedure = row[0], place[0], place[1]
        near = self.of_row[(PROCEDURE, procedure) if kind == UNIT else (UNIT, unit)]
        return chain(near, self.places if len(self.places) < _FEW_PLACES else ())

    def _cost(self, cell: Cell) -> float:
        row, column = cell
        count = self.rows[row][column]
        cost = 1 + count * _OF_A_COUNT
        cost += _OF_ALL * (row == WHOLE) + _OF_A_TOTAL * (column == PARTS)
        return cost + _OF_A_ZERO * (count == 0)


def _rows_of(place: Place) -> tuple[Row, Row, Row]:
    return WHOLE, (UNIT, place[0]), (PROCEDURE, place[1])
