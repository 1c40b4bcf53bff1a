"""An act on a report: who does what, when and why."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from accounts.models import Unit, User
from feedback.models import Category, Report
from feedback.workflow import Action
from portal.lib.text import clean, clean_lines


@dataclass(frozen=True)
class Act:
    """`by` is None for the system, and for the reporter (`as_reporter`) who is named nowhere."""

    action: Action
    by: User | None
    at: datetime
    note: str = ""  # for colleagues; the text of the new report that is split off
    answer: str = ""  # for the public
    reason: str = ""  # of REASONS
    unit: Unit | None = None
    assignee: User | None = None
    agency: str = ""
    other: Report | None = None  # the report it is merged into
    category: Category | None = None
    severity: str = ""
    late_cause: str = ""  # of REASONS
    late_note: str = ""
    no_photo: str = ""  # of REASONS: why there is no picture of afterwards
    as_reporter: bool = False  # whoever holds the secret link of the report, or its account

    @property
    def by_reporter(self) -> bool:
        return self.as_reporter or (self.by is not None and self.by.is_citizen)

    @property
    def staff(self) -> User | None:
        """Who stands in the history: never the reporter."""
        return None if self.by_reporter else self.by

    def cleaned(self) -> Self:
        return replace(
            self,
            note=clean_lines(self.note),
            answer=clean_lines(self.answer),
            agency=clean(self.agency),
            late_note=clean(self.late_note),
        )
