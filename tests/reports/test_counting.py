"""Counting: what a period has, and that counting twice, late or beside another changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.offices import offices
from dossiers.models import Dossier
from procedures.models import Field
from reports.counting import buckets
from reports.counting.figures import (
    Figures,
    counted_until,
    received_and_closed_by_week,
    totals,
)
from reports.counting.refreshing import OVERLAP, rebuild, refresh
from reports.counting.sources import COLUMNS
from reports.models import PeriodFigures
from reports.periods import Period
from reports.scope import Scope
from reports.tasks import refresh_figures
from tests.dossiers.lateness import FRIDAY, RECEIVED, make_late
from tests.dossiers.staff import Town
from tests.factories import at, make_commune, make_procedure, make_received, make_submitted
from tests.plans import GROWING_TABLES, cheap
from tests.reports.histories import ACTS
from tests.reports.naive import naive

pytestmark = pytest.mark.django_db
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
TABLES = (
    *GROWING_TABLES, "dossiers_clockentry", "reports_periodfigures", "reports_latespell",
)  # fmt: skip


def october(town: Town, until: datetime) -> Figures:
    return totals(Scope(offices()[town.commune.root.pk]), OCTOBER, until)[()]


def counted(town: Town, until: datetime) -> Figures:
    refresh(until)
    return october(town, until)


def live(town: Town, *acts: str, when: datetime = RECEIVED) -> Dossier:
    """An online dossier that these things happen to, an hour apart."""
    dossier = make_submitted(town.commune, town.procedure, when=when)
    for hours, act in enumerate(acts, start=1):
        dossier = ACTS[act](town, dossier, when + timedelta(hours=hours))
    return dossier


def test_the_columns_of_figures_are_those_of_the_summary_rows() -> None:
    counts = [field.name for field in PeriodFigures._meta.concrete_fields][6:]
    assert [field.name for field in fields(Figures)] == list(COLUMNS) == counts


# --- what counts -------------------------------------------------------------------------------


def test_what_was_never_received_is_in_no_column(town: Town) -> None:
    live(town, "refuse")
    live(town)
    assert counted(town, FRIDAY) == Figures()


def test_a_withdrawn_or_stopped_one_is_solved_in_time(town: Town) -> None:
    live(town, "receive", "take", "withdraw")
    live(town, "receive", "take", "stop for good")
    figures = counted(town, FRIDAY)
    assert (figures.received_online, figures.closed_on_time) == (2, 2)
    assert (figures.withdrawn, figures.stopped, figures.open_end) == (1, 1, 0)


def test_a_stop_for_a_time_leaves_it_open_and_in_time(town: Town) -> None:
    live(town, "receive", "take", "stop")
    figures = counted(town, FRIDAY + timedelta(days=7))
    assert (figures.open_end, figures.open_in_time, figures.closed) == (1, 1, 0)


def test_minutes_around_midnight_of_vietnam_part_two_months(town: Town) -> None:
    by = town.people.receptionist
    for moment in ("2026-09-30 23:59", "2026-10-01 00:00", "2026-10-31 23:59", "2026-11-01 00:00"):
        make_received(town.commune, town.procedure, by=by, when=at(moment))
    figures = counted(town, at("2026-11-01 08:00"))
    assert (figures.carried_in, figures.received_direct, figures.open_end) == (1, 2, 3)


def test_how_long_the_solved_ones_took_is_added_up(town: Town) -> None:
    dossier = make_late(town)
    ACTS["finish"](town, dossier, FRIDAY)
    figures = counted(town, FRIDAY)
    assert (figures.closed_late, figures.days_taken, figures.days_known) == (1, 4, 1)


# --- by what -----------------------------------------------------------------------------------


def test_figures_come_by_office_and_by_field_and_of_one_field(town: Town) -> None:
    live(town, "receive")
    refresh(FRIDAY)
    whole = Scope(offices()[town.commune.root.pk])
    field, other = town.procedure.field_id, Field.objects.create(slug="khac", name="Khác")
    justice, procedure = town.commune.justice.pk, town.procedure.pk
    by_both = totals(whole, OCTOBER, FRIDAY, by=("in_charge_id", "field_id"))
    assert by_both == {(justice, field): october(town, FRIDAY)}
    assert totals(whole, OCTOBER, FRIDAY, procedure=procedure)[()].received == 1
    assert totals(whole, OCTOBER, FRIDAY, field=other.pk)[()] == Figures()


def test_an_office_has_its_own_and_a_neighbour_nothing(town: Town) -> None:
    neighbour = make_commune("H99.13", "xã Bình Hòa")
    live(town, "receive")
    refresh(FRIDAY)
    for unit, received in (
        (town.commune.justice, 1),
        (town.commune.office, 0),
        (neighbour.root, 0),
    ):
        for period in (OCTOBER, Period(date(2026, 10, 2), date(2026, 10, 7))):
            found = totals(Scope(offices()[unit.pk]), period, FRIDAY)[()]
            assert found.received == received


def test_weeks_begin_on_mondays_and_end_with_what_is_counted(town: Town) -> None:
    ACTS["finish"](town, make_late(town), FRIDAY)
    make_late(town, when=at("2026-10-12 08:00"))
    whole = Scope(offices()[town.commune.root.pk])
    assert received_and_closed_by_week(whole, date(2026, 10, 8), date(2026, 12, 1), FRIDAY) == [
        (date(2026, 10, 5), 0, 1)
    ]
    assert received_and_closed_by_week(
        whole, date(2026, 10, 5), date(2026, 10, 12), at("2026-10-12 09:00")
    ) == [(date(2026, 10, 5), 1, 1), (date(2026, 10, 12), 1, 0)]


@pytest.mark.parametrize(
    "period", [OCTOBER, Period(date(2026, 9, 20), date(2026, 10, 20))], ids=["rows", "odd days"]
)
def test_figures_are_one_query_that_reads_no_whole_table(town: Town, period: Period) -> None:
    make_commune("H99.13", "xã Bình Hòa")  # so that the commune is not everything
    live(town, "receive")
    refresh(at("2026-11-20 08:00"))
    whole = Scope(offices()[town.commune.root.pk])
    with cheap(1, TABLES):
        assert totals(whole, period, at("2026-11-20 08:00"))[()].received == 1


# --- when --------------------------------------------------------------------------------------


def test_nothing_is_counted_before_the_first_time(town: Town) -> None:
    assert counted_until() is None
    refresh_figures()
    until = counted_until()
    assert until is not None
    assert until <= timezone.now()
    assert october(town, until) == Figures()


def test_a_second_refresh_writes_nothing(town: Town) -> None:
    live(town, "receive")
    refresh(FRIDAY)
    assert buckets.recount(date(2026, 10, 1), FRIDAY + timedelta(minutes=5)) == 0


def test_a_refresh_that_comes_late_changes_nothing(town: Town) -> None:
    live(town, "receive")
    refresh(FRIDAY)
    refresh(RECEIVED)
    assert counted_until() == FRIDAY
    assert october(town, FRIDAY).received == 1


def test_what_a_long_transaction_shows_hours_later_is_taken_up(town: Town) -> None:
    refresh(FRIDAY)
    live(town, "receive", when=FRIDAY - OVERLAP)
    assert counted(town, FRIDAY + timedelta(minutes=5)).received == 1


def test_nothing_is_missing_after_weeks_without_a_beat(town: Town) -> None:
    make_late(town)
    refresh(RECEIVED)
    make_late(town, when=at("2026-10-20 08:00"))
    now = at("2026-12-02 08:00")
    refresh(now)
    assert october(town, now) == naive_sum(OCTOBER, now)
    assert (october(town, now).open_end, october(town, now).late_end) == (2, 2)


def naive_sum(period: Period, until: datetime) -> Figures:
    (only,) = naive(period.first, period.last, until).values()
    return only


def test_a_balance_that_came_to_nothing_leaves_no_row(town: Town) -> None:
    ACTS["finish"](town, make_late(town), FRIDAY)
    refresh(at("2026-12-02 08:00"))
    assert [row.bucket for row in PeriodFigures.objects.all()] == [date(2026, 10, 1)]


def test_a_day_corrected_in_the_database_is_mended_by_a_rebuild(town: Town) -> None:
    dossier, now = live(town, "receive"), at("2026-12-02 08:00")
    refresh(now)
    Dossier.objects.filter(pk=dossier.pk).update(
        received_at=at("2026-09-30 08:00"), received_on=date(2026, 9, 30)
    )
    rebuild(now)
    figures = october(town, now)
    assert (figures.carried_in, figures.received) == (1, 0)
    Dossier.objects.filter(pk=dossier.pk).update(
        received_at=at("2026-11-30 08:00"), received_on=date(2026, 11, 30)
    )
    rebuild(now)
    assert set(PeriodFigures.objects.values_list("bucket", flat=True)) == {
        date(2026, 11, 15), date(2026, 12, 1),
    }  # fmt: skip


def test_a_rebuild_leaves_no_row_of_what_is_no_longer_there(town: Town) -> None:
    live(town, "receive", "take", "withdraw", when=at("2026-09-02 08:00"))
    dossier = live(town, "receive")
    other = make_procedure("1.004873", "Xác nhận tình trạng hôn nhân")
    refresh(FRIDAY)
    Dossier.objects.filter(pk=dossier.pk).update(procedure=other)
    rebuild(FRIDAY)
    found = PeriodFigures.objects.order_by("bucket").values_list("bucket", "procedure_id")
    assert list(found) == [
        (date(2026, 9, 1), town.procedure.pk), (date(2026, 10, 1), other.pk),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_that_count_at_once_count_once(town: Town) -> None:
    for _ in range(3):
        live(town, "receive", "take")
    rebuild(RECEIVED)

    def count(nth: int) -> None:
        try:
            (rebuild if nth % 2 else refresh)(FRIDAY + timedelta(minutes=nth // 2))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(8)))
    refresh(FRIDAY + timedelta(hours=1))
    assert october(town, FRIDAY + timedelta(hours=1)) == naive_sum(
        OCTOBER, FRIDAY + timedelta(hours=1)
    )
