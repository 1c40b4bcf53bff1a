"""Whatever stands in a record: it is read, the same every time, or refused with a reason."""

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.national.listing import read_listed
from procedures.national.record import read_record
from procedures.national.text import plain_line, plain_lines, plain_title
from procedures.national.values import BrokenRecord
from tests.procedures.feed import Json, a_component, a_method, a_record, a_row

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
RECORD = a_record(
    cases=[{"code": "c", "name": "Một", "processingDay": {"qty": 3, "type": "DAY"}}],
    executionCases=[
        {
            "name": "Nộp",
            "profileComponents": [a_component("Đơn") | {"attachments": [{"fileName": "mau.doc"}]}],
        }
    ],
    executionMethods=[a_method("DIRECT", 5, "DAY", [{"type": "FEE", "value": 1, "x": ""}])],
)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside."""
    if isinstance(value, dict):
        inner = [(key, child) for key, child in value.items()]
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        inner = []
    return [way] * bool(way) + [p for key, child in inner for p in places(child, (*way, key))]


def changed(record: Json, way: tuple[Any, ...], value: Any) -> Json:
    record = copy.deepcopy(record)
    target: Any = record
    for key in way[:-1]:
        target = target[key]
    target[way[-1]] = value
    return record


def outcome(read: Callable[[Json], object], data: Json) -> object:
    """What was read, or the reason why it was not."""
    try:
        return read(data)
    except BrokenRecord as refusal:
        return str(refusal)


@settings(max_examples=300)
@given(st.sampled_from(places(RECORD)), JSON)
def test_a_record_is_read_or_refused(way: tuple[Any, ...], value: Any) -> None:
    record = changed(RECORD, way, value)
    first = outcome(read_record, record)
    assert first
    assert first == outcome(read_record, record)


@settings(max_examples=200)
@given(st.sampled_from(places(a_row())), JSON)
def test_a_row_is_read_or_refused(way: tuple[Any, ...], value: Any) -> None:
    row = changed(a_row(), way, value)
    first = outcome(read_listed, row)
    assert first
    assert first == outcome(read_listed, row)


@given(st.text() | st.from_regex(r"(<[a-z/]{1,6}>|[•\-+* ]|&[a-z]{2,4};|[a-zđ ă]){0,30}"))
def test_cleaning_cleaned_text_changes_nothing_and_leaves_no_tag_of_the_source(text: str) -> None:
    for cleaner in (plain_line, plain_title, plain_lines):
        once = cleaner(text)
        if "&" not in text:  # an entity may spell a tag: it stays text, escaped by the page
            assert cleaner(once) == once
            assert "<script>" not in once
