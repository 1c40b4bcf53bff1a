"""What all views of the work space need: who works, by which calendar, on which dossier."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from accounts.desk import Desk
from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.models import Dossier
from dossiers.staff.queue import BOXES, TO_DO, Counts
from dossiers.staff.sheet import Sheet, for_sheet, sheet_of

UNMASK_MINUTES = 10


def visible_dossier(request: SignedInRequest, code: str) -> Dossier:
    """The dossier with what its sheet names, or 404 for what one may not see."""
    dossier: Dossier | None = for_sheet().visible_to(request.user).with_code(code).first()
    if dossier is None:
        raise Http404
    return dossier


def dossier_path(dossier: Dossier) -> str:
    return reverse("dossiers:staff-dossier", args=[dossier.display_code])


def open_sheet(request: SignedInRequest, dossier: Dossier, desk: Desk) -> Sheet:
    """The dossier in words; that it was looked at is logged."""
    elsewhere = dossier.unit_id != desk.user.unit_id
    reason = "Hồ sơ đang ở đơn vị khác" if elsewhere else ""
    log_access(desk.user, "dossier.open", dossier.display_code, at=desk.at, reason=reason)
    return sheet_of(dossier, desk.calendar, desk.at, unmasked=is_unmasked(request, dossier, desk))


def unmask(request: SignedInRequest, dossier: Dossier, desk: Desk) -> None:
    """Shows this one dossier's whole numbers in this session for a while."""
    request.session["unmasked"] = {str(dossier.pk): desk.at.timestamp()}
    log_access(desk.user, "dossier.unmask", dossier.display_code, at=desk.at)


def is_unmasked(request: SignedInRequest, dossier: Dossier, desk: Desk) -> bool:
    since = request.session.get("unmasked", {}).get(str(dossier.pk), 0)
    return desk.at.timestamp() - float(since) < UNMASK_MINUTES * 60


@dataclass(frozen=True)
class MenuCount:
    number: int
    late: bool = False


def menu_counts(counts: Counts) -> Mapping[str, MenuCount]:
    """Path of the sidebar -> its number; red for what is late, and for letters that wait."""
    numbers = {
        box.path: MenuCount(number, box is TO_DO and counts.late > 0)
        for box in BOXES
        if (number := counts.boxes.get(box.slug))
    }
    if counts.letters:
        numbers[reverse("dossiers:apologies")] = MenuCount(counts.letters, late=True)
    return numbers
