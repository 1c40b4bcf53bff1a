"""Late days: from the day after the promise, while the clock runs, as the ledger stood then."""

from datetime import date, datetime

import pytest

from dossiers.models import ClockEntry, Dossier
from dossiers.services.redate import change_office_calendar
from procedures.models import Channel, Procedure
from reports.counting.refreshing import refresh
from reports.models import LateSpell
from reports.scope import Scope
from reports.selections import Selection
from tests.dossiers.clocks import answered, asked, examined
from tests.dossiers.lateness import DUE, FRIDAY, RECEIVED, make_late
from tests.dossiers.staff import Town
from tests.dossiers.test_redate import calendar_of
from tests.factories import at, send_messages
from tests.reports.histories import ACTS
from worktime.arithmetic import DayKind
from worktime.changes import CalendarChange, DayChange

pytestmark = pytest.mark.django_db
LATER = at("2026-10-30 08:00")
Days = tuple[int, int | None]


def spells(until: datetime = LATER) -> list[Days]:
    """Days of October; None: still late."""
    refresh(until)
    found = LateSpell.objects.order_by("began_on").values_list("began_on", "ended_on")
    return [(began.day, ended.day if ended else None) for began, ended in found]


def october(day: int, hour: int = 9) -> datetime:
    return at(f"2026-10-{day:02d} {hour:02d}:00")


def test_it_is_late_from_the_day_after_the_promise(town: Town) -> None:
    make_late(town)
    assert spells(october(8, 23)) == [], "the day of the promise"
    assert spells(october(9, 1)) == [(9, None)]
    assert spells(october(20)) == [(9, None)]


@pytest.mark.parametrize("day", [7, 8, 9])
def test_what_ends_by_the_day_after_has_no_late_evening(town: Town, day: int) -> None:
    dossier = make_late(town)
    refresh(october(day, 8))
    ACTS["finish"](town, dossier, october(day))
    assert spells() == []


def test_the_end_ends_it(town: Town) -> None:
    dossier = make_late(town)
    assert spells(october(12)) == [(9, None)]
    ACTS["finish"](town, dossier, october(13))
    assert spells(october(13, 10)) == spells() == [(9, 13)]


def test_a_pause_in_time_moves_the_promise(town: Town) -> None:
    dossier = asked(town, examined(town, when=RECEIVED), october(7))
    send_messages()
    assert spells(october(20)) == []
    answered(town, dossier, october(21))  # one working day was left after this one
    assert spells() == [(23, None)]


def test_a_pause_while_late_stops_it_and_afterwards_it_is_late_again(town: Town) -> None:
    dossier = make_late(town)
    ACTS["ask"](town, dossier, october(13))
    assert spells(october(19)) == [(9, 13)]
    answered(town, dossier, october(20))
    assert spells() == [(9, 13), (20, None)]


def test_a_pause_of_hours_parts_nothing(town: Town) -> None:
    dossier = make_late(town)
    ACTS["ask"](town, dossier, october(13, 9))
    answered(town, dossier, october(13, 15))
    assert spells() == [(9, None)]


def test_an_extension_moves_the_first_late_day(town: Town) -> None:
    Procedure.objects.update(extension_cap="6 WORKING_DAY")
    ACTS["extend"](town, make_late(town), october(8))
    assert spells(october(12)) == []
    assert spells() == [(13, None)], "12/10 is the new date"


def test_a_day_off_declared_in_time_moves_it_too(town: Town) -> None:
    make_late(town)
    declare_off(town, 8, when=october(7))
    assert spells() == [(10, None)]


def test_a_day_off_declared_afterwards_leaves_the_past_as_it_was(town: Town) -> None:
    make_late(town)
    assert spells(october(12)) == [(9, None)]
    declare_off(town, 8, when=october(13))
    assert Dossier.objects.get().due_at == october(9, 17)
    assert spells() == [(9, None)], "9/10 was a late day by the ledger of then"


def declare_off(town: Town, day: int, *, when: datetime) -> None:
    calendar = calendar_of(town)
    change = CalendarChange(
        decision_number="88/QĐ-UBND",
        decision_date=when.date(),
        days=(DayChange(date(2026, 10, day), DayKind.OFF, "Nghỉ bão"),),
    )
    change_office_calendar(calendar, change, by=town.people.leader, at=when)


def test_a_line_that_moves_no_date_parts_nothing(town: Town) -> None:
    dossier = make_late(town)
    ClockEntry.objects.create(
        root_unit_id=dossier.root_unit_id, dossier=dossier, seq=2, event_seq=dossier.last_seq,
        kind=ClockEntry.Kind.CALENDAR, at=october(14), counts_from=october(14), due_at=DUE,
    )  # fmt: skip
    assert spells() == [(9, None)]


def test_what_was_promised_no_date_is_never_late(town: Town) -> None:
    Channel.objects.update(term="")
    make_late(town)
    assert Dossier.objects.get().due_at is None
    assert spells() == []


def test_the_morning_count_is_yesterdays_and_what_fell_due(town: Town) -> None:
    """At 7:30 nothing has moved yet: who is late now is late this evening if nothing is done."""
    make_late(town)
    morning = Selection(Scope.of(town.people.leader), "tre").dossiers(FRIDAY).count()
    assert (morning, spells(FRIDAY)) == (1, [(9, None)])
