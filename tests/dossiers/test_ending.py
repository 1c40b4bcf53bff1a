"""Early, on time or late: by days, decided once, at the end."""

from datetime import date

import pytest

from dossiers.clock.ending import timeliness
from dossiers.models import Dossier
from dossiers.services import apply, finish
from dossiers.workflow import Action, Status
from tests.dossiers.lateness import DUE, FRIDAY, RECEIVED, make_late
from tests.dossiers.staff import Town
from tests.factories import at

THURSDAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("status", "due_on", "closed_on", "how"),
    [
        (Status.RESULT_READY, THURSDAY, date(2026, 10, 7), "early"),
        (Status.RESULT_READY, THURSDAY, THURSDAY, "on_time"),
        (Status.RESULT_READY, THURSDAY, date(2026, 10, 9), "late"),
        (Status.RESULT_READY, None, date(2026, 10, 9), "on_time"),
        (Status.WITHDRAWN, THURSDAY, date(2026, 10, 20), "on_time"),
        (Status.STOPPED, THURSDAY, date(2026, 10, 20), "on_time"),
    ],
)
def test_an_end_is_early_on_time_or_late_by_days(
    status: Status, due_on: date | None, closed_on: date, how: str
) -> None:
    assert timeliness(status, due_on, closed_on) == how


@pytest.mark.django_db
def test_a_result_on_the_day_is_on_time_whatever_the_hour(town: Town) -> None:
    dossier = make_late(town, Status.SIGNED)
    assert dossier.due_at == DUE
    evening = at("2026-10-08 19:30")
    done = finish(
        dossier, Action.FINISH, by=town.people.clerk, at=evening, result_number="1",
        late_cause="signer",
    )  # fmt: skip
    assert (done.closed_on, done.timeliness) == (THURSDAY, Dossier.Timeliness.ON_TIME)
    assert done.days_taken == 3
    assert done.e_result is False


@pytest.mark.django_db
def test_a_result_of_the_next_day_is_late(town: Town) -> None:
    dossier = make_late(town, Status.SIGNED)
    done = finish(
        dossier, Action.FINISH, by=town.people.clerk, at=FRIDAY, result_number="1",
        late_cause="signer",
    )  # fmt: skip
    done.refresh_from_db()
    assert (done.timeliness, done.days_taken) == (Dossier.Timeliness.LATE, 4)


@pytest.mark.django_db
def test_what_was_never_received_has_kept_or_missed_nothing(town: Town) -> None:
    dossier = town.dossier(Status.SUBMITTED)
    refused = apply(
        dossier, Action.REFUSE, by=town.people.receptionist, at=dossier.submitted_at,
        reason="authority", note="Thuộc thẩm quyền của xã bên",
    )  # fmt: skip
    assert refused.closed_on is not None
    assert (refused.timeliness, refused.days_taken) == ("", None)


@pytest.mark.django_db
def test_the_office_in_charge_is_the_one_that_examines_and_stays(town: Town) -> None:
    dossier = make_late(town, Status.SUBMITTED_FOR_SIGN, when=RECEIVED)
    assert dossier.in_charge == town.commune.justice
    assert dossier.unit != dossier.in_charge, "it lies with who signs now"
    assert dossier.online_level == town.procedure.online_level
