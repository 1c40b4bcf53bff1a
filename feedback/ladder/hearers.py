"""Who hears of a rung: whoever holds the report; from the miss on those who sort the reports of the
office; a working day later the leaders too (feedback handbook 8).

Reports about officers are heard of by those alone who may read them, deputies left out.
"""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Perm
from dossiers.ladder.hearers import MOST, Hearer, Hearers
from dossiers.ladder.rungs import OVER, is_over
from feedback.models import Report


class ReportHearers:
    """Those of one moment; offices and absences are read once."""

    def __init__(self, at: datetime) -> None:
        self._hearers = Hearers(at)

    def of(self, report: Report, rung: str) -> list[Hearer]:
        """Each person once, the holder first."""
        if report.about_conduct:
            leaders = self._hearers.staff(report.root_unit, Perm.CONDUCT)
            return [Hearer(person) for person in leaders]
        people = self._holders(report)
        if is_over(rung):
            people = [*people, *self._hearers.staff(report.unit, Perm.TRIAGE)]
        if is_over(rung) and rung != OVER:
            people = [*people, *self._hearers.staff(report.root_unit, Perm.DIRECT)]
        return self._hearers.standing_in(people)

    def _holders(self, report: Report) -> list[User]:
        """The person, or those of the office who give such work out, or who do it."""
        if report.assignee is not None and report.assignee.is_active:
            return [report.assignee]
        office = report.unit
        sorting = self._hearers.staff(office, Perm.TRIAGE)
        return (sorting or self._hearers.staff(office, Perm.HANDLE))[:MOST]
