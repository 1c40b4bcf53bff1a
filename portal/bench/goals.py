"""What is promised, as ratios to the yardsticks (reference: performance, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Goal:
    """A ratio to reach; below `fails` (10 % under it unless said) the run fails."""

    code: str
    what: str
    at_least: float
    fails_below: float = 0.0

    def verdict(self, ratio: float) -> str:
        if ratio >= self.at_least:
            return "met"
        return "near" if ratio >= (self.fails_below or 0.9 * self.at_least) else "MISSED"


TRACKING = Goal("P1", "tracking page, anonymous, to H", 0.30, 0.22)
QUEUE = Goal("P2", "queue page of 50, signed in, to H", 0.15)
FLAT = Goal("P3", "p95 at the small size to that at the large one", round(1 / 1.35, 2))
FLAT_TOUCHED = Goal("P3", "2 x the buffers of the small size + 80, to those of the large", 1.0)
MORNING_DATABASE = Goal("P4", "25 ms to the database time of the province's morning", 1.0)
MORNING_SERVER = Goal("P4", "50 ms to the server time of the province's morning", 1.0)
MORNING_NAIVE = Goal("P4", "late by office, to the same without indexes", 40.0)
UNIT_DATABASE = Goal("P4", "2 ms to the late ones of one unit", 1.0)
QUARTER = Goal("P5", "0.25 s to the figures of a quarter", 1.0)
QUARTER_NAIVE = Goal("P5", "figures of a quarter, to counting the dossiers", 5.0)
YEAR = Goal("P5", "0.6 s to the figures of a year", 1.0)
OVERDUE_IDLE = Goal("P6", "2 ms to a scan that finds nothing new", 1.0)
OVERDUE_FOUND = Goal("P6", "5 ms to a scan that finds 1,000", 1.0)
INTAKE_1 = Goal("P7", "intake service, 1 client, to R", 0.30)
INTAKE_8 = Goal("P7", "intake service, 8 clients, to R", 0.20)
INTAKE_HTTP = Goal("P7", "intake service by HTTP, to H", 0.10)
NUMBERS_HOT = Goal("P8", "numbers, one hot agency, to the bare upsert", 0.70)
NUMBERS_WIDE = Goal("P8", "numbers, 300 agencies, to the hot one", 3.0)
DATES = Goal("P9", "working days by the ordinal table, to the loop over days", 10.0)
FULL_CLOCK = Goal("P9", "full legal clock, to 20 us a date", 1.0)
REDATING = Goal("P9", "100,000 dossiers re-dated, to 3 s", 1.0)
BATCHES = Goal("P10", "messages claimed in batches, to one task a message", 10.0)
BURST = Goal("P10", "20,000 messages claimed, to 5 s", 1.0)
RECEIPTS = Goal("P11", "receipts a second, to WeasyPrint alone", round(1 / 1.5, 2))
CODES = Goal("P11", "120 QR codes, to the library alone", round(1 / 1.3, 2))
CODES_AGAIN = Goal("P11", "120 QR codes drawn before, to 5 ms", 1.0)
PEER_STATUS = Goal("P12", "tracking page, to the best peer's by their ratios to H", 3.0)
PEER_CREATE = Goal("P12", "intake by HTTP, to the best peer's", 3.0)
PEER_LIST = Goal("P12", "queue page, to the best peer's list", 20.0)
NAME_OF_UNIT = Goal("P13", "5 ms to a name among the open dossiers of a unit", 1.0)
NAME_OF_YEAR = Goal("P13", "300 ms to a name in the archive of a year", 1.0)
SQLITE_PAGES = Goal("P14", "a page on SQLite, to the same on PostgreSQL", 0.9)
SQLITE_WAIT = Goal("P14", "5 s to the longest of 50 submissions at once", 1.0)
GENERATOR = Goal("P15", "rows made and copied, to the bare COPY of them", 0.8)
FORECAST = Goal("5.1", "Brier score of the usual share, to that of the forecast", 1.0)
FEW_QUERIES = Goal("P16", "8 queries to those of a page", 1.0)


@dataclass(frozen=True)
class Sample:
    """One point of one round."""

    per_second: float
    p50: float = 0.0  # milliseconds
    p95: float = 0.0
    p99: float = 0.0
    errors: int = 0
    web_us: float = 0.0  # CPU microseconds a request
    database_us: float = 0.0


@dataclass(frozen=True)
class Measured:
    """An operation over all rounds but the first, next to its yardstick of the same rounds."""

    name: str
    samples: list[Sample]
    yardstick: "Measured | None" = None
    goal: Goal | None = None

    def typical(self, what: str) -> float:
        return median(getattr(sample, what) for sample in self.samples)

    @property
    def errors(self) -> int:
        return sum(sample.errors for sample in self.samples)

    @property
    def ratio(self) -> float | None:
        """Median of the rounds' own ratios, so that a slow minute weighs on both sides."""
        if self.yardstick is None:
            return None
        pairs = zip(self.samples, self.yardstick.samples, strict=True)
        return median(mine.per_second / theirs.per_second for mine, theirs in pairs)

    @property
    def ratio_by_cpu(self) -> float | None:
        """The same by CPU time, which neighbours on the machine disturb less."""
        if self.yardstick is None or not self.typical("web_us"):
            return None
        pairs = zip(self.samples, self.yardstick.samples, strict=True)
        return median(_cpu(theirs) / _cpu(mine) for mine, theirs in pairs)

    @property
    def verdict(self) -> str:
        if self.errors:
            return "ERRORS"
        return self.goal.verdict(self.ratio) if self.goal and self.ratio is not None else ""


def within(seconds: float, name: str, samples: list[Sample], goal: Goal) -> Measured:
    """Next to a yardstick that takes exactly the time allowed."""
    allowed = Measured("the time allowed", [Sample(1 / seconds) for _ in samples])
    return Measured(name, samples, allowed, goal)


def ratio_of(name: str, mine: float, theirs: float, goal: Goal, *, errors: int = 0) -> Measured:
    """Of two figures that were measured elsewhere; the larger `mine`, the better."""
    yardstick = Measured("its yardstick", [Sample(theirs)])
    return Measured(name, [Sample(mine, errors=errors)], yardstick, goal)


def failed(results: Iterable[Measured]) -> bool:
    return any(result.verdict in {"MISSED", "ERRORS"} for result in results)


def _cpu(sample: Sample) -> float:
    return sample.web_us + sample.database_us
