"""Everything that changes a dossier. Views, tasks and the API call these verbs and nothing else."""

from dossiers.services.applicant import Applicant
from dossiers.services.apply import actions_for, apply, may
from dossiers.services.finish import finish, hand_over
from dossiers.services.opening import Opening, one_stop_of, term_of
from dossiers.services.reception import HandedIn, receive, receive_at_counter
from dossiers.services.submission import missing_papers, new_key, submit_draft
from dossiers.services.supplement import Missing, answer_supplement, ask_supplement

__all__ = [
    "Applicant",
    "HandedIn",
    "Missing",
    "Opening",
    "actions_for",
    "answer_supplement",
    "apply",
    "ask_supplement",
    "finish",
    "hand_over",
    "may",
    "missing_papers",
    "new_key",
    "one_stop_of",
    "receive",
    "receive_at_counter",
    "submit_draft",
    "term_of",
]
