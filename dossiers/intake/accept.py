"""From a checked intake page to the services: received, refused, or shown the way."""

from accounts.models import User
from dossiers.documents.drawing import guidance_pdf
from dossiers.documents.facts import line_of
from dossiers.forms.intake import PAYMENTS, GuidanceForm, RefusalForm, signed_files
from dossiers.intake.fees import fee_note
from dossiers.intake.page import Intake
from dossiers.intake.papers import Row
from dossiers.intake.person import accounts_of
from dossiers.models import Dossier, StoredFile
from dossiers.services import (
    Applicant,
    FeeTaken,
    HandedIn,
    Opening,
    Scan,
    receive_at_counter,
    refuse_at_counter,
)
from dossiers.services.opening import new_dossier
from papers.lines import Line
from portal.lib.errors import Refused
from procedures.models import Channel


def receive(intake: Intake) -> Dossier:
    """Tiếp nhận; the same page sent again gives the same dossier."""
    return receive_at_counter(
        opening_of(intake),
        applicant_of(intake),
        handed_in(intake),
        by=intake.user,
        at=intake.at,
        fee=_fee(intake),
        draft=intake.draft,
    )


def refuse(intake: Intake, form: RefusalForm) -> Dossier:
    """Từ chối tiếp nhận, with the reason the officer gave."""
    return refuse_at_counter(
        opening_of(intake),
        applicant_of(intake),
        by=intake.user,
        at=intake.at,
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
    )


def guidance_sheet(intake: Intake, form: GuidanceForm) -> bytes:
    """Mẫu 02 as PDF for papers that are not complete. Nothing is recorded."""
    lines = [_line(row) for row in intake.missing]
    note = form.cleaned_data["note"]
    if not lines and not note:
        raise Refused("nothing_to_ask", "Ghi nội dung cần hoàn thiện", field="note")
    dossier = new_dossier(opening_of(intake), applicant_of(intake), at=intake.at)
    return guidance_pdf(dossier, lines, by=intake.user, at=intake.at, note=note)


def opening_of(intake: Intake) -> Opening:
    """What is asked for; a continued draft lends its key, so that it can be sent only once."""
    procedure, version, draft = intake.procedure, intake.version, intake.draft
    if procedure is None or version is None:
        raise Refused("no_procedure", "Chọn thủ tục: gõ tên, mã hoặc mã QR", field="procedure")
    form = intake.request.cleaned_data
    return Opening(
        root_unit=intake.root,
        receiving_unit=intake.unit,
        procedure=procedure,
        version=version,
        method=Channel.Method(int(form["channel"])),
        arrived_at=form["arrived_at"] if intake.posted else None,
        submit_key=draft.submit_key if draft else intake.data.get("submit_key", ""),
        case=intake.case,
        eform=draft.eform if draft else None,
        answers=draft.answers if draft else {},
        owner=_owner(intake),
        summary=form["summary"],
        sets=form["sets"] or 1,
    )


def applicant_of(intake: Intake) -> Applicant:
    person, request = intake.applicant.cleaned_data, intake.request.cleaned_data
    facts = ("personal_id", "birth_date", "gender", "address", "phone", "email")
    return Applicant(
        full_name=person["full_name"],
        subject_name=person["subject_name"],
        subject_address=person["subject_address"],
        delivery=request["delivery"],
        delivery_address=request["delivery_address"],
        **{name: person[name] for name in facts},
    )


def handed_in(intake: Intake) -> list[HandedIn]:
    return [_handed_in(row) for row in intake.papers if row.form.cleaned_data["given"]]


def _handed_in(row: Row) -> HandedIn:
    data, paper = row.form.cleaned_data, row.form.paper
    kept = dict(signed_files(data["kept"]))
    files = StoredFile.objects.in_bulk(list(kept))
    return HandedIn(
        required_paper=paper,
        name=paper.name if paper else data["name"],
        originals=data["originals"],
        certified=data["certified"],
        copies=data["copies"],
        shown=paper is not None and paper.shown_only,
        scans=tuple(Scan(files[pk], name) for pk, name in kept.items() if pk in files),
    )


def _line(row: Row) -> Line:
    return line_of(row.form.paper) if row.form.paper else Line(row.name)


def _fee(intake: Intake) -> FeeTaken:
    data = intake.fee.cleaned_data
    words = dict(PAYMENTS).get(data["payment"], "") if data["amount"] else ""
    return FeeTaken(
        amount=data["amount"],
        paid=data["payment"] in {"cash", "transfer"},
        note=fee_note(intake.fee_lines, intake.sets, words),
    )


def _owner(intake: Intake) -> User | None:
    """The citizen account that may follow the dossier online: only when there is no doubt.

    Whoever signs in has proven the phone and merely typed the personal number, so the number alone
    gives a dossier to nobody.
    """
    if intake.draft is not None:
        return intake.draft.owner
    person = intake.applicant.cleaned_data
    accounts = accounts_of(person["personal_id"], person["phone"])
    return next((account for account in accounts if account.phone == person["phone"]), None)
