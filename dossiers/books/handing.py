"""Lists that go with papers from hand to hand (domain 4.10): results, and dossiers themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db.models import Count, Q

from accounts.models import User
from dossiers.documents.facts import request_of
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.staff.queue import BOXES, held_by_unit, waiting_for_hand_over
from dossiers.workflow import Status
from papers.circulars import FormFacts, form_in_force
from papers.drawing import draw
from papers.heads import Sheet
from portal.lib.dates import paper_moment, short_day, short_moment

MOST = 300  # dossiers on one list
STYLE = Path(__file__).with_name("wide.css")
_RELATED = ("procedure_version", "unit", "receiving_unit")
_MARK = "X"


@dataclass(frozen=True)
class ResultRow:
    """A line of Phiếu bàn giao kết quả."""

    code: str
    request: str
    result: str
    owner: str
    address: str
    has_fee: str
    by_post: str


@dataclass(frozen=True)
class DossierRow:
    """A line of Biên bản giao nhận hồ sơ."""

    code: str
    request: str
    owner: str
    papers: str
    received: str
    due: str


@dataclass(frozen=True)
class ListKind:
    """One print: its form on a day, its page, and what it says of each dossier."""

    form: Callable[[datetime], FormFacts]
    template: str
    row: Callable[[Dossier], ResultRow | DossierRow]


def listed(user: User, box: str, codes: Sequence[str]) -> list[Dossier]:
    """The ticked dossiers among those the person may see, else all that lie in the box."""
    if codes:
        chosen: DossierQuerySet = Dossier.objects.visible_to(user).filter(
            Q(code__in=codes) | Q(submission_code__in=codes)
        )
    else:
        chosen = _in_box(user, box)
    counted = chosen.select_related(*_RELATED).annotate(paper_count=Count("papers"))
    return list(counted.order_by("code", "pk")[:MOST])


def _in_box(user: User, slug: str) -> DossierQuerySet:
    box = next((box for box in BOXES if box.slug == slug and box.who & user.permissions), None)
    if box is None:
        return Dossier.objects.none()
    if box.statuses == {Status.RESULT_READY}:
        return waiting_for_hand_over(user)
    return held_by_unit(user).filter(box.condition)


def draw_list(kind: ListKind, dossiers: Iterable[Dossier], *, by: User, at: datetime) -> bytes:
    """The PDF, as the dossiers are now; it is not kept."""
    if by.unit is None:
        raise ValueError(f"{by.pk} hands over and has no office")
    facts = {
        "code": "",
        "tracking": None,
        "rows": [kind.row(dossier) for dossier in dossiers],
        "unit": by.unit.name,
        "moment": paper_moment(at),
        "giver": str(by),
    }
    sheet = Sheet(kind.form(at), by.unit, at)
    return draw(sheet, facts, template=kind.template, style=STYLE)


def _result_row(dossier: Dossier) -> ResultRow:
    return ResultRow(
        code=dossier.display_code,
        request=request_of(dossier),
        result=_result(dossier),
        owner=dossier.subject_name or dossier.applicant_name,
        address=dossier.subject_address or dossier.address,
        has_fee=_MARK if dossier.fee_amount else "",
        by_post=_MARK if dossier.delivery == Dossier.Delivery.POST else "",
    )


def _result(dossier: Dossier) -> str:
    """`Số 12/2026 ngày 23/11/2026`, and what it says when it is no."""
    number = f"Số {dossier.result_number}" if dossier.result_number else ""
    day = f"ngày {short_day(dossier.result_on)}" if dossier.result_on else ""
    rejected = dossier.outcome == Dossier.Outcome.REJECTED
    said = dossier.get_outcome_display() if rejected else ""
    return "; ".join(part for part in (f"{number} {day}".strip(), said) if part)


def _dossier_row(dossier: Dossier) -> DossierRow:
    count: int = dossier.paper_count  # type: ignore[attr-defined]  # annotated in `listed`
    return DossierRow(
        code=dossier.display_code,
        request=request_of(dossier),
        owner=dossier.subject_name or dossier.applicant_name,
        papers=f"{count:02d}" if count else "",
        received=short_day(dossier.received_at) if dossier.received_at else "",
        due=short_moment(dossier.due_at) if dossier.due_at else "",
    )


LISTS = {
    "ban-giao": ListKind(
        partial(form_in_force, "ban-giao"), "dossiers/books/pdf/results.html", _result_row
    ),
    "giao-nhan": ListKind(
        lambda _: FormFacts("", "Biên bản giao nhận hồ sơ"),
        "dossiers/books/pdf/dossiers.html",
        _dossier_row,
    ),
}
