"""The invented dossiers are such as the product itself would have left."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.permissions import Role
from dossiers.clock.verify import verify
from dossiers.models import ClockEntry, Dossier, DossierEvent, NumberCounter, SupplementRequest
from portal.bench import clients
from portal.bench.loading import load
from portal.bench.yardsticks import Intake, RawIntake
from procedures.models import Procedure
from tests.factories import at, make_commune, make_procedure, make_received, make_staff

pytestmark = pytest.mark.usefixtures("_ground")
COUNT, PER_DAY = 5_500, 500  # eleven days: some are closed, some late


@pytest.fixture
def _ground(transactional_db: None) -> None:
    """What there is before the benchmark: a catalogue and calendars."""
    make_commune()
    make_procedure()


def test_population_is_lifelike_and_its_numbers_have_no_gap() -> None:
    now = at("2026-11-20 09:00")
    rows = load(COUNT, communes=30, now=now, per_day=PER_DAY).rows
    dossiers = Dossier.objects.all()
    assert dossiers.count() == COUNT
    written = (Dossier, DossierEvent, ClockEntry, SupplementRequest, NumberCounter)
    assert rows == sum(model._base_manager.count() for model in written)
    assert 0.01 < dossiers.overdue(now).count() / COUNT < 0.1
    assert 0.2 < dossiers.open().count() / COUNT < 0.8
    biggest = Counter(dossiers.values_list("root_unit", flat=True)).most_common(1)[0][1]
    assert 0.15 < biggest / COUNT < 0.35
    assert clients.wrong_numbers() == 0
    some = dossiers.order_by("?")[:50]
    for dossier in some:
        last = dossier.events.last()
        assert last is not None
        assert (last.seq, last.to_status) == (dossier.last_seq, dossier.status)
    assert not any(verify())


def test_more_can_be_added_and_counting_goes_on() -> None:
    for _ in range(2):
        load(500, communes=3, now=timezone.now())
    assert Dossier.objects.count() == 1_000
    assert clients.wrong_numbers() == 0


def test_a_missing_number_is_noticed() -> None:
    load(100, communes=1, now=timezone.now())
    for history in (DossierEvent, ClockEntry, SupplementRequest):
        history.objects.all()._raw_delete("default")
    Dossier.objects.order_by("pk")[50].delete()
    assert clients.wrong_numbers() == 1


def test_raw_yardstick_writes_the_rows_of_the_service() -> None:
    load(10, communes=1, now=timezone.now())
    intake = Intake.of_bench()
    raw = RawIntake(intake)
    real = Dossier.objects.latest("pk")
    copied = Dossier.objects.get(code=raw.submit())
    for rows in ("events", "papers", "clock_entries"):
        assert getattr(copied, rows).count() == getattr(real, rows).count() > 0
    assert (copied.status, copied.due_at) == (real.status, real.due_at)
    assert clients.wrong_numbers() == 0


def test_it_never_measures_on_dossiers_of_people() -> None:
    commune = make_commune("H99.13", "xã Bình Yên")
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    make_received(commune, Procedure.objects.get(), by=clerk)
    with pytest.raises(CommandError, match="dossiers of people"):
        call_command("bench")
