"""Rows drawn in bulk are what the template engine would have drawn, escaped all the same."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.lib.long_lists import draw_rows

OPTION = "dossiers/staff/_option.html"


@pytest.mark.parametrize(
    "text",
    [
        "Hộ tịch",
        '"><script>alert(1)</script>',
        "it's & that",
        "100% đúng hạn %(value)s %s",
        "{{ value }} {% load x %}",
        "",
    ],
)
def test_a_row_is_what_the_engine_draws(text: str) -> None:
    row = {"value": text, "label": text}
    assert draw_rows(OPTION, [row]).strip() == render_to_string(OPTION, row).strip()


def test_what_is_marked_safe_is_taken_as_it_is_and_the_rest_is_not() -> None:
    drawn = draw_rows(OPTION, [{"value": "<b>", "label": SafeString("<b>x</b>")}])
    assert drawn == '<option value="&lt;b&gt;"><b>x</b></option>\n'


def test_rows_follow_one_another_and_no_rows_are_nothing() -> None:
    rows = [{"value": str(number), "label": "a"} for number in range(3)]
    assert draw_rows(OPTION, rows).count("<option") == 3
    assert draw_rows(OPTION, []) == ""


@pytest.mark.parametrize(("state", "meta"), [("done", "23/11/2026"), ("now", ""), ("next", "")])
def test_shape_and_empty_values_decide_what_there_is(state: str, meta: str) -> None:
    step = "components/_timeline_step.html"
    row = {"title": "Ký <b>duyệt</b>", "number": "3", "meta": meta}
    rendered = render_to_string(step, {**row, "state": state}).strip()
    assert draw_rows(step, [row], state=state).strip() == rendered
    assert ("mc-timeline__meta" in rendered) is bool(meta)
