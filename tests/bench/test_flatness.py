"""P3: the same page costs the database the same, however many dossiers there are.

PostgreSQL counts the 8 kB buffers a plan touched, SQLite the steps of its machine; both are free of
noise. Ten times the dossiers may cost at most twice as much, plus a slack for one more tree level
and the look-ups of the visibility map.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from dossiers.models import ClockEntry, Dossier, DossierEvent, SupplementRequest
from portal.bench import clients
from portal.bench.loading import load
from portal.bench.queries import queries_of, touched
from tests.factories import make_citizen, make_commune, make_procedure

SMALL, LARGE = 2_000, 20_000
COMMUNES, PER_DAY = 20, 100  # three weeks and seven months of the same offices
FACTOR = 2
SLACK = {"postgresql": 80, "sqlite": 2_000}  # buffers, steps


def pages_of(now: datetime) -> dict[str, Callable[[], object]]:
    """What people open all day, at any size: the officer with the longest queue, one citizen."""
    officer = Client()
    officer.force_login(clients.officer(1))
    citizen, me = Client(), User.objects.get(kind=User.Kind.CITIZEN)
    citizen.force_login(me)
    newest = Dossier.objects.order_by("-pk")
    newest.filter(pk__in=list(newest[:5].values_list("pk", flat=True))).update(owner=me)
    track = reverse("dossiers:track-by-key", args=[newest[50].tracking_key])
    late = Dossier.objects.overdue(now).order_by("due_at")
    return {
        "tracking": lambda: Client().get(track),
        "queue": lambda: officer.get(reverse("dossiers:queue")),
        "my dossiers": lambda: citizen.get(reverse("dossiers:my-dossiers")),
        "overdue scan": lambda: list(late.filter(due_at__gt=now - timedelta(hours=1))[:50]),
    }


def measure(total: int, now: datetime) -> dict[str, int]:
    for history in (ClockEntry, DossierEvent, SupplementRequest):
        history.objects.all()._raw_delete("default")
    Dossier.objects.all()._raw_delete("default")
    load(total, communes=COMMUNES, now=now, per_day=PER_DAY)
    costs = {}
    for name, work in pages_of(now).items():
        work()  # sessions and caches are warm from here on
        costs[name] = touched(queries_of(work))
    return costs


@pytest.mark.django_db(transaction=True)
def test_pages_cost_the_same_however_long_the_history() -> None:
    make_commune()
    make_procedure()
    make_citizen()
    now = timezone.now()
    small, large = measure(SMALL, now), measure(LARGE, now)
    allowed = {name: FACTOR * count + SLACK[connection.vendor] for name, count in small.items()}
    grown = {name: (small[name], large[name]) for name in small if large[name] > allowed[name]}
    assert grown == {}
    assert all(small.values()), "every page asks the database for something"


@pytest.mark.django_db(transaction=True)
def test_guard_bites_on_a_page_that_reads_all_history() -> None:
    make_commune()
    make_procedure()
    everything = Dossier.objects.filter(applicant_name__contains="Hoa")
    costs = []
    for total in (SMALL, LARGE):
        load(total, communes=COMMUNES, now=timezone.now(), per_day=PER_DAY)
        costs.append(touched(queries_of(everything.count)))
    assert costs[1] > FACTOR * costs[0] + SLACK[connection.vendor]
