"""P1, P2, P3, P7, P12 and P14 by HTTP: pages and intakes under wrk, beside other databases."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils import timezone

from portal.bench import goals, submitting, web
from portal.bench.flatness import FLAT, Beside
from portal.bench.goals import Measured, Sample
from portal.bench.pages import QUEUE, TRACKING, pages
from portal.bench.urls import HELLO, INTAKE, RAW

H = "H: hello"
GOALS = {TRACKING: goals.TRACKING, QUEUE: goals.QUEUE}
# The best ratio to hello of three portals at 200,000 cases (reference: performance, section 3).
PEERS = {TRACKING: 0.050, "intake by HTTP": 0.026, QUEUE: 0.0033}
PEER_GOALS = {
    TRACKING: goals.PEER_STATUS, "intake by HTTP": goals.PEER_CREATE, QUEUE: goals.PEER_LIST,
}  # fmt: skip


def run(
    *, rounds: int, seconds: float, small: Beside | None, sqlite: Beside | None
) -> list[Measured]:
    ours = pages(timezone.now())
    targets = [
        web.Target(H, [HELLO]),
        web.Target("R: raw rows by HTTP", [RAW], method="POST", yardstick=H),
        web.Target("intake by HTTP", [INTAKE], method="POST", goal=goals.INTAKE_HTTP, yardstick=H),
        *(
            web.Target(page.name, page.paths, page.cookie(), goal=GOALS.get(page.name), yardstick=H)
            for page in ours
            if page.name in FLAT
        ),
        *(
            web.Target(_alone(page.name), page.paths, page.cookie(), connections=1)
            for page in ours
            if page.name in FLAT
        ),
        *(_beside(small, _small, connections=1) if small else ()),
        *(_beside(sqlite, _sqlite, connections=web.CONNECTIONS) if sqlite else ()),
        *(_beside(small, _on_postgresql, connections=web.CONNECTIONS) if small and sqlite else ()),
    ]
    with tempfile.TemporaryDirectory() as folder, web.serving(Path(folder)) as server:
        server.wait(HELLO)
        measured = web.run(server, targets, rounds=rounds, seconds=seconds)
    found = {one.name: one for one in measured}
    return [*measured, *_peers(found), *_flat(found, bool(small)), *_both(found, sqlite, small)]


def _alone(name: str) -> str:
    return f"{name}, one client"


def _small(name: str) -> str:
    return f"{name}, one client, small"


def _sqlite(name: str) -> str:
    return f"{name}, SQLite"


def _on_postgresql(name: str) -> str:
    return f"{name}, PostgreSQL, small"


def _beside(
    beside: Beside, named: Callable[[str], str], *, connections: int
) -> Iterator[web.Target]:
    for name in FLAT:
        yield web.Target(
            named(name),
            beside.paths[name],
            beside.cookies[name],
            connections=connections,
            address=beside.address,
        )


def _peers(found: dict[str, Measured]) -> Iterator[Measured]:
    for name, ratio in PEERS.items():
        best = [Sample(ratio * sample.per_second) for sample in found[H].samples]
        peer = Measured("the best peer", best)
        yield Measured(f"{name}, to the best peer", found[name].samples, peer, PEER_GOALS[name])


def _flat(found: dict[str, Measured], small: bool) -> Iterator[Measured]:
    """By the p95 of one client: a slow minute weighs on both sides."""
    for name in FLAT if small else ():
        here, there = (found[named(name)] for named in (_alone, _small))
        yield Measured(f"{name}, p95", _by_p95(here), Measured("small", _by_p95(there)), goals.FLAT)


def _by_p95(measured: Measured) -> list[Sample]:
    return [Sample(1e3 / one.p95, one.p50, one.p95, one.p99) for one in measured.samples]


def _both(
    found: dict[str, Measured], sqlite: Beside | None, small: Beside | None
) -> Iterator[Measured]:
    if sqlite:
        yield submitting.measured(sqlite.at_once)
    goal = goals.SQLITE_PAGES
    for name in FLAT if sqlite and small else ():
        here, there = found[_sqlite(name)], found[_on_postgresql(name)]
        yield Measured(f"{name}, SQLite to PostgreSQL", here.samples, there, goal)
