"""Lengths and points of charts: true to the numbers, whatever they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.drawing.bars import GAP, WIDTH, gauge, length, split
from reports.drawing.lines import BOTTOM, LEFT, RIGHT, TOP, ceiling, columns, curve

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=40)


@given(st.lists(st.tuples(st.sampled_from(["early", "late"]), st.integers(0, 5000)), max_size=5))
def test_the_parts_of_a_bar_fill_it_and_never_touch(parts: list[tuple[str, int]]) -> None:
    pieces = split(parts)
    assert len(pieces) == sum(1 for _, count in parts if count)
    widths = sum(float(piece.width) for piece in pieces)
    assert not pieces or abs(widths + GAP * (len(pieces) - 1) - WIDTH) < 0.5
    for one, after in zip(pieces, pieces[1:], strict=False):
        assert float(after.x) > float(one.x) + float(one.width)


def test_a_bar_is_as_long_as_its_share_of_the_longest_and_nothing_has_no_bar() -> None:
    assert (length(7, 7), length(0, 7), length(0, 0)) == ("100.0", "0", "0")
    assert 0 < float(length(1, 100_000)) < 2, "what is there can be seen"


@pytest.mark.parametrize(
    ("percent", "target", "short", "tick"),
    [("68.4", "60", False, "60.0"), ("52", "55", True, "55.0"), ("120", None, False, "")],
)
def test_a_share_below_its_target_is_marked(
    percent: str, target: str | None, short: bool, tick: str
) -> None:
    drawn = gauge(Decimal(percent), Decimal(target) if target else None)
    assert (drawn.is_short, drawn.tick) == (short, tick)
    assert float(drawn.width) <= WIDTH


@given(counts)
def test_a_line_stays_inside_its_field_and_ends_at_the_last_number(values: list[int]) -> None:
    drawn = curve(values)
    points = [tuple(map(float, pair.split(","))) for pair in drawn.line.split()]
    assert len(points) == len(values)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)
    assert (float(drawn.last_x), float(drawn.last_y)) == points[-1]


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=12))
def test_columns_stand_on_the_ground(pairs: list[tuple[int, int]]) -> None:
    drawn = columns(pairs).columns
    assert len(drawn) == 2 * len(pairs)
    assert all(abs(float(one.y) + float(one.height) - BOTTOM) < 0.2 for one in drawn)


@given(st.integers(0, 10**7))
def test_the_scale_ends_at_a_round_number_above_all(most: int) -> None:
    assert most <= ceiling(most) <= max(2, most * 5)
    assert ceiling(most) % 2 == 0, "half of it is written as well"
