"""Which papers a dossier has: those its history produced, by the workflow table's `form`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dossiers.documents import contexts
from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import TRANSITIONS


@dataclass(frozen=True)
class Form:
    title: str
    template: str
    context: Callable[[Dossier, DossierEvent], dict[str, Any]]


FORMS = {
    "mau-01": Form("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "reception.html", contexts.reception),
    "mau-02": Form(
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "supplement.html", contexts.supplement
    ),
    "mau-03": Form("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "refusal.html", contexts.refusal),
    "mau-05": Form("Thông báo dừng giải quyết hồ sơ", "stop.html", contexts.stop),
    "giao-nhan": Form("Giấy biên nhận trả kết quả", "handing_over.html", contexts.handing_over),
}
_FORM_OF_ACTION = {row.action.value: row.form for row in TRANSITIONS if row.form}


@dataclass(frozen=True)
class Paper:
    """One paper of one dossier: which form, and the event that produced it."""

    form: str
    event: DossierEvent

    @property
    def title(self) -> str:
        return FORMS[self.form].title

    @property
    def file_name(self) -> str:
        """Names it among the dossier's attachments, once."""
        return f"{self.form}-{self.event.seq}.pdf"


def papers_of(dossier: Dossier) -> list[Paper]:
    """Every paper the dossier's history has produced, oldest first."""
    events = dossier.events.filter(action__in=_FORM_OF_ACTION).select_related("actor")
    return [Paper(_FORM_OF_ACTION[event.action], event) for event in events.order_by("seq")]


def forms_from(actions: Iterable[str]) -> dict[str, str]:
    """Code -> title of the forms that these actions of a dossier have produced."""
    forms = (_FORM_OF_ACTION[action] for action in actions if action in _FORM_OF_ACTION)
    return {form: FORMS[form].title for form in forms}


def latest_paper(dossier: Dossier, form: str) -> Paper | None:
    """The newest paper of that form; None when nothing has produced one."""
    return next((paper for paper in reversed(papers_of(dossier)) if paper.form == form), None)
