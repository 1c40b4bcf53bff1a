"""The life of a dossier, as one table (domain 2.1-2.3, national codes of 3.1).

Pure data: imports nothing of ours. `dossiers.services.apply` is the only code that acts on it;
buttons, bulk actions, filters, the public timeline, the docs page and the tests read it.
"""

from dossiers.workflow.labels import LABELS, Label
from dossiers.workflow.reasons import REASONS, reason_words
from dossiers.workflow.states import (
    BEFORE_RECEPTION,
    EXAMINING,
    IN_PROCESS,
    NATIONAL_CODES,
    WAITING_FOR_CITIZEN,
    WAITING_FOR_PAPERS,
    WITH_DRAFT,
    WITH_RESULT,
    Action,
    Clock,
    Status,
    Stay,
    Who,
)
from dossiers.workflow.table import (
    ASSIGN,
    COLLECT_FEE,
    EXAMINE,
    RECEIVE,
    RETURN,
    SEAL,
    SIGN,
    TRANSITIONS,
    NotAllowed,
    Transition,
    find,
    offered,
)

__all__ = [
    "ASSIGN",
    "BEFORE_RECEPTION",
    "COLLECT_FEE",
    "EXAMINE",
    "EXAMINING",
    "IN_PROCESS",
    "LABELS",
    "NATIONAL_CODES",
    "REASONS",
    "RECEIVE",
    "RETURN",
    "SEAL",
    "SIGN",
    "TRANSITIONS",
    "WAITING_FOR_CITIZEN",
    "WAITING_FOR_PAPERS",
    "WITH_DRAFT",
    "WITH_RESULT",
    "Action",
    "Clock",
    "Label",
    "NotAllowed",
    "Status",
    "Stay",
    "Transition",
    "Who",
    "find",
    "offered",
    "reason_words",
]
