"""P3 and P16: pages cost the same however long the history, ask little and scan nothing.

Another database, filled to another size, is measured by `manage.py bench --tell FILE`; here its
figures are read and held against our own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from portal.bench import goals, submitting
from portal.bench.goals import Measured, Sample, ratio_of
from portal.bench.pages import MINE, QUEUE, TRACKING, UNIT, Cost, Page, cost, pages

FLAT = (TRACKING, QUEUE, MINE, UNIT)
SLACK, MOST = 80, 8  # buffers, queries


@dataclass(frozen=True)
class Beside:
    """A database beside ours: its pages with what they cost, and the server that serves it."""

    address: str
    dossiers: int
    paths: Mapping[str, list[str]]
    cookies: Mapping[str, str]
    costs: Mapping[str, Cost]
    at_once: Sample  # fifty submissions

    @classmethod
    def read(cls, address: str, file: Path) -> "Beside":
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        costs = {row["name"]: Cost(**row) for row in data["costs"]}
        at_once = Sample(**data["at_once"])
        return cls(address, data["dossiers"], data["paths"], data["cookies"], costs, at_once)


def tell(file: Path, dossiers: int, at: datetime) -> None:
    """What another run reads as `Beside`."""
    found: list[Page] = pages(at)
    data = {
        "dossiers": dossiers,
        "paths": {page.name: page.paths for page in found},
        "cookies": {page.name: page.cookie() for page in found},
        "costs": [cost(page).as_row() for page in found],
        "at_once": asdict(submitting.at_once()),
    }
    file.write_text(json.dumps(data), encoding="utf-8")


def run(small: Beside | None, *, rounds: int) -> list[Measured]:
    ours = [cost(page, rounds=rounds) for page in pages(timezone.now())]
    return [*_few_and_found(ours), *(_touched(ours, small) if small else ())]


def _few_and_found(costs: list[Cost]) -> Iterator[Measured]:
    for one in costs:
        goal, scans = goals.FEW_QUERIES, len(one.scanned)
        name = f"{one.name}: {one.queries} queries, {one.touched:,} touched"
        yield ratio_of(name, 1 / one.queries, 1 / MOST, goal, errors=scans)


def _touched(costs: list[Cost], small: Beside) -> Iterator[Measured]:
    for one in costs:
        if one.name in FLAT:
            there = small.costs[one.name].touched
            name = f"{one.name}: {there:,} touched, then {one.touched:,}"
            yield ratio_of(name, 1 / one.touched, 1 / (2 * there + SLACK), goals.FLAT_TOUCHED)
