"""What is counted about reports, by hand and by the database."""

from datetime import date, timedelta

import pytest

from feedback.figures import ReportFigures, conditions, figures, median_hours
from feedback.models import Category, Report
from feedback.workflow import Status, Truth
from tests.factories import MONDAY, Commune
from tests.feedback.factories import make_category
from tests.feedback.rows import a_row, hours, rated
from tests.plans import cheap

NOW = MONDAY + timedelta(days=5)


@pytest.fixture
def category(db: None) -> Category:
    return make_category()


def _whole() -> ReportFigures:
    return figures(Report.objects.all(), at=NOW)[()]


def test_of_nothing_everything_is_nothing(db: None) -> None:
    assert _whole() == ReportFigures()
    assert figures(Report.objects.all(), "unit_id", at=NOW) == {}
    assert _whole().mean_stars is None


def test_an_answer_is_in_time_up_to_the_last_minute_of_48_hours(
    commune: Commune, category: Category
) -> None:
    a_row(commune, category, answered_after=48)
    a_row(commune, category, answered_after=48.01)
    found = _whole()
    assert (found.answered_in_time, found.answered_late, found.promised) == (1, 1, 2)


def test_what_is_not_due_yet_has_not_kept_or_broken_its_promise(
    commune: Commune, category: Category
) -> None:
    a_row(commune, category, received_at=NOW - hours(47))
    a_row(commune, category, received_at=NOW - hours(49))
    found = _whole()
    assert (found.unanswered, found.unanswered_late, found.missed) == (1, 1, 1)
    assert (found.received, found.promised) == (2, 1)


def test_what_was_merged_is_answered_with_the_other(commune: Commune, category: Category) -> None:
    first = a_row(commune, category, answered_after=3, ended_after=80)
    a_row(commune, category, status=Status.DUPLICATE, closed_at=MONDAY, parent=first)
    found = _whole()
    assert (found.received, found.merged, found.promised, found.ended) == (2, 1, 1, 1)


def test_truth_is_counted_of_what_was_checked(commune: Commune, category: Category) -> None:
    for truth in (Truth.TRUE, Truth.TRUE, Truth.PARTLY, Truth.FALSE, ""):
        a_row(commune, category, truth=truth)
    found = _whole()
    assert (found.found_true, found.found_partly, found.found_untrue) == (2, 1, 1)
    assert found.verified == 4


def test_the_whole_is_in_time_by_its_own_date(commune: Commune, category: Category) -> None:
    a_row(commune, category, answered_after=1, ended_after=9 * 24)
    a_row(commune, category, answered_after=1, ended_after=9 * 24 + 1)
    a_row(commune, category, received_at=NOW - timedelta(days=10))
    refused = {"status": Status.REFUSED, "resolved_at": None, "closed_at": MONDAY + hours(2)}
    a_row(commune, category, answered_after=2, **refused)
    found = _whole()
    assert (found.ended_in_time, found.ended_late, found.overdue, found.open) == (2, 1, 1, 1)
    assert (found.ended, found.refused) == (3, 1)


def test_ratings_are_counted_one_by_one_and_reports_once(
    commune: Commune, category: Category
) -> None:
    report = a_row(commune, category, answered_after=1, ended_after=2, reopenings=1)
    rated(report, 2)
    rated(report, 5, seq=2)
    rated(a_row(commune, category), 4)
    found = _whole()
    assert (found.received, found.rated, found.satisfied, found.stars) == (2, 3, 2, 11)
    assert found.reopened == 1
    assert found.mean_stars == pytest.approx(11 / 3)


def test_by_office_kind_and_month(commune: Commune) -> None:
    holes, lamps = make_category(), make_category(group="utilities")
    a_row(commune, holes, answered_after=1)
    a_row(commune, lamps, unit=commune.justice)
    # The last hour of October in Vietnam, still the 31st in London.
    a_row(commune, lamps, received_at=MONDAY.replace(month=11, day=1, hour=0))
    found = figures(Report.objects.all(), "unit_id", "category__group", at=NOW)
    assert {key: one.received for key, one in found.items()} == {
        (commune.one_stop.pk, "roads"): 1,
        (commune.one_stop.pk, "utilities"): 1,
        (commune.justice.pk, "utilities"): 1,
    }
    months = figures(Report.objects.all(), "month", at=NOW)
    assert {key: one.received for key, one in months.items()} == {(date(2026, 11, 1),): 3}
    weeks = figures(Report.objects.all(), "week", at=NOW)
    assert {key for (key,) in weeks} == {date(2026, 10, 26), date(2026, 11, 23)}
    assert ReportFigures.added(weeks.values()) == _whole()


def test_every_number_is_that_of_its_condition(commune: Commune, category: Category) -> None:
    a_row(commune, category, answered_after=1, ended_after=2, truth=Truth.TRUE, reopenings=2)
    a_row(commune, category, answered_after=50)
    a_row(commune, category, received_at=NOW)
    found = _whole()
    for name, condition in conditions(NOW).items():
        assert Report.objects.filter(condition).count() == getattr(found, name), name


@pytest.mark.parametrize(
    ("answers", "median"), [([5], 5), ([1, 9], 5), ([9, 1, 2], 2), ([1, 2, 4, 40], 3)]
)
def test_the_median_is_the_middle_or_between_the_two(
    commune: Commune, category: Category, answers: list[int], median: float
) -> None:
    for answer in answers:
        a_row(commune, category, answered_after=answer)
    a_row(commune, category)
    assert median_hours(Report.objects.all()) == {(): pytest.approx(median)}


def test_each_group_has_its_median(commune: Commune, category: Category) -> None:
    for unit, answer in ((commune.one_stop, 2), (commune.one_stop, 4), (commune.justice, 30)):
        a_row(commune, category, unit=unit, answered_after=answer)
    with cheap(1):
        found = median_hours(Report.objects.all(), "unit_id")
    assert found == {(commune.one_stop.pk,): 3.0, (commune.justice.pk,): 30.0}


def test_nobody_answered_has_no_median(commune: Commune, category: Category) -> None:
    a_row(commune, category)
    assert median_hours(Report.objects.all()) == {}
