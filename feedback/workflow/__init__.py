"""The life of a citizen's report, as one table (feedback handbook 8, domain 10).

Pure data: imports nothing of ours. `feedback.services.apply` is the only code that acts on it;
buttons, filters, the public timeline, Open311, the docs page and the tests read it. Moderation
(what the public sees) is another axis and no status.
"""

from feedback.workflow.labels import LABELS, Label
from feedback.workflow.reasons import REASONS, reason_words
from feedback.workflow.states import (
    ANSWERS,
    ENDED,
    OPEN,
    OPEN311,
    Action,
    Status,
    Step,
    Truth,
    Who,
)
from feedback.workflow.table import TRANSITIONS, NotAllowed, Transition, find

__all__ = [
    "ANSWERS",
    "ENDED",
    "LABELS",
    "OPEN",
    "OPEN311",
    "REASONS",
    "TRANSITIONS",
    "Action",
    "Label",
    "NotAllowed",
    "Status",
    "Step",
    "Transition",
    "Truth",
    "Who",
    "find",
    "reason_words",
]
