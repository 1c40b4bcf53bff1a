"""Statuses, actions and what a row of the table can say; national codes of domain 3.1."""

from enum import StrEnum


class Status(StrEnum):
    SUBMITTED = "submitted"
    PRE_SUPPLEMENT = "pre_supplement"
    EXPIRED = "expired"
    REFUSED = "refused"
    RECEIVED = "received"
    TRANSFERRED = "transferred"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    CONSULTING = "consulting"
    INTERLINKED = "interlinked"
    SUPPLEMENT = "supplement"
    FINANCE = "finance"
    SUBMITTED_FOR_SIGN = "submitted_for_sign"
    SIGNED = "signed"
    RESULT_READY = "result_ready"
    RETURNED_RESULT = "returned_result"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    SUBMIT = "submit"
    RECEIVE = "receive"
    ASK_BEFORE_RECEPTION = "ask_before_reception"
    RESUBMIT = "resubmit"
    EXPIRE = "expire"
    REFUSE = "refuse"
    TRANSFER = "transfer"
    SEND_BACK = "send_back"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    TAKE = "take"
    TAKE_OVER = "take_over"
    START_VERIFYING = "start_verifying"
    FINISH_VERIFYING = "finish_verifying"
    CONSULT = "consult"
    FINISH_CONSULTING = "finish_consulting"
    INTERLINK = "interlink"
    FINISH_INTERLINK = "finish_interlink"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLY = "supply"
    ASK_PAYMENT = "ask_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUBMIT_FOR_SIGN = "submit_for_sign"
    PROPOSE_REJECTION = "propose_rejection"
    RETURN_FOR_REWORK = "return_for_rework"
    SIGN = "sign"
    FINISH = "finish"
    FINISH_AT_COUNTER = "finish_at_counter"
    HAND_OVER = "hand_over"
    STOP = "stop"
    STOP_FOR_GOOD = "stop_for_good"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    RECALCULATE = "recalculate"  # the calendar of the office changed
    APOLOGISE = "apologise"


class Clock(StrEnum):
    """What an action does to the legal clock."""

    KEEP = "keep"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"  # for good: `closed_at` is set


class Who(StrEnum):
    """Actors that are not a permission."""

    OWNER = "owner"
    SYSTEM = "system"


class Stay(StrEnum):
    """Where the dossier lies afterwards; the procedure's stages say which office that is."""

    KEEP = "keep"
    COUNTER = "counter"  # with the one-stop counter that received it
    ASSIGN = "assign"  # at the stage with this step ...
    EXAMINE = "examine"
    VERIFY = "verify"
    SIGN = "sign"
    SEAL = "seal"
    NOBODY = "nobody"  # nobody works on it any more


NATIONAL_CODES: dict[Status, int] = {
    Status.SUBMITTED: 1,
    Status.PRE_SUPPLEMENT: 1,
    Status.RECEIVED: 2,
    Status.REFUSED: 3,
    Status.EXPIRED: 3,
    Status.TRANSFERRED: 4,
    Status.ASSIGNED: 4,
    Status.VERIFYING: 4,
    Status.CONSULTING: 4,
    Status.INTERLINKED: 4,
    Status.SUBMITTED_FOR_SIGN: 4,
    Status.SIGNED: 4,
    Status.SUPPLEMENT: 5,
    Status.FINANCE: 6,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.RESULT_READY: 9,
    Status.RETURNED_RESULT: 10,
}

BEFORE_RECEPTION = frozenset({Status.SUBMITTED, Status.PRE_SUPPLEMENT})
EXAMINING = frozenset({Status.ASSIGNED, Status.VERIFYING, Status.CONSULTING, Status.INTERLINKED})
IN_PROCESS = EXAMINING | {
    Status.RECEIVED,
    Status.TRANSFERRED,
    Status.SUBMITTED_FOR_SIGN,
    Status.SIGNED,
}
WAITING_FOR_PAPERS = frozenset({Status.PRE_SUPPLEMENT, Status.SUPPLEMENT})
WAITING_FOR_CITIZEN = WAITING_FOR_PAPERS | {Status.FINANCE}
# The file of the result is there to be signed, then to be sealed.
WITH_DRAFT = frozenset({Status.SUBMITTED_FOR_SIGN, Status.SIGNED})
WITH_RESULT = frozenset({Status.RESULT_READY, Status.RETURNED_RESULT})
