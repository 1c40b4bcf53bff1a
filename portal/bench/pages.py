"""The pages people open all day, as the people of the busiest commune and of the province."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from dossiers.models import Dossier
from portal.bench.queries import queries_of, scanned, touched

PATHS = 1_000  # different tracking pages
HOST = "127.0.0.1"
CITIZEN = "+84900000000"
TRACKING, QUEUE, MINE = "tracking page", "queue of 50", "my dossiers"
UNIT, PROVINCE, LATE = "one unit's morning", "province's morning", "late list of the province"
REPORT, SEARCH = "II.06a of a quarter", "search by name"


@dataclass(frozen=True)
class Page:
    """`paths`: the same page of different dossiers; `user`: who is signed in, or nobody."""

    name: str
    paths: list[str]
    user: str = ""

    def client(self) -> Client:
        client = Client(SERVER_NAME=HOST)
        if self.user:
            client.force_login(User.objects.get(username=self.user))
        return client

    def cookie(self) -> str:
        if not self.user:
            return ""
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={self.client().cookies[name].value}"


@dataclass(frozen=True)
class Cost:
    """Of one page without the network: milliseconds are medians, `touched` buffers or steps."""

    name: str
    queries: int
    database_ms: float
    server_ms: float
    touched: int
    scanned: list[str]

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def pages(at: datetime) -> list[Page]:
    """The same on every database that holds invented dossiers; gives five to a citizen."""
    morning = reverse("reports:morning")
    quarter = f"{reverse('reports:report', args=['ii-06a'])}?ky=quy-truoc"
    search = f"{reverse('dossiers:staff-search')}?q=Nguyen+Thi+Hoa"
    province = "bench-province"
    return [
        Page(TRACKING, _tracking()),
        Page(QUEUE, [reverse("dossiers:queue")], "bench-1"),
        Page(MINE, [reverse("dossiers:my-dossiers")], _citizen()),
        Page(UNIT, [morning], "bench-2-leader"),
        Page(PROVINCE, [morning], province),
        Page(LATE, [reverse("reports:late")], province),
        Page(REPORT, [quarter], province),
        Page(SEARCH, [search], "bench-2"),
    ]


def cost(page: Page, *, rounds: int = 5) -> Cost:
    """Signed in and warm."""
    client = page.client()
    work = _getter(client, page.paths[0])
    work()
    servers, databases = [], []
    for _ in range(rounds):
        started = time.perf_counter()
        queries = queries_of(work)
        servers.append(time.perf_counter() - started)
        databases.append(sum(query.seconds for query in queries))
    return Cost(
        page.name,
        len(queries),
        median(databases) * 1e3,
        median(servers) * 1e3,
        touched(queries),
        sorted(scanned(queries)),
    )


def _getter(client: Client, path: str) -> Callable[[], object]:
    def work() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise LookupError(f"{path} answered {answer.status_code}")
        answer.content  # noqa: B018 - drawn when asked for

    return work


def _tracking() -> list[str]:
    """Of dossiers all over the years."""
    last = Dossier.objects.order_by("-pk").values_list("pk", flat=True)[0]
    step = max(1, last // PATHS)
    keys = Dossier.objects.filter(pk__in=range(last, 0, -step))
    return [
        reverse("dossiers:track-by-key", args=[key])
        for key in keys.order_by("pk").values_list("tracking_key", flat=True)
    ]


def _citizen() -> str:
    """Somebody with five dossiers, the newest."""
    me = User.objects.filter(username=CITIZEN).first()
    if me is None:
        me = User.objects.create_citizen(CITIZEN, full_name="Trần Thị Mẫu")
        newest = Dossier.objects.order_by("-pk").values_list("pk", flat=True)[:5]
        Dossier.objects.filter(pk__in=list(newest)).update(owner=me)
    return me.username
