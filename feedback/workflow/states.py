"""Statuses and actions of a report, and what a row of the table can say."""

from enum import StrEnum


class Status(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    VERIFIED = "verified"
    FORWARDED = "forwarded"  # another agency answers; we keep asking
    IN_WORK = "in_work"
    ANSWERED = "answered"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    REOPENED = "reopened"


class Truth(StrEnum):
    """What the check on the spot found."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"


class Action(StrEnum):
    SEND = "send"  # how it comes to be
    ASSIGN = "assign"
    TRANSFER = "transfer"
    TAKE = "take"
    FIND_TRUE = "find_true"
    FIND_PARTLY_TRUE = "find_partly_true"
    FIND_UNTRUE = "find_untrue"
    START_WORK = "start_work"
    FORWARD = "forward"
    TAKE_BACK = "take_back"
    REPLY = "reply"
    ANSWER = "answer"
    REFUSE = "refuse"
    MERGE = "merge"
    SEPARATE = "separate"  # it was no duplicate
    SPLIT = "split"
    RECLASSIFY = "reclassify"
    CLOSE = "close"
    REOPEN = "reopen"
    PUBLISH = "publish"
    HIDE = "hide"


class Who(StrEnum):
    """Actors that are not a permission."""

    OWNER = "owner"  # whoever holds the secret link of the report, or its account
    SYSTEM = "system"


class Step(StrEnum):
    """What the clock of the step does; how long a step lasts is a column of the category."""

    KEEP = "keep"
    TRIAGE = "triage"
    VERIFY = "verify"
    WORK = "work"  # until the date of the whole report
    WAIT = "wait"  # for another agency
    NONE = "none"


ENDED = frozenset({Status.ANSWERED, Status.CLOSED, Status.DUPLICATE, Status.REFUSED})
OPEN = frozenset(Status) - ENDED
ANSWERS = frozenset({Status.ANSWERED, Status.CLOSED})

# `status` and `detailed_status` of GeoReport v2.
OPEN311: dict[Status, tuple[str, str]] = {
    Status.RECEIVED: ("open", "RECEIVED"),
    Status.ASSIGNED: ("open", "IN_PROCESS"),
    Status.VERIFIED: ("open", "IN_PROCESS"),
    Status.FORWARDED: ("open", "FORWARDED"),
    Status.IN_WORK: ("open", "IN_PROCESS"),
    Status.ANSWERED: ("closed", "PROCESSED"),
    Status.CLOSED: ("closed", "PROCESSED"),
    Status.DUPLICATE: ("closed", "DUPLICATE"),
    Status.REFUSED: ("closed", "REJECTED"),
    Status.REOPENED: ("open", "REOPENED"),
}
