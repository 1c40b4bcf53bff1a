"""Dossiers of the last two months, lived through the product's own services at past moments.

The same seed number gives the same people and the same stories, whatever the day.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import RoleAssignment, Unit, User
from accounts.permissions import Role
from dossiers.deadlines import calendar_of
from dossiers.models import Dossier
from dossiers.services import (
    HandedIn,
    Missing,
    Opening,
    answer_supplement,
    apply,
    ask_supplement,
    finish,
    hand_over,
    open_online,
    receive,
    receive_at_counter,
)
from dossiers.services.opening import one_stop_of
from dossiers.workflow import Action, Status
from notifications.models import Message
from portal.seed.apologies import apologise, moment_of_letter, seed_waiting_letters
from portal.seed.applicants import applicant
from portal.seed.arrivals import SLOW, Arrival, arrivals
from portal.seed.messages import tell_of_deliveries
from procedures.models import Channel, Procedure
from worktime.arithmetic import WorkCalendar

WHY_LATE = ("other_office", "signer", "staff", "complex")


@dataclass
class Story:
    """One dossier on its way: the moment moves forward with every act, never past `now`."""

    dossier: Dossier
    arrival: Arrival
    at: datetime
    now: datetime
    calendar: WorkCalendar
    dice: random.Random

    @property
    def is_where_it_stays(self) -> bool:
        return self.dossier.state is self.arrival.stays_at

    def wait(self, share: float) -> bool:
        """Lets a share of the whole term pass (in working time); False when that is the future."""
        minutes = max(
            15, int(self._whole() * share * self.arrival.pace * self.dice.uniform(0.6, 1.2))
        )
        later = self.calendar.add_working_minutes(self.at, minutes)
        if later > self.now:
            return False
        self.at = later
        return True

    def cause(self) -> str:
        """What whoever moves a late dossier on has to give."""
        return self.dice.choice(WHY_LATE) if self.dossier.is_overdue(self.at) else ""

    def _whole(self) -> int:
        start, due = self.dossier.received_at, self.dossier.due_original
        if start is None or due is None:
            return 3 * 480
        return self.calendar.working_minutes_between(start, due)


class People:
    """Who does what in an office, found once."""

    def __init__(self, root: Unit, dice: random.Random) -> None:
        rows = RoleAssignment.objects.select_related("user__unit__root").order_by("pk")
        self.by_role: dict[tuple[str, int], list[User]] = {}
        for row in rows:
            self.by_role.setdefault((row.role, row.user.unit_id or 0), []).append(row.user)
        self.root, self.dice = root, dice

    def one(self, role: Role, unit: Unit) -> User | None:
        found = self.by_role.get((role, unit.pk))
        return self.dice.choice(found) if found else None


@transaction.atomic
def seed_histories(root: Unit, *, count: int, now: datetime, seed: int = 2026) -> int:
    """Makes about `count` dossiers unless the commune has some; returns how many were made.

    Arrivals that would fall after `now` (at a weekend) are left out.
    """
    if Dossier.objects.filter(root_unit=root).exists():
        return 0
    dice = random.Random(seed)  # noqa: S311 - lifelike, not secret
    people, calendar = People(root, dice), calendar_of(one_stop_of(root))
    for arrival in arrivals(dice, calendar, now, count):
        _live(arrival, now, people, calendar, dice)
    if leader := people.one(Role.LEADER, root):
        seed_waiting_letters(leader, at=now)
    _mark_as_told(root)
    caller = people.one(Role.RECEPTIONIST, one_stop_of(root))
    tell_of_deliveries(root, caller, at=now, dice=dice)
    return Dossier.objects.filter(root_unit=root).count()


def _live(
    arrival: Arrival, now: datetime, people: People, calendar: WorkCalendar, dice: random.Random
) -> None:
    officer = people.one(Role.RECEPTIONIST, one_stop_of(people.root))
    if officer is None:
        raise ValueError("the one-stop centre has no receptionist: seed people first")
    dossier = _open(arrival, people.root, officer, dice, now)
    story = Story(dossier, arrival, arrival.at, now, calendar, dice)
    for step in _steps(story, people, officer):
        if story.is_where_it_stays or not step():
            break
    if arrival.cause and story.dossier.due_at:
        _apologise(story, people, calendar.normalize(story.dossier.due_at - timedelta(hours=2)))


def _open(
    arrival: Arrival, root: Unit, officer: User, dice: random.Random, now: datetime
) -> Dossier:
    """By the citizen at home, or at the counter. What is to be late is taken in at once."""
    person, procedure = applicant(dice, now.date()), arrival.procedure
    online = _is_online(arrival, dice)
    opening = _opening(root, procedure, online=online, key=f"seed-{dice.getrandbits(64):x}")
    if online:
        return open_online(opening, person, at=arrival.at)
    papers = [
        HandedIn(paper, paper.name, paper.originals, paper.certified, paper.copies)
        for paper in opening.version.papers.filter(required=True, shown_only=False)
    ] or [HandedIn(None, "Tờ khai", originals=1)]
    return receive_at_counter(opening, person, papers, by=officer, at=arrival.at)


def _is_online(arrival: Arrival, dice: random.Random) -> bool:
    if arrival.stays_at is not None:
        return arrival.stays_at is Status.SUBMITTED
    return arrival.procedure.accepts_online and dice.random() < 0.55


def _steps(story: Story, people: People, officer: User) -> list[Callable[[], bool]]:
    return [
        lambda: _receive(story, officer),
        lambda: _transfer(story, officer),
        lambda: _assign(story, people),
        lambda: _perhaps_ask_others(story),
        lambda: _perhaps_supplement(story, officer),
        lambda: _perhaps_apologise(story, people),
        lambda: _to_leader(story),
        lambda: _sign(story, people),
        lambda: _seal(story, people),
        lambda: _hand_over(story, officer),
    ]


def _receive(story: Story, officer: User) -> bool:
    dossier = story.dossier
    if dossier.state is not Status.SUBMITTED:
        return True
    if not story.wait(0.1):
        return False
    if story.dice.random() < 0.04:
        story.dossier = apply(
            dossier, Action.REFUSE, by=officer, at=story.at, reason="authority",
            note="Hồ sơ thuộc thẩm quyền của xã nơi ông/bà đăng ký thường trú",
        )  # fmt: skip
        return False
    story.dossier = receive(dossier, by=officer, at=story.at)
    return True


def _transfer(story: Story, officer: User) -> bool:
    if not story.wait(0.05):
        return False
    story.dossier = apply(
        story.dossier, Action.TRANSFER, by=officer, at=story.at, late_cause=story.cause()
    )
    return True


def _assign(story: Story, people: People) -> bool:
    dossier = story.dossier
    head = people.one(Role.HEAD, dossier.unit)
    specialist = people.one(Role.SPECIALIST, dossier.unit)
    if specialist is None or not story.wait(0.08):
        return False
    action = Action.ASSIGN if head else Action.TAKE
    story.dossier = apply(dossier, action, by=head or specialist, at=story.at, assignee=specialist)
    return True


def _perhaps_ask_others(story: Story) -> bool:
    """Only for those that still lie there: another agency was asked, or somebody went to look."""
    ways = {Status.CONSULTING: Action.CONSULT, Status.VERIFYING: Action.START_VERIFYING}
    action = ways.get(story.arrival.stays_at or story.dossier.state)
    if action is None or not story.wait(0.1):
        return True
    note = "Đề nghị cho ý kiến về hồ sơ gửi kèm"
    story.dossier = apply(story.dossier, action, by=story.dossier.assignee, at=story.at, note=note)
    return True


def _perhaps_supplement(story: Story, officer: User) -> bool:
    dossier, specialist = story.dossier, story.dossier.assignee
    if story.arrival.stays_at or specialist is None or story.dice.random() > 0.18:
        return True
    if not story.wait(0.1):
        return False
    paper = dossier.papers.first()
    story.dossier = ask_supplement(
        dossier,
        [Missing(paper.name if paper else "Tờ khai", "Ảnh mờ, không đọc được dấu", paper)],
        by=specialist,
        at=story.at,
        due_on=story.at.date() + timedelta(days=10),
        note="Xin gửi lại bản rõ hơn. Đây là toàn bộ yêu cầu, không yêu cầu thêm lần nữa.",
        late_cause=story.cause(),
    )
    _mark_as_told(story.dossier.root_unit)
    story.at += timedelta(days=story.dice.randint(2, 9))
    story.at = story.calendar.normalize(story.at)
    if story.at > story.now:
        return False
    story.dossier = answer_supplement(story.dossier, by=officer, at=story.at)
    return True


def _perhaps_apologise(story: Story, people: People) -> bool:
    """What goes slowly will miss its date: most get a letter on that day, some days later."""
    due = story.dossier.due_at
    if due is None or story.arrival.pace < SLOW or story.dice.random() < 0.2:
        return True
    _apologise(story, people, moment_of_letter(due, story.calendar, story.dice))
    return True


def _apologise(story: Story, people: People, when: datetime) -> None:
    leader = people.one(Role.LEADER, people.root)
    if leader and story.at < when < story.now:
        story.at, cause = when, story.arrival.cause or story.dice.choice(WHY_LATE)
        story.dossier = apologise(story.dossier, cause, by=leader, at=when)


def _to_leader(story: Story) -> bool:
    if story.dossier.assignee is None or not story.wait(0.45):
        return False
    story.dossier = apply(
        story.dossier, Action.SUBMIT_FOR_SIGN, by=story.dossier.assignee, at=story.at,
        late_cause=story.cause(),
    )  # fmt: skip
    return True


def _sign(story: Story, people: People) -> bool:
    leader = people.one(Role.LEADER, story.dossier.unit)
    if leader is None or not story.wait(0.1):
        return False
    story.dossier = apply(
        story.dossier, Action.SIGN, by=leader, at=story.at, late_cause=story.cause()
    )
    return True


def _seal(story: Story, people: People) -> bool:
    clerk = people.one(Role.CLERK, story.dossier.unit)
    if clerk is None or not story.wait(0.05):
        return False
    number = f"{story.dice.randint(1, 900)}/{story.at.year}"
    story.dossier = finish(
        story.dossier, Action.FINISH, by=clerk, at=story.at, result_number=number,
        result_on=story.at.date(), late_cause=story.cause(),
    )  # fmt: skip
    return True


def _hand_over(story: Story, officer: User) -> bool:
    if not story.wait(0.3):
        return False
    dossier = story.dossier
    story.dossier = hand_over(dossier, by=officer, at=story.at, receiver=dossier.applicant_name)
    return True


def _opening(root: Unit, procedure: Procedure, *, online: bool, key: str) -> Opening:
    version = procedure.current_version
    if version is None:
        raise ValueError(f"{procedure.code} has no version")
    return Opening(
        root_unit=root,
        receiving_unit=one_stop_of(root),
        procedure=procedure,
        version=version,
        method=Channel.Method.ONLINE if online else Channel.Method.DIRECT,
        submit_key=key,
    )


def _mark_as_told(root: Unit) -> None:
    """Messages of the invented past left when they were written; nothing is to be sent now."""
    waiting = Message.objects.filter(root_unit_id=root.pk, state=Message.State.WAITING)
    waiting.update(
        state=Message.State.DELIVERED, sent_at=F("created_at"), delivered_at=F("created_at")
    )
