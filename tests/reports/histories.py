"""Dossiers that live beside each other, act by act in the order of time, and counts in between."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from dossiers.models import Dossier
from dossiers.services import (
    Missing,
    answer_supplement,
    apply,
    ask_supplement,
    extend,
    finish,
    receive,
)
from dossiers.workflow import Action
from portal.lib.errors import Refused
from procedures.models import Field, Procedure
from tests.dossiers.staff import Town
from tests.factories import at, make_procedure, make_received, make_submitted, send_messages
from worktime.terms import Term

BEGIN = at("2026-10-12 08:00")  # a Monday
DAYS = 40  # over four half months
NOTE = "Theo đề nghị của người nộp"
Act = Callable[[Town, Dossier, datetime], Dossier]


@dataclass(frozen=True)
class Plan:
    """What becomes of one dossier: hours after `BEGIN`, and hours between its acts."""

    begins: int
    online: bool
    second: bool  # of the second procedure, in another field
    acts: tuple[tuple[int, str], ...]


def _on(action: Action, who: str, **facts: str) -> Act:
    def act(town: Town, dossier: Dossier, when: datetime) -> Dossier:
        by = getattr(town.people, who)
        return apply(dossier, action, by=by, at=when, note=NOTE, late_cause="staff", **facts)  # type: ignore[arg-type]

    return act


def _receive(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    return receive(dossier, by=town.people.receptionist, at=when)


def _take(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    dossier = _on(Action.TRANSFER, "receptionist")(town, dossier, when)
    return _on(Action.TAKE, "specialist")(town, dossier, when)


def _ask(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    dossier = ask_supplement(
        dossier, [Missing("Giấy chứng sinh", "Ảnh mờ")], by=town.people.specialist, at=when,
        due_on=(when + timedelta(days=30)).date(), note="Xin chụp lại", late_cause="staff",
        override_reason="Lãnh đạo đồng ý",
    )  # fmt: skip
    send_messages()
    return dossier


def _answer(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    return answer_supplement(dossier, by=town.people.receptionist, at=when)


def _extend(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    return extend(
        dossier, by=town.people.leader, at=when, added=Term.parse("2 WORKING_DAY"),
        reason="verify_more", note=NOTE, decision="12/QĐ", basis="Điều 7",
        superior_reason="Huyện đồng ý",
    )  # fmt: skip


def _finish(town: Town, dossier: Dossier, when: datetime) -> Dossier:
    for action, who in ((Action.SUBMIT_FOR_SIGN, "specialist"), (Action.SIGN, "leader")):
        dossier = _on(action, who)(town, dossier, when)
    return finish(
        dossier, Action.FINISH, by=town.people.clerk, at=when, result_number="12",
        late_cause="staff",
    )  # fmt: skip


ACTS: dict[str, Act] = {
    "receive": _receive,
    "take": _take,
    "ask": _ask,
    "answer": _answer,
    "extend": _extend,
    "finish": _finish,
    "refuse": _on(Action.REFUSE, "receptionist", reason="condition"),
    "withdraw": _on(Action.WITHDRAW, "receptionist"),
    "stop": _on(Action.STOP, "leader", reason="court"),
    "resume": _on(Action.RESUME, "leader"),
    "stop for good": _on(Action.STOP_FOR_GOOD, "leader", reason="court"),
}
# What usually follows comes often; what cannot follow is refused and changes nothing.
_NAMES = [*ACTS, "receive", "take", "take", "ask", "answer", "answer", "finish", "finish"]
plans = st.builds(
    Plan,
    begins=st.integers(0, 20 * 24),
    online=st.booleans(),
    second=st.booleans(),
    acts=st.lists(
        st.tuples(st.integers(0, 6 * 24), st.sampled_from(_NAMES)), min_size=2, max_size=6
    ).map(tuple),
)


def live(town: Town, planned: Sequence[Plan], looks: Iterable[datetime] = ()) -> Iterator[datetime]:
    """Lets everything happen in the order of time; stops at each of `looks`, in between."""
    procedures = [town.procedure, _second_procedure()]
    Procedure.objects.update(extension_cap="6 WORKING_DAY")
    dossiers: dict[int, Dossier] = {}
    for when, number, name in sorted([*_moments(planned), *((look, -1, "") for look in looks)]):
        if number < 0:
            yield when
        elif name == "begin":
            plan = planned[number]
            its = replace(town, procedure=procedures[plan.second])
            dossiers[number] = _begin(its, plan, when)
        else:
            with suppress(Refused):
                dossiers[number] = ACTS[name](town, dossiers[number], when)
            dossiers[number].refresh_from_db()


def _moments(planned: Sequence[Plan]) -> Iterator[tuple[datetime, int, str]]:
    for number, plan in enumerate(planned):
        when = BEGIN + timedelta(hours=plan.begins)
        yield when, number, "begin"
        for nth, (hours, name) in enumerate(plan.acts, start=1):
            when += timedelta(hours=hours, seconds=nth)
            yield when, number, name


def _begin(town: Town, plan: Plan, when: datetime) -> Dossier:
    if plan.online:
        return make_submitted(town.commune, town.procedure, when=when)
    by = town.people.receptionist
    return make_received(town.commune, town.procedure, by=by, when=when)


def _second_procedure() -> Procedure:
    """One of another field, one of part online, with a longer time."""
    procedure = make_procedure("1.004873", "Xác nhận tình trạng hôn nhân", term="5 WORKING_DAY")
    field = Field.objects.create(code="CT", slug="chung-thuc", name="Chứng thực", group=1)
    level = Procedure.OnlineLevel.PARTIAL
    Procedure.objects.filter(pk=procedure.pk).update(field=field, online_level=level)
    procedure.refresh_from_db()
    return procedure
