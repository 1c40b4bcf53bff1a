"""Invented dossiers as plain rows: a power law of communes, late ones, loops, some never closed.

The same seed gives the same rows. Times are text in UTC, as both databases read them.
"""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import product
from typing import NamedTuple

from django.db.models import Model
from django.utils import timezone

from dossiers.models import ClockEntry, Dossier, DossierEvent
from dossiers.numbering import official_code
from dossiers.workflow import Action, Status
from portal.bench.clocks import TERM, Ledger, ledger_of
from portal.lib.text import fold
from worktime.arithmetic import WorkCalendar

Value = str | int | None
Row = list[Value]

PER_DAY = 5_500  # a province of 300 communes
USUAL = timedelta(days=7)  # what the term comes to without holidays
LATE, NEVER_CLOSED, LOOPS, ONLINE = 0.04, 0.003, 0.06, 0.4
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Lý"]
MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Đức", "Thu", "Thanh", "Quốc", "Kim", "Xuân", "Anh"]
GIVEN = [
    "Hoa",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hải",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phú",
]
NAMES = [
    f"{family} {middle} {second} {given}"
    for family, middle, second, given in product(FAMILY, MIDDLE, GIVEN, GIVEN)
]
NAME_PAIRS = [(name, fold(name)) for name in NAMES]

# How far each share of the open ones has come; the office holds it between transfer and result.
LIFE = (
    (Action.SUBMIT, Status.SUBMITTED),
    (Action.RECEIVE, Status.RECEIVED),
    (Action.TRANSFER, Status.TRANSFERRED),
    (Action.ASSIGN, Status.ASSIGNED),
    (Action.SUBMIT_FOR_SIGN, Status.SUBMITTED_FOR_SIGN),
    (Action.SIGN, Status.SIGNED),
    (Action.FINISH, Status.RESULT_READY),
    (Action.HAND_OVER, Status.RETURNED_RESULT),
)
LOOP = ((Action.ASK_SUPPLEMENT, Status.SUPPLEMENT), (Action.SUPPLY, Status.ASSIGNED))
WITH_OFFICE = {
    Status.TRANSFERRED,
    Status.ASSIGNED,
    Status.SUBMITTED_FOR_SIGN,
    Status.SIGNED,
    Status.SUPPLEMENT,
}


@dataclass(frozen=True)
class Commune:
    root: int
    code: str
    one_stop: int
    office: int
    specialist: int


@dataclass(frozen=True)
class Kind:
    """A published procedure."""

    procedure: int
    version: int
    field: int


class Columns:
    """The columns of a model in one order, with a blank row to fill in."""

    def __init__(self, model: type[Model], *, with_key: bool) -> None:
        fields = [f for f in model._meta.concrete_fields if with_key or not f.primary_key]
        self.table = model._meta.db_table
        self.names = [str(field.column) for field in fields]
        self.blank: Row = [self._blank(field) for field in fields]

    @staticmethod
    def _blank(field: object) -> Value:
        if getattr(field, "null", False):
            return None
        kind = field.get_internal_type()  # type: ignore[attr-defined]
        if "Char" in kind or "Text" in kind or kind == "EmailField":
            return ""
        return "{}" if kind == "JSONField" else 0

    def fill(self, **values: Value) -> Row:
        row = self.blank.copy()
        for name, value in values.items():
            row[self._places[name]] = value
        return row

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}


DOSSIERS = Columns(Dossier, with_key=True)
EVENTS = Columns(DossierEvent, with_key=False)
ENTRIES = Columns(ClockEntry, with_key=False)


@dataclass
class Story:
    """One dossier between its first and its last moment."""

    pk: int
    number: int
    commune: Commune
    kind: Kind
    start: datetime
    end: datetime | None  # None: still open
    steps: list[tuple[Action, Status]]

    @property
    def status(self) -> Status:
        return self.steps[-1][1]

    @property
    def unit(self) -> int:
        return self.commune.office if self.status in WITH_OFFICE else self.commune.one_stop

    def moments(self, now: datetime) -> list[datetime]:
        """Of the steps: received at the first, finished at the last, evenly between, or to now."""
        span, count = (self.end or now) - self.start, len(self.steps)
        moments = [self.start + span * (seq / count) for seq in range(1, count + 1)]
        moments[:2] = [self.start] * 2
        if self.end:
            finished = [action for action, _ in self.steps].index(Action.FINISH)
            moments[finished:] = [self.end] * (count - finished)
        return [at.replace(microsecond=0) for at in moments]


class Batch(NamedTuple):
    """Rows of some thousand dossiers."""

    dossiers: list[Row]
    events: list[Row]
    entries: list[Row]


