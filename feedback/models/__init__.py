"""Tables of citizens' reports."""

from feedback.models.category import CannedText, Category, Choice, Group, Question, Route, Severity
from feedback.models.drafts import ReportDraft
from feedback.models.events import ReportEvent, ReportRung
from feedback.models.media import Blur, Media, Upload
from feedback.models.people import (
    Application,
    Block,
    FixCheck,
    Follower,
    Rating,
    RemovalRequest,
    Reporter,
)
from feedback.models.report import Report
from feedback.models.updates import ClientUpdate

__all__ = [
    "Application",
    "Block",
    "Blur",
    "CannedText",
    "Category",
    "Choice",
    "ClientUpdate",
    "FixCheck",
    "Follower",
    "Group",
    "Media",
    "Question",
    "Rating",
    "RemovalRequest",
    "Report",
    "ReportDraft",
    "ReportEvent",
    "ReportRung",
    "Reporter",
    "Route",
    "Severity",
    "Upload",
]
