"""The demonstration has a morning to look at, and only one, however often it is seeded."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Unit
from dossiers.models import Dossier
from portal.seed.arrivals import FRESH, PLANNED
from portal.seed.histories import seed_histories
from portal.seed.people import ROOT_CODE
from reports.now_rows import CAUSE_GIVEN

pytestmark = pytest.mark.django_db
FEW = len(PLANNED) + FRESH + 4


def test_the_demonstration_has_late_ones_with_their_causes() -> None:
    call_command("seed", dossiers=0)
    root, now = Unit.objects.get(code=ROOT_CODE), timezone.now()
    made = seed_histories(root, count=FEW, now=now)
    late = Dossier.objects.late_on(timezone.localdate(now))
    planned = [row for row in PLANNED if row[0] > 0]
    assert len(planned) <= late.count() <= len(planned) + 1
    assert 1 <= late.exclude(CAUSE_GIVEN).count() <= 2
    assert Dossier.objects.filter(status="submitted").count() >= FRESH
    assert seed_histories(root, count=FEW, now=now) == 0
    assert Dossier.objects.count() == made
