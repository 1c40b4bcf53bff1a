"""The rows of a course: of the dossier, its events, its clock and what it was asked to supply."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from dossiers.models import ClockEntry, Dossier, DossierEvent, SupplementRequest
from dossiers.workflow import Action, Status
from portal.bench.courses import ENDS, Course, Step
from portal.bench.texts import NULL, Pattern, Table, day, own

Kind = ClockEntry.Kind
# Of one dossier, in the order of its values: those of its commune and procedure, then its own.
OF_PLACE = (
    "root", "agency", "one_stop", "in_charge", "sign_unit", "seal_unit", "address",
    "receptionist", "head", "specialist", "leader", "clerk",
    "procedure", "version", "field", "online_level", "assign", "examine", "sign", "seal",
)  # fmt: skip
OF_DOSSIER = ("pk", "code", "key", "name", "fold", "person", "m0", "m1", "m2")
NAMES = OF_PLACE + OF_DOSSIER
DOSSIERS = Table(Dossier, with_key=True)
EVENTS, ENTRIES, SUPPLEMENTS = Table(DossierEvent), Table(ClockEntry), Table(SupplementRequest)
TABLES = (DOSSIERS, EVENTS, ENTRIES, SUPPLEMENTS)

ACTORS = {
    Action.ASSIGN: "head", Action.ASK_SUPPLEMENT: "specialist",
    Action.SUBMIT_FOR_SIGN: "specialist", Action.PROPOSE_REJECTION: "specialist",
    Action.SIGN: "leader", Action.STOP_FOR_GOOD: "leader", Action.FINISH: "clerk",
}  # fmt: skip
DECISIONS = {Action.SUBMIT_FOR_SIGN, Action.PROPOSE_REJECTION, Action.FINISH_AT_COUNTER}
# status: (office, stage, holder); where nothing is said it stays where it was
WHERE = {
    Status.SUBMITTED: ("one_stop", "", ""),
    Status.RECEIVED: ("one_stop", "", ""),
    Status.TRANSFERRED: ("in_charge", "assign", ""),
    Status.ASSIGNED: ("in_charge", "examine", "specialist"),
    Status.SUPPLEMENT: ("in_charge", "examine", "specialist"),
    Status.SUBMITTED_FOR_SIGN: ("sign_unit", "sign", ""),
    Status.SIGNED: ("seal_unit", "seal", ""),
    Status.RESULT_READY: ("one_stop", "", ""),
    Status.RETURNED_RESULT: ("one_stop", "", ""),
}
CLOCK = {
    Action.RECEIVE: Kind.START, Action.ASK_SUPPLEMENT: Kind.PAUSE, Action.SUPPLY: Kind.RESUME,
} | dict.fromkeys(ENDS, Kind.STOP)  # fmt: skip


@dataclass(frozen=True)
class Lines:
    """A course up to one of its steps, as rows with places.

    Places of the day: the dates of the course's days by their number, and `due`, `due_first`,
    `cause`, `cause_at`, `timeliness`, `calendar`, `number_day`.
    """

    course: Course
    count: int  # of the steps

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.course.steps[: self.count]

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """In the order of TABLES."""
        texts = (
            self._dossier(), "".join(self._events()), "".join(self._entries()), self._supplement(),
        )  # fmt: skip
        return tuple(Pattern(text, NAMES) for text in texts)

    @property
    def end(self) -> Step | None:
        return next((step for step in self.steps if step.action in ENDS), None)

    @property
    def received(self) -> Step | None:
        return self._step(Action.RECEIVE)

    @property
    def paused(self) -> Step | None:
        """Since when, if it still waits for papers."""
        return self.steps[-1] if self.steps[-1].status is Status.SUPPLEMENT else None

    @property
    def _is_decided(self) -> bool:
        return any(step.action in DECISIONS for step in self.steps)

    def _step(self, action: Action) -> Step | None:
        return next((step for step in self.steps if step.action is action), None)

    def _dossier(self) -> str:
        values = self._keys() | self._applicant() | self._place() | self._dates()
        return DOSSIERS.line(**values, **self._ended())

    def _keys(self) -> dict[str, object]:
        key, course = own("key"), self.course
        return {
            "id": own("pk"),
            "root_unit_id": own("root"),
            "code": own("code") if self.received else NULL,
            "submission_code": f"N-{own('pk')}",
            "tracking_key": key,
            "submit_key": f"bench-{key}",
            "procedure_id": own("procedure"),
            "procedure_version_id": own("version"),
            "field_id": own("field"),
            "sets": 1,
            "channel": 2 if course.online else 1,
            "online_level": own("online_level"),
            "term": course.term,
            "last_seq": len(self.steps),
            "delivery": Dossier.Delivery.COUNTER.value,
        }

    def _applicant(self) -> dict[str, object]:
        return {
            "applicant_name": own("name"),
            "name_fold": own("fold"),
            "personal_id": f"0641{own('person')}",
            "phone": f"+849{own('person')}",
            "address": own("address"),
        }

    def _place(self) -> dict[str, object]:
        office, stage, holder = _where(self.steps)
        return {
            "receiving_unit_id": own("one_stop"),
            "unit_id": office,
            "in_charge_id": own("in_charge"),
            "status": self.steps[-1].status.value,
            "stage_id": stage,
            "assignee_id": None if self.end else holder,
            "outcome": self.course.outcome if self._is_decided else None,
            "examiner_id": own("specialist") if self._step(Action.ASSIGN) else None,
            "stage_due_at": day("due") if stage and not self.end else None,
        }

    def _dates(self) -> dict[str, object]:
        always: dict[str, object] = {
            "submitted_at": _at(self.steps[0]),
            "updated_at": _at(self.steps[-1]),
            "act_by": _act_by(self),
            "paused_at": _at(self.paused),
            "late_cause": day("cause"),
            "late_cause_at": day("cause_at"),
        }
        if self.received is None:
            return always | {"accept_by": f"{day(1)} 08:00:00"}
        return always | {
            "received_at": _at(self.received),
            "received_on": day(0),
            "received_by_id": own("receptionist"),
            "digitised": self.course.digitised or None,
            "fee_amount": self.course.fee,
            "fee_paid_at": _at(self.received) if self.course.fee else None,
            "due_at": day("due"),
            "statutory_at": day("due"),
            "due_original": day("due_first"),
        }

    def _ended(self) -> dict[str, object]:
        end, fetched = self.end, self._step(Action.HAND_OVER)
        if end is None:
            return {}
        closed: dict[str, object] = {"closed_at": _at(end), "closed_on": day(end.day)}
        if self.received:
            closed |= {"timeliness": day("timeliness"), "days_taken": end.day}
        if not self.course.outcome:
            return closed
        return {
            **closed,
            "handed_over_at": _at(fetched),
            "handed_over_to": own("name") if fetched else None,
            "result_on": day(end.day),
            "e_result": int(self.course.e_result),
        }

    def _events(self) -> Iterator[str]:
        before, due = "", None
        for seq, step in enumerate(self.steps, start=1):
            if step.action is Action.RECEIVE:
                due = day("due_first")
            elif step.action is Action.SUPPLY:
                due = day("due")
            office, stage, holder = _where(self.steps[:seq])
            yield EVENTS.line(
                root_unit_id=own("root"),
                dossier_id=own("pk"),
                seq=seq,
                at=_at(step),
                received_on=day(0) if self.received else None,
                action=step.action.value,
                actor_id=self._actor(step),
                from_status=before,
                to_status=step.status.value,
                unit_id=office,
                assignee_id=holder,
                stage_id=stage,
                due_at=due,
                late_cause=day("cause") if step is self.end else None,
            )
            before = step.status.value

    def _actor(self, step: Step) -> str | None:
        """A citizen at home has no account here."""
        if step.action is Action.SUBMIT and self.course.online:
            return None
        return own(ACTORS.get(step.action, "receptionist"))

    def _entries(self) -> Iterator[str]:
        since, due, seq = None, day("due_first"), 0
        for event_seq, step in enumerate(self.steps, start=1):
            kind = CLOCK.get(step.action)
            if kind is None or not self.received:
                continue
            since = step if kind is Kind.PAUSE else since
            due = day("due") if kind is Kind.RESUME else due
            seq += 1
            yield ENTRIES.line(
                root_unit_id=own("root"),
                dossier_id=own("pk"),
                seq=seq,
                event_seq=event_seq,
                kind=kind.value,
                at=_at(step),
                counts_from=_at(since if kind is Kind.RESUME else step),
                term=self.course.term if kind is Kind.START else None,
                calendar_version_id=day("calendar"),
                due_at=due,
                statutory_at=due,
                reason=step.action.value,
                by_id=self._actor(step),
            )

    def _supplement(self) -> str:
        asked, answered = self._step(Action.ASK_SUPPLEMENT), self._step(Action.SUPPLY)
        if asked is None:
            return ""
        return SUPPLEMENTS.line(
            dossier_id=own("pk"),
            asked_at=_at(asked),
            asked_by_id=own("specialist"),
            due_on=day(asked.day + 15),
            note="Đề nghị nộp thêm giấy tờ còn thiếu",
            answered_at=_at(answered),
        )


@cache
def lines_of(course: Course, count: int) -> Lines:
    return Lines(course, count)


def _where(steps: tuple[Step, ...]) -> tuple[str, str | None, str | None]:
    """Office, stage and holder after the last of these steps."""
    known = next(step.status for step in reversed(steps) if step.status in WHERE)
    office, stage, holder = WHERE[known]
    return own(office), own(stage) if stage else None, own(holder) if holder else None


def _at(step: Step | None) -> str | None:
    return f"{day(step.day)} {step.hour}:{own(f'm{step.slot}')}" if step else None


def _act_by(lines: Lines) -> str | None:
    if lines.received is None:
        return f"{day(1)} 08:00:00"
    return None if lines.paused else day("due")
