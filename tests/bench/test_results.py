"""What is written down after a run, and what is read of a database beside."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from dossiers.models import Dossier
from portal.bench import leaders, results
from portal.bench.flatness import MOST, SLACK, Beside, _touched, tell
from portal.bench.goals import Goal, Measured, Sample, ratio_of, within
from portal.bench.loading import load
from portal.bench.pages import QUEUE, TRACKING, Cost
from portal.bench.queries import queries_of, scanned
from tests.factories import make_commune, make_procedure

GOAL = Goal("P0", "something", 0.30, 0.22)


@pytest.mark.django_db
def test_results_say_what_was_met_and_what_was_not(tmp_path: Path) -> None:
    hello = Measured("H", [Sample(1000, 1.0, 2.0)])
    met, missed = (
        Measured(name, [Sample(rate)], hello, GOAL) for name, rate in (("fast", 310), ("slow", 90))
    )
    file = tmp_path / "bench" / "RESULTS.md"
    results.write(file, {"web": [hello, met, missed]}, ["2 cores"])
    text = file.read_text(encoding="utf-8")
    assert "- 2 cores" in text
    assert "**met: 1, near: 0, MISSED: 1, ERRORS: 0**" in text
    assert "| fast | 310 |  |  |  | 0.31 | P0: something >= 0.3 | met |" in text


def test_a_limit_in_time_is_met_by_whoever_takes_less() -> None:
    limit = Goal("P0", "in time", 1.0)
    assert within(0.010, "quick", [Sample(1 / 0.004)], limit).verdict == "met"
    assert within(0.010, "slow", [Sample(1 / 0.020)], limit).verdict == "MISSED"
    assert ratio_of("scan", 2, 1, limit, errors=1).verdict == "ERRORS"


def test_more_buffers_than_twice_and_a_slack_fail() -> None:
    def costs(touched: int) -> Cost:
        return Cost(QUEUE, 3, 1.0, 2.0, touched, [])

    small = Beside("", 100, {}, {}, {QUEUE: costs(100)}, Sample(1))
    [flat] = _touched([costs(200 + SLACK)], small)
    [grown] = _touched([costs(900)], small)
    assert (flat.verdict, grown.verdict) == ("met", "MISSED")


@pytest.mark.django_db
def test_a_scan_of_all_dossiers_is_named() -> None:
    everything = Dossier.objects.filter(applicant_name__contains="Hoa").order_by()
    assert scanned(queries_of(everything.count)) == {"dossiers_dossier"}


def test_cells_that_differ_are_counted_also_where_a_row_is_missing() -> None:
    ours = {(1, 1): (1, 2, 3, 4, 5, 6, 7)}
    assert leaders._different(ours, ours) == 0
    assert leaders._different(ours, {}) == 7
    assert leaders._different(ours, {(1, 1): (1, 2, 3, 4, 5, 6, 8)}) == 1


@pytest.mark.django_db(transaction=True)
def test_what_one_run_tells_another_reads(tmp_path: Path) -> None:
    make_commune()
    make_procedure()
    load(300, communes=3, now=timezone.now(), per_day=100)
    call_command("rebuild_statistics")
    tell(tmp_path / "pages.json", 300, timezone.now())
    beside = Beside.read("http://127.0.0.1:1", tmp_path / "pages.json")
    assert beside.dossiers == 300
    assert beside.costs[TRACKING].queries <= MOST
    assert beside.at_once.errors == 0
