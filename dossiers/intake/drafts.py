"""Continuing at the counter what a citizen began online, with the citizen present."""

from datetime import datetime

from django.http import QueryDict

from accounts.models import Unit, User
from accounts.services import log_access
from dossiers.intake.procedure import label_of
from dossiers.models import Draft
from dossiers.online.own_pages import facts_of
from dossiers.services.drafts import draft_by_pickup, renew
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.limits import allow, give_back
from procedures.answers import SummaryGroup, summarise
from procedures.eforms import form_pages
from procedures.memory import procedure_facts

WRONG_CODES, HOUR = 20, 3600


def draft_asked_for(data: QueryDict, user: User, root: Unit, *, at: datetime) -> Draft | None:
    """The draft the page carries, or the one just chosen by button or pickup code.

    A draft just chosen fills the page and leaves a line in the access log. Refused: no such draft.
    """
    drafts = Draft.objects.filter(unit=root).select_related(
        "owner", "procedure", "procedure_version", "eform", "case"
    )
    if code := data.get("pickup", "").strip():
        chosen = _by_pickup(code, user, root, at)
        data["pickup"] = ""
    elif token := data.get("resume"):
        alive = drafts.alive(at).filter(token=token).first()
        if alive is None:
            raise Refused("draft_gone", "Bản nháp này đã được gửi hoặc đã xóa", conflict=True)
        chosen = alive
    else:
        return drafts.filter(token=data["draft"]).first() if data.get("draft") else None
    if chosen.procedure_version_id != chosen.procedure.current_version_id:
        chosen = renew(chosen, at=at)
    _fill(data, chosen)
    log_access(user, "draft.continue", f"draft:{chosen.pk}", at=at)
    return chosen


def _by_pickup(code: str, user: User, root: Unit, at: datetime) -> Draft:
    """Only wrong codes count: six digits could be guessed by whoever may try without end."""
    who = str(user.pk)
    if not allow("pickup", who, tries=WRONG_CODES, seconds=HOUR):
        raise Refused(
            "too_many_tries", "Đã nhập sai mã nhiều lần. Xin đợi một giờ, hoặc nhập lại từ đầu"
        )
    draft = draft_by_pickup(code, unit=root, at=at)
    give_back("pickup", who)
    return draft


def _fill(data: QueryDict, draft: Draft) -> None:
    """What the citizen answered, where nothing was scanned or typed yet."""
    facts = facts_of(draft.owner, draft.applicant)
    if born := facts.pop("birth_date"):
        facts["birth_date"] = short_day(datetime.fromisoformat(born).date())
    for name in {"delivery", "delivery_address"} & draft.applicant.keys():
        data[name] = draft.applicant[name]
    for name, value in facts.items():
        if not data.get(name, "").strip():
            data[name] = value
    data["draft"] = draft.token
    data["procedure"] = label_of(procedure_facts(draft.procedure_id))
    data["case"] = str(draft.case_id or "")


def answers_of(draft: Draft) -> list[SummaryGroup]:
    """What was declared online, to look at with the citizen."""
    return summarise(form_pages(draft.eform), draft.answers)
