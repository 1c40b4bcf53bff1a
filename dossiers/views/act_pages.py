"""What the page of an action asks for, and which verb it ends in.

Most actions need no more than their row of the workflow table says; a few have a page of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.permissions import Perm
from dossiers.files.uploads import clean_upload, display_name
from dossiers.forms.staff import (
    SUPPLEMENT_LETTER,
    ActForm,
    HandOverForm,
    ResultForm,
    SeenForm,
    SupplementForm,
    papers_to_ask,
)
from dossiers.lateness.forms import CAUSE_FIELDS
from dossiers.models import Dossier
from dossiers.services import (
    ResultFile,
    answer_supplement,
    apply,
    ask_supplement,
    finish,
    hand_over,
    receive,
)
from dossiers.staff.assignees import assignees_for
from dossiers.views.work_space import Desk
from dossiers.workflow import Action, Transition
from portal.lib.errors import Refused

SUPPLEMENT_DAYS = 5  # working days the page proposes; the officer may change the date


@dataclass(frozen=True)
class Visit:
    """Who stands before which action on which dossier."""

    desk: Desk
    dossier: Dossier
    row: Transition

    def facts(self, form: SeenForm) -> dict[str, Any]:
        """What every verb is told; why it is late, where that was asked (`ask_cause`)."""
        late = {name: form.cleaned_data[name] for name in CAUSE_FIELDS if name in form.fields}
        seen = form.cleaned_data["seen"]
        return {"by": self.desk.user, "at": self.desk.at, "seen": seen, **late}


@dataclass(frozen=True)
class ActPage:
    """`form` takes the keyword arguments of a Django form: data, files, initial."""

    template: str
    form: Callable[..., Any]
    perform: Callable[[Visit, Any], Dossier]


def page_of(row: Transition) -> ActPage:
    return PAGES.get(row.action, PLAIN)


# --- as the table says ----------------------------------------------------------------------


def _plain_form(visit: Visit, **bound: Any) -> ActForm:
    people = assignees_for(visit.dossier, visit.row)
    return ActForm(row=visit.row, people=people, **bound)


def _apply(visit: Visit, form: ActForm) -> Dossier:
    words = {name: form.cleaned_data[name] for name in form.fields if name != "tiep"}
    return apply(visit.dossier, visit.row.action, **words | visit.facts(form))


def _receive(visit: Visit, form: ActForm) -> Dossier:
    return receive(visit.dossier, note=form.cleaned_data["note"], **visit.facts(form))


def _answer_supplement(visit: Visit, form: ActForm) -> Dossier:
    return answer_supplement(visit.dossier, note=form.cleaned_data["note"], **visit.facts(form))


# --- supplement -----------------------------------------------------------------------------


def _supplement_form(visit: Visit, **bound: Any) -> SupplementForm:
    today = timezone.localdate(visit.desk.at)
    proposed = {
        "note": SUPPLEMENT_LETTER,
        "due_on": visit.desk.calendar.add_working_days(today, SUPPLEMENT_DAYS),
    }
    bound["initial"] = proposed | bound["initial"]
    received_at = visit.dossier.received_at
    earlier = visit.dossier.supplements.filter(asked_at__gte=received_at) if received_at else None
    return SupplementForm(
        papers=papers_to_ask(visit.dossier),
        asked_before=earlier is not None and earlier.exists(),
        **bound,
    )


def _ask_supplement(visit: Visit, form: SupplementForm) -> Dossier:
    return ask_supplement(
        visit.dossier,
        form.missing(),
        due_on=form.cleaned_data["due_on"],
        note=form.cleaned_data["note"],
        override_reason=form.cleaned_data.get("override_reason", ""),
        **visit.facts(form),
    )


# --- result and hand-over -------------------------------------------------------------------


def _result_form(visit: Visit, **bound: Any) -> ResultForm:
    bound["initial"] = {"result_on": timezone.localdate(visit.desk.at)} | bound["initial"]
    return ResultForm(**bound)


def _finish(visit: Visit, form: ResultForm) -> Dossier:
    return finish(
        visit.dossier,
        visit.row.action,
        result_number=form.cleaned_data["result_number"],
        result_on=form.cleaned_data["result_on"],
        note=form.cleaned_data["note"],
        file=_result_file(form.cleaned_data["result_file"], visit.desk.at),
        **visit.facts(form),
    )


def _result_file(upload: UploadedFile | None, at: datetime) -> ResultFile | None:
    if upload is None:
        return None
    try:
        stored = clean_upload(upload, at=at)
    except Refused as refused:
        raise Refused(refused.code, refused.message, field="result_file") from refused
    return ResultFile(stored, display_name(upload), upload.size or 0)


def _hand_over_form(visit: Visit, **bound: Any) -> HandOverForm:
    dossier = visit.dossier
    bound["initial"] = {"receiver": dossier.applicant_name} | bound["initial"]
    return HandOverForm(
        fee_due=bool(dossier.fee_amount) and dossier.fee_paid_at is None,
        may_collect=Perm.COLLECT_FEE in visit.desk.user.permissions,
        **bound,
    )


def _hand_over(visit: Visit, form: HandOverForm) -> Dossier:
    return hand_over(
        visit.dossier,
        receiver=form.cleaned_data["receiver"],
        fee_collected=form.cleaned_data.get("fee_collected", False),
        **visit.facts(form),
    )


PLAIN = ActPage("dossiers/staff/act.html", _plain_form, _apply)
_SUPPLEMENT = ActPage("dossiers/staff/supplement.html", _supplement_form, _ask_supplement)
_RESULT = ActPage("dossiers/staff/act.html", _result_form, _finish)
PAGES = {
    Action.RECEIVE: ActPage("dossiers/staff/act.html", _plain_form, _receive),
    Action.SUPPLY: ActPage("dossiers/staff/act.html", _plain_form, _answer_supplement),
    Action.ASK_BEFORE_RECEPTION: _SUPPLEMENT,
    Action.ASK_SUPPLEMENT: _SUPPLEMENT,
    Action.FINISH: _RESULT,
    Action.FINISH_AT_COUNTER: _RESULT,
    Action.HAND_OVER: ActPage("dossiers/staff/hand_over.html", _hand_over_form, _hand_over),
}
