"""P14: fifty people send at once, to the default SQLite too: nothing fails, nobody waits long."""

from portal.bench.clients import Work, answers_of, one_intake
from portal.bench.goals import SQLITE_WAIT, Measured, Sample, within
from portal.bench.yardsticks import Intake

AT_ONCE, MAY_TAKE = 50, 5.0  # people, seconds of the longest wait
COMMUNES = 3  # whose counters they stand at


def at_once() -> Sample:
    """One submission each, all at the same moment, after one to warm up."""
    Intake.of_bench().submit()  # fills the caches that the clients inherit
    answers = answers_of(_anywhere, clients=AT_ONCE, seconds=0.001)
    longest = max((took for times, _ in answers for took in times), default=MAY_TAKE)
    return Sample(1 / longest, longest * 1e3, errors=sum(failed for _, failed in answers))


def _anywhere(number: int) -> Work:
    return one_intake(number % COMMUNES)


def measured(sample: Sample) -> Measured:
    name = f"longest of {AT_ONCE} submissions at once, SQLite"
    return within(MAY_TAKE, name, [sample], SQLITE_WAIT)
