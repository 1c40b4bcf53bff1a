"""Tables of reports: what was counted, targets, files, reminders and forecasts."""

from reports.models.acts import Reminder
from reports.models.figures import Counted, LateSpell, PeriodFigures
from reports.models.files import ReportFile, ReportSnapshot
from reports.models.forecast import ForecastBin, ForecastFit, LateChance, StagePace
from reports.models.targets import Target

__all__ = [
    "Counted",
    "ForecastBin",
    "ForecastFit",
    "LateChance",
    "LateSpell",
    "PeriodFigures",
    "Reminder",
    "ReportFile",
    "ReportSnapshot",
    "StagePace",
    "Target",
]
