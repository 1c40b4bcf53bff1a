"""Whatever happens to dossiers: the summary rows are the naive count, and the form adds up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.offices import offices
from dossiers.models import Dossier
from reports.counting.checking import checks
from reports.counting.figures import Figures, late_by_day, totals
from reports.counting.refreshing import rebuild, refresh
from reports.models import LateSpell, PeriodFigures
from reports.periods import DAY, Period, bucket_after, buckets
from reports.scope import Scope
from reports.selections import Selection
from tests.dossiers.staff import Town
from tests.reports.histories import BEGIN, DAYS, Plan, live, plans
from tests.reports.naive import KEYS, Seen, naive

pytestmark = pytest.mark.django_db
FIRST = BEGIN.date() - timedelta(days=20)
END = BEGIN + timedelta(days=DAYS)
some_histories = st.lists(plans, min_size=1, max_size=5)
days = st.integers(0, DAYS + 25).map(lambda past: FIRST + timedelta(days=past))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
looks = st.lists(
    st.integers(1, DAYS * 24).map(lambda past: BEGIN + timedelta(hours=past)), max_size=6
)
lived = settings(
    max_examples=15,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # shrinking a history takes minutes
)

LISTS = {
    "tiep-nhan": "received", "truc-tiep": "received_direct", "truc-tuyen": "received_online",
    "buu-chinh": "received_post", "ton-dau": "carried_in", "da-giai-quyet": "closed",
    "truoc-han": "closed_early", "dung-han": "closed_on_time", "qua-han": "closed_late",
    "rut": "withdrawn", "dung": "stopped", "tra-lai": "rejected", "con-lai": "open_end",
    "con-trong-han": "open_in_time", "con-qua-han": "late_end",
}  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """Every example begins with the same empty commune."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def whole(town: Town) -> Scope:
    return Scope(offices()[town.commune.root.pk])


def rows() -> set[tuple[object, ...]]:
    own = [field.attname for field in PeriodFigures._meta.concrete_fields if field.name != "id"]
    return set(PeriodFigures.objects.values_list(*own))


def spells() -> set[tuple[object, ...]]:
    return set(LateSpell.objects.values_list("dossier_id", *KEYS, "began_on", "ended_on"))


@given(some_histories, looks, st.lists(periods, min_size=1, max_size=6))
@lived
def test_figures_of_any_period_are_the_naive_count_cell_by_cell(
    town: Town, planned: list[Plan], moments: list[datetime], asked: list[Period]
) -> None:
    with undone():
        for look in live(town, planned, [*moments, END]):
            refresh(look)
            for period in [*asked, *half_months(look)]:
                if period.first <= look.date():
                    assert by_key(town, period, look) == naive(period.first, period.last, look)


def by_key(town: Town, period: Period, until: datetime) -> dict[tuple[int, ...], Figures]:
    """Without those that have nothing to say."""
    found = totals(whole(town), period, until, by=KEYS)
    return {key: figures for key, figures in found.items() if figures != Figures()}


def half_months(look: datetime) -> list[Period]:
    return [Period(first, bucket_after(first) - DAY) for first in buckets(FIRST, look.date())]


@given(some_histories, looks, st.lists(periods, min_size=1, max_size=4))
@lived
def test_every_figure_is_as_many_as_the_dossiers_of_its_list(
    town: Town, planned: list[Plan], moments: list[datetime], asked: list[Period]
) -> None:
    with undone():
        for look in live(town, planned, [*moments, END]):
            refresh(look)
            for period in asked:
                if period.first <= look.date():
                    figures = totals(whole(town), period, look)[()]
                    of_list = Selection(whole(town), "", period, until=look)
                    counts = {key: of_list.but(measure=key).dossiers(look).count() for key in LISTS}
                    assert counts == {key: getattr(figures, name) for key, name in LISTS.items()}


@given(some_histories, periods)
@lived
def test_the_form_adds_up_over_any_period(town: Town, planned: list[Plan], period: Period) -> None:
    with undone():
        for look in live(town, planned, [END]):
            refresh(look)
        this, before = (
            totals(whole(town), one, END)[()]
            for one in (period, Period(FIRST - DAY, period.first - DAY))
        )
        assert this.received + this.carried_in == this.closed + this.open_end
        assert this.open_end == this.open_in_time + this.late_end
        assert min(this.carried_in, this.open_in_time, this.late_end) >= 0
        assert this.carried_in == before.open_end, "column 6 is column 11 of the period before"
        assert before.late_end + this.late_began - this.late_ended == this.late_end


@given(some_histories, looks)
@lived
def test_a_rebuild_gives_what_refreshing_gave(
    town: Town, planned: list[Plan], moments: list[datetime]
) -> None:
    with undone():
        for look in live(town, planned, [*moments, END]):
            refresh(look)
        refreshed = rows(), spells()
        assert [difference for check in checks() for difference in check()] == []
        rebuild(END)
        assert (rows(), spells()) == refreshed


@given(some_histories, looks)
@lived
def test_a_period_that_is_over_is_counted_the_same_a_year_later(
    town: Town, planned: list[Plan], moments: list[datetime]
) -> None:
    with undone():
        counted = {}
        for look in live(town, planned, [*moments, END]):
            refresh(look)
            over = Period(FIRST, look.date() - DAY)
            counted[over] = by_key(town, over, look)
        later = END + timedelta(days=365)
        refresh(later)
        assert {over: by_key(town, over, later) for over in counted} == counted


@given(some_histories, periods)
@lived
def test_the_trend_says_how_many_were_late_on_each_evening(
    town: Town, planned: list[Plan], period: Period
) -> None:
    with undone():
        for look in live(town, planned, [END]):
            refresh(look)
        last = min(period.last, END.date())
        trend = late_by_day(whole(town), period.first, last)
        seen = [Seen(dossier, END) for dossier in Dossier.objects.all()]
        assert trend == [(day, sum(one.is_late(day) for one in seen)) for day, _ in trend]
        assert len(trend) == max(0, (last - period.first).days + 1)
