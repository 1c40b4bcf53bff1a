"""What the page of an action asks for, and which verb it ends in.

Most actions need no more than their row of the workflow table says; a few have a page of their own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.desk import Desk
from accounts.permissions import Perm
from dossiers.books.cards import card_of
from dossiers.clock.moving import promise_with
from dossiers.files.uploads import clean_upload
from dossiers.forms.extend import ExtendForm
from dossiers.forms.staff import (
    SUPPLEMENT_LETTER,
    ActForm,
    HandOverForm,
    PutForwardForm,
    ResultForm,
    SeenForm,
    SupplementForm,
    papers_to_ask,
)
from dossiers.lateness.forms import CAUSE_FIELDS
from dossiers.lateness.letters import enclosed_letters
from dossiers.models import Dossier
from dossiers.services import (
    ResultFile,
    answer_supplement,
    apply,
    ask_supplement,
    extend,
    finish,
    hand_over,
    receive,
)
from dossiers.services.extend import cap_of, check_extendable, extensions_of
from dossiers.signing.acts import Numbered, Told, conclude_sealing, put_forward, seal, sign
from dossiers.signing.files import signed_of
from dossiers.staff.assignees import assignees_for
from dossiers.workflow import Action, Transition
from portal.lib.dates import clock, long_day
from portal.lib.errors import Refused
from portal.lib.files import shown_name
from signatures.services import SigningFailed
from worktime.terms import Term

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


def _nothing_more(visit: Visit) -> None:
    """Whoever may act by the table may act."""


@dataclass(frozen=True)
class ActPage:
    """`form` takes the keyword arguments of a Django form: data, files, initial.

    `check` raises Refused when the action is impossible, whatever is typed.
    """

    template: str
    form: Callable[..., Any]
    perform: Callable[[Visit, Any], Dossier]
    check: Callable[[Visit], None] = _nothing_more


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


# --- put forward, signed --------------------------------------------------------------------


def _put_forward_form(visit: Visit, **bound: Any) -> PutForwardForm:
    return PutForwardForm(row=visit.row, people=assignees_for(visit.dossier, visit.row), **bound)


def _put_forward(visit: Visit, form: PutForwardForm) -> Dossier:
    draft = _file_of(form, "draft", visit.desk.at)
    if draft is not None and draft.stored.kind != "pdf":
        raise Refused(
            "not_pdf", "Dự thảo phải là PDF. In văn bản ra PDF rồi chọn lại", field="draft"
        )
    note, told = form.cleaned_data["note"], Told(**visit.facts(form))
    return put_forward(visit.dossier, visit.row.action, draft, told, note=note)


def _sign(visit: Visit, form: ActForm) -> Dossier:
    with _signing_refused():
        return sign(visit.dossier, Told(**visit.facts(form)))


@contextmanager
def _signing_refused() -> Iterator[None]:
    """A file that could not be signed is a refusal like any other: nothing was done."""
    try:
        yield
    except SigningFailed as failure:
        raise Refused(failure.code, failure.sentence) from failure


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


# --- extension ------------------------------------------------------------------------------


def _extend_form(visit: Visit, **bound: Any) -> ExtendForm:
    dossier = visit.dossier
    bound["initial"] = {"basis": dossier.procedure.extension_basis} | bound["initial"]
    return ExtendForm(
        row=visit.row,
        cap=cap_of(dossier),
        earlier=extensions_of(dossier),
        promise=lambda added: _promise_words(visit, added),
        **bound,
    )


def _promise_words(visit: Visit, added: Term) -> str:
    due = promise_with(visit.dossier, str(added), at=visit.desk.at)
    return f"trước {clock(due)} {long_day(due)}" if due else ""


def _extend(visit: Visit, form: ExtendForm) -> Dossier:
    facts = ("reason", "note", "decision", "basis")
    return extend(
        visit.dossier,
        added=form.added,
        superior_reason=form.cleaned_data.get("superior_reason", ""),
        **{name: form.cleaned_data[name] for name in facts},
        **visit.facts(form),
    )


def _check_extension(visit: Visit) -> None:
    check_extendable(visit.dossier, at=visit.desk.at)


# --- result and hand-over -------------------------------------------------------------------


def _result_form(visit: Visit, **bound: Any) -> ResultForm:
    bound["initial"] = {"result_on": timezone.localdate(visit.desk.at)} | bound["initial"]
    form = ResultForm(**bound)
    if signed_of(visit.dossier) is not None:
        form.without_file()
    return form


def _finish(visit: Visit, form: ResultForm) -> Dossier:
    facts, found = visit.facts(form), form.cleaned_data
    number, day, note = found["result_number"], found["result_on"], found["note"]
    if "result_file" not in form.fields:
        numbered, told = Numbered(number, day), Told(**facts)
        with _signing_refused():
            sealed = seal(visit.dossier, numbered, told)
        return conclude_sealing(visit.dossier, sealed, numbered, told, note=note)
    return finish(
        visit.dossier,
        visit.row.action,
        result_number=number,
        result_on=day,
        note=note,
        file=_file_of(form, "result_file", visit.desk.at),
        **facts,
    )


def _file_of(form: SeenForm, name: str, at: datetime) -> ResultFile | None:
    """The cleaned file of that field; its refusal stands at the field."""
    upload: UploadedFile | None = form.cleaned_data[name]
    if upload is None:
        return None
    try:
        stored = clean_upload(upload, at=at)
    except Refused as refused:
        raise Refused(refused.code, refused.message, field=name) from refused
    return ResultFile(stored, shown_name(upload.name), upload.size or 0)


def _hand_over_form(visit: Visit, **bound: Any) -> HandOverForm:
    dossier = visit.dossier
    bound["initial"] = {"receiver": dossier.applicant_name} | bound["initial"]
    return HandOverForm(
        fee_due=bool(dossier.fee_amount) and dossier.fee_paid_at is None,
        may_collect=Perm.COLLECT_FEE in visit.desk.user.permissions,
        gives_card=card_of(dossier) is not None,
        letters=enclosed_letters(dossier),
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
_PUT_FORWARD = ActPage("dossiers/staff/act.html", _put_forward_form, _put_forward)
_RESULT = ActPage("dossiers/staff/act.html", _result_form, _finish)
PAGES = {
    Action.RECEIVE: ActPage("dossiers/staff/act.html", _plain_form, _receive),
    Action.SUPPLY: ActPage("dossiers/staff/act.html", _plain_form, _answer_supplement),
    Action.ASK_BEFORE_RECEPTION: _SUPPLEMENT,
    Action.ASK_SUPPLEMENT: _SUPPLEMENT,
    Action.EXTEND: ActPage("dossiers/staff/extend.html", _extend_form, _extend, _check_extension),
    Action.SUBMIT_FOR_SIGN: _PUT_FORWARD,
    Action.PROPOSE_REJECTION: _PUT_FORWARD,
    Action.SIGN: ActPage("dossiers/staff/act.html", _plain_form, _sign),
    Action.FINISH: _RESULT,
    Action.FINISH_AT_COUNTER: _RESULT,
    Action.HAND_OVER: ActPage("dossiers/staff/hand_over.html", _hand_over_form, _hand_over),
}