class Population:
    """`total` dossiers of the last `total / per_day` days, received until `now`."""

    def __init__(
        self,
        total: int,
        communes: list[Commune],
        kinds: list[Kind],
        *,
        calendar: WorkCalendar,
        now: datetime,
        per_day: int,
        first_pk: int,
        numbers: dict[tuple[str, date], int],
    ) -> None:
        """`numbers` holds the last number of an agency and day, and goes on counting."""
        self.total, self.now, self.first_pk, self.numbers = total, now, first_pk, numbers
        self._calendar = calendar
        self._gap = timedelta(days=1) / per_day
        self._communes, self._kinds = communes, kinds
        self._random = random.Random(total)  # noqa: S311 - invented people, not secrets
        self._salt = secrets.token_hex(4)
        # One commune has a fifth of everything, the rest fall off.
        self._weights = [len(communes) / 4.0] + [20 / (n + 20) for n in range(1, len(communes))]

    def batches(self, size: int = 10_000) -> Iterator[Batch]:
        """Rows of dossiers, of their events and clocks, some thousands at a time."""
        for start in range(0, self.total, size):
            batch = Batch([], [], [])
            count = min(size, self.total - start)
            chosen = self._random.choices(self._communes, self._weights, k=count)
            for offset, commune in enumerate(chosen):
                self._add(self._story(start + offset, commune), batch)
            yield batch

    def _add(self, story: Story, batch: Batch) -> None:
        moments = story.moments(self.now)
        acts = [action for action, _ in story.steps]
        events = list(zip(acts, moments, strict=True))
        ledger = ledger_of(self._calendar, story.start, story.end, events)
        batch.dossiers.append(self._dossier(story, ledger))
        batch.events.extend(self._events(story, moments, ledger))
        batch.entries.extend(self._entries(story, ledger))

    def _story(self, index: int, commune: Commune) -> Story:
        dice = self._random
        start = (self.now - (self.total - index) * self._gap).replace(microsecond=0)
        late = dice.random() < LATE
        days = USUAL.days * (dice.uniform(1.1, 3) if late else dice.betavariate(2, 2))
        end = (start + timedelta(days=days)).replace(microsecond=0)
        steps = list(LIFE)
        if dice.random() < LOOPS:
            steps[4:4] = LOOP
        if end > self.now or dice.random() < NEVER_CLOSED:
            passed = min((self.now - start) / (end - start), 1)
            steps = steps[: max(2, int(passed * (len(steps) - 2)) + 1)]
            return self._at(index, commune, start, None, steps)
        return self._at(index, commune, start, end, steps[: -1 if dice.random() < 0.1 else None])

    def _at(
        self,
        index: int,
        commune: Commune,
        start: datetime,
        end: datetime | None,
        steps: list[tuple[Action, Status]],
    ) -> Story:
        key = (commune.code, timezone.localdate(start))
        number = self.numbers[key] = self.numbers.get(key, 0) + 1
        kind = self._kinds[index * 7 % len(self._kinds)]
        return Story(self.first_pk + index, number, commune, kind, start, end, steps)

    def _dossier(self, story: Story, ledger: Ledger) -> Row:
        name, folded = NAME_PAIRS[story.pk * 7919 % len(NAME_PAIRS)]
        clock = ledger.replayed
        due = moment(clock.dates.due_at)
        start, day = moment(story.start), timezone.localdate(story.start)
        key = f"{self._salt}{story.pk:012d}"
        return DOSSIERS.fill(
            id=story.pk,
            root_unit_id=story.commune.root,
            code=official_code(story.commune.code, day, story.number),
            submission_code=f"N-{story.pk}",
            tracking_key=key,
            submit_key=f"bench-{key}",
            procedure_id=story.kind.procedure,
            procedure_version_id=story.kind.version,
            field_id=story.kind.field,
            sets=1,
            receiving_unit_id=story.commune.one_stop,
            unit_id=story.unit,
            status=story.status.value,
            assignee_id=story.commune.specialist if story.unit == story.commune.office else None,
            channel=2 if story.pk % 10 < 10 * ONLINE else 1,
            applicant_name=name,
            name_fold=folded,
            personal_id=f"{story.pk % 10**12:012d}",
            phone=f"+849{story.pk % 10**8:08d}",
            submitted_at=start,
            received_at=start,
            received_on=day.isoformat(),
            term=TERM,
            due_at=due,
            statutory_at=moment(clock.dates.statutory_at),
            due_original=moment(clock.original),
            act_by=None if clock.paused_at else due,
            paused_at=moment(clock.paused_at),
            closed_at=moment(story.end),
            last_seq=len(story.steps),
            updated_at=moment(story.end or self.now),
            delivery=Dossier.Delivery.COUNTER.value,
        )

    def _events(self, story: Story, moments: list[datetime], ledger: Ledger) -> Iterator[Row]:
        before, day = "", timezone.localdate(story.start).isoformat()
        due, dues = None, {line.event_seq: moment(due) for line, due in ledger.lines}
        for seq, ((action, status), at) in enumerate(zip(story.steps, moments, strict=True), 1):
            due = dues.get(seq, due)
            yield EVENTS.fill(
                root_unit_id=story.commune.root,
                dossier_id=story.pk,
                seq=seq,
                at=moment(at),
                received_on=day,
                action=action.value,
                actor_id=story.commune.specialist,
                from_status=before,
                to_status=status.value,
                unit_id=story.unit,
                due_at=due,
            )
            before = status.value

    def _entries(self, story: Story, ledger: Ledger) -> Iterator[Row]:
        for seq, (line, due) in enumerate(ledger.lines, start=1):
            yield ENTRIES.fill(
                root_unit_id=story.commune.root,
                dossier_id=story.pk,
                seq=seq,
                event_seq=line.event_seq,
                kind=str(line.kind),
                at=moment(line.at),
                counts_from=moment(line.counts_from),
                term=line.term,
                calendar_version_id=line.calendar_version_id,
                due_at=moment(due),
                statutory_at=moment(due),
                reason=line.reason,
                by_id=story.commune.specialist,
            )


def moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(" ", "seconds")[:19] if at else None
