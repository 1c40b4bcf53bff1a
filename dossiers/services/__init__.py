"""Everything that changes a dossier. Views, tasks and the API call these verbs and nothing else."""

from dossiers.files.attaching import ResultFile
from dossiers.services.applicant import Applicant
from dossiers.services.apply import actions_for, apply, may, row_for
from dossiers.services.claiming import claim, may_claim
from dossiers.services.counter import (
    FeeTaken,
    HandedIn,
    Scan,
    receive_at_counter,
    refuse_at_counter,
)
from dossiers.services.extend import extend
from dossiers.services.fees import record_fee
from dossiers.services.finish import finish, hand_over
from dossiers.services.many import MANY_LIMIT, Outcome, act_on_many, asks_cause
from dossiers.services.notes import add_note
from dossiers.services.opening import Opening, one_stop_of, term_of
from dossiers.services.reception import receive
from dossiers.services.submission import (
    missing_papers,
    new_key,
    open_online,
    submit_draft,
)
from dossiers.services.supplement import (
    Missing,
    answer_supplement,
    ask_supplement,
    waiting_request,
)
from dossiers.services.supplement_files import (
    add_supplement_file,
    remove_supplement_file,
)

__all__ = [
    "MANY_LIMIT",
    "Applicant",
    "FeeTaken",
    "HandedIn",
    "Missing",
    "Opening",
    "Outcome",
    "ResultFile",
    "Scan",
    "act_on_many",
    "actions_for",
    "add_note",
    "add_supplement_file",
    "answer_supplement",
    "apply",
    "ask_supplement",
    "asks_cause",
    "claim",
    "extend",
    "finish",
    "hand_over",
    "may",
    "may_claim",
    "missing_papers",
    "new_key",
    "one_stop_of",
    "open_online",
    "receive",
    "receive_at_counter",
    "record_fee",
    "refuse_at_counter",
    "remove_supplement_file",
    "row_for",
    "submit_draft",
    "term_of",
    "waiting_request",
]
