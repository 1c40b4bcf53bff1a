"""P3 and P16 of citizens' reports: the same pages after one year and after five of a commune."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.models import Category, Report
from feedback.nearby import nearby
from portal.bench import goals
from portal.bench.flatness import MOST, SLACK
from portal.bench.goals import Measured, Sample
from portal.bench.pages import HOST
from portal.bench.queries import queries_of, scanned, touched
from portal.bench.report_rows import SIDE, SOUTH, WEST, empty, fill

YEAR, YEARS = 20_000, 5  # reports, as the largest known sources received
WHO = "bench-2-leader"
GROWING = ("feedback_report", "feedback_reportevent", "feedback_media", "feedback_reporter")
_MIDDLE = (SOUTH + SIDE / 2, WEST + SIDE / 2)
_VIEW = f"khung={SOUTH},{WEST},{SOUTH + SIDE},{WEST + SIDE}&muc=13"
Works = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Cost:
    """`touched`: buffers, or steps of SQLite; `server_ms` is the median of the rounds."""

    queries: int
    touched: int
    scanned: list[str]
    server_ms: float


def run(*, rounds: int) -> list[Measured]:
    user = User.objects.select_related("unit__root").get(username=WHO)
    small = measure(user, YEAR, a_year=YEAR, rounds=rounds)
    large = measure(user, YEAR * YEARS, a_year=YEAR, rounds=rounds)
    return [one for name in large for one in _compared(name, small[name], large[name])]


def measure(user: User, count: int, *, a_year: int, rounds: int) -> dict[str, Cost]:
    """What each page costs with so many reports of the user's commune, and no others."""
    now = timezone.now()
    empty()
    assert user.unit is not None  # noqa: S101 - staff
    fill(user.unit.root or user.unit, count, pace=timedelta(days=365) / a_year, now=now)
    return {name: _cost(work, rounds) for name, work in works(user, now).items()}


def works(user: User, at: datetime) -> Works:
    """What people ask of reports all day: everybody, programs, the desk, leaders."""
    staff, anybody = Client(SERVER_NAME=HOST), Client(SERVER_NAME=HOST)
    staff.force_login(user)
    newest = Report.objects.public().order_by("-received_at").values_list("code", flat=True)[0]
    kind = Category.objects.filter(about_conduct=False, is_active=True)[0]
    pages = {
        "public list": (anybody, reverse("feedback:reports")),
        "public list of one kind": (anybody, f"{reverse('feedback:reports')}?loai={kind.code}"),
        "public map": (anybody, f"{reverse('feedback:report-points')}?{_VIEW}"),
        "one public report": (anybody, reverse("feedback:report", args=[newest])),
        "Open311, page of 50": (anybody, "/open311/v2/requests.json?page_size=50"),
        "queue": (staff, reverse("feedback:desk")),
        "map of the queue": (staff, f"{reverse('feedback:desk-points')}?{_VIEW}"),
        "one report at the desk": (staff, reverse("feedback:desk-report", args=[newest])),
        "leaders' page": (staff, reverse("reports:citizen-reports")),
        "figures for everybody": (anybody, reverse("feedback:report-figures")),
    }
    found: dict[str, Callable[[], object]] = {
        name: _getter(client, path) for name, (client, path) in pages.items()
    }
    found["nearby search"] = lambda: nearby(*_MIDDLE, kind, at=at)
    found["nearby search of staff"] = lambda: nearby(*_MIDDLE, kind, at=at, staff=user)
    return found


def _getter(client: Client, path: str) -> Callable[[], object]:
    def work() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise LookupError(f"{path} answered {answer.status_code}")
        answer.getvalue()

    return work


def _cost(work: Callable[[], object], rounds: int) -> Cost:
    work()  # sessions and caches are warm from here on
    took = []
    for _ in range(rounds):
        started = perf_counter()
        queries = queries_of(work)
        took.append(perf_counter() - started)
    found = sorted(scanned(queries, GROWING))
    return Cost(len(queries), touched(queries), found, median(took) * 1e3)


def _compared(name: str, small: Cost, large: Cost) -> Iterator[Measured]:
    words = f"{name}: {small.touched:,} touched, then {large.touched:,}"
    samples = [Sample(1e3 / large.server_ms, large.server_ms)]
    allowed = [Sample(samples[0].per_second * large.touched / (2 * small.touched + SLACK))]
    yardstick = Measured("twice as much and a little", allowed)
    yield Measured(words, samples, yardstick, goals.FLAT_TOUCHED)
    few = Measured("eight queries", [Sample(samples[0].per_second * large.queries / MOST)])
    samples = [Sample(samples[0].per_second, large.server_ms, errors=len(large.scanned))]
    yield Measured(f"{name}: {large.queries} queries", samples, few, goals.FEW_QUERIES)
