"""Courses, days and rows of the invented province, each by itself."""

from datetime import date

import pytest

from dossiers.models import DossierEvent
from dossiers.workflow import Action, Status, find
from portal.bench.courses import FATES, courses_of, working_days
from portal.bench.seasons import spread
from portal.bench.texts import Pattern, Table, day, own

TERMS = ("SAME_DAY", "3 WORKING_DAY", "20 WORKING_DAY", "30 DAY", "NONE")


@pytest.mark.parametrize("term", TERMS)
def test_every_course_goes_by_the_table_of_the_workflow(term: str) -> None:
    for course in courses_of(term):
        status = Status.SUBMITTED
        for step in course.steps[1:]:
            row = find(step.action, status)
            assert row.target in {step.status, None}
            status = step.status


@pytest.mark.parametrize("term", TERMS)
def test_time_never_runs_backwards_within_a_course(term: str) -> None:
    for course in courses_of(term):
        moments = [(step.day, step.hour) for step in course.steps]
        assert moments == sorted(moments)
        received = [step for step in course.steps if step.action is Action.RECEIVE]
        assert all(step.day == 0 for step in received)


@pytest.mark.parametrize("term", TERMS)
def test_shares_of_each_channel_add_up(term: str) -> None:
    same_day = working_days(term) == 0
    expected = sum(share[not same_day] for share in FATES.values())
    for online in (False, True):
        weights = [course.weight for course in courses_of(term) if course.online is online]
        assert sum(weights) == pytest.approx(expected)
    assert expected == pytest.approx(1)


def test_days_get_every_dossier_and_the_last_day_only_its_part() -> None:
    days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]
    counts = spread(1_000, days, today_share=0.1)
    assert sum(counts) == 1_000
    assert counts[2] < counts[1] / 5


def test_a_pattern_takes_the_day_first_and_then_each_dossier() -> None:
    names = ("pk", "m0")
    pattern = Pattern(f"{own('pk')} {day(3)} 02:{own('m0')}", names)
    text = pattern.on({"3": "2026-03-05"})
    assert text % pattern.of((17, "13:44")) == "17 2026-03-05 02:13:44"


def test_a_row_of_a_table_refuses_a_column_it_does_not_have() -> None:
    table = Table(DossierEvent)
    assert table.line(seq=3).count("\t") == len(table.columns) - 1
    with pytest.raises(KeyError, match="colour"):
        table.line(colour="red")
