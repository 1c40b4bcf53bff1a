"""Who reported: for those with the right, for a reason, for some minutes; each look is logged."""

from dataclasses import dataclass

from accounts.desk import Desk
from accounts.identity import show_phone
from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from accounts.services import log_access
from feedback.models import Report, Reporter
from portal.lib.grants import Grants

_SHOWN = Grants("reporters")


@dataclass(frozen=True)
class Sender:
    """In words; everything may be empty: a report needs no name."""

    name: str
    phone: str
    phone_href: str
    email: str
    proved: bool
    erased: bool


def may_see(desk: Desk) -> bool:
    return Perm.REPORTER in desk.user.permissions


def show(request: SignedInRequest, report: Report, desk: Desk, *, reason: str) -> None:
    """Opens the reporter of this one report in this session for a while."""
    _SHOWN.give(request, report.pk, at=desk.at)
    log_access(desk.user, "report.reporter", report.code, at=desk.at, reason=reason)


def sender_shown(request: SignedInRequest, report: Report, desk: Desk) -> Sender | None:
    """None until it was asked for, and for whoever has no right."""
    if not may_see(desk) or report.pk not in _SHOWN.alive(request, at=desk.at):
        return None
    row = Reporter.objects.get(report=report)
    return Sender(
        name=row.name,
        phone=show_phone(row.phone),
        phone_href=row.phone,
        email=row.email,
        proved=row.is_proved,
        erased=row.erased_at is not None,
    )
