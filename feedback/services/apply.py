"""The only code that moves a report (architecture 3)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Unit, User
from feedback.models import Category, Report
from feedback.workflow import Action, Transition


@dataclass(frozen=True)
class Act:
    """Who does what, when and why. `by` is None for the system and for the reporter."""

    action: Action
    by: User | None
    at: datetime
    note: str = ""  # for colleagues
    answer: str = ""  # for the public
    reason: str = ""  # of REASONS
    unit: Unit | None = None
    assignee: User | None = None
    agency: str = ""
    other: Report | None = None  # the report it is merged into
    category: Category | None = None
    severity: str = ""
    late_cause: str = ""
    late_note: str = ""
    no_photo: str = ""  # of REASONS: why there is no picture of afterwards
    as_reporter: bool = False  # whoever holds the secret link, or the account


def apply(report_pk: int, act: Act, *, seen: int | None = None) -> Report:
    """Does the act and returns the report as it stands afterwards.

    `seen` is the `last_seq` the person had on the screen: when somebody else was faster, the act
    is refused as a conflict and nothing is overwritten. For SPLIT: `act.note` is the text of the
    new report, `act.category` its kind.
    """
    raise NotImplementedError


def may(row: Transition, report: Report, user: User) -> bool:
    """Whether this person may use this row on this report: what buttons show and acts check."""
    raise NotImplementedError


def actions_for(report: Report, user: User) -> list[Transition]:
    """The rows this person may use now, in the order of the table."""
    raise NotImplementedError
