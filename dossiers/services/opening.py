"""A new dossier from its facts, the same for online and counter."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Unit, User
from dossiers.models import Dossier
from dossiers.routing import office_in_charge
from dossiers.services.applicant import Applicant
from portal.lib.codes import random_code
from portal.lib.text import clean, fold
from procedures.models import Case, Channel, EForm, Procedure, ProcedureVersion


@dataclass(frozen=True)
class Opening:
    """What is asked for, where, and by which channel."""

    root_unit: Unit
    receiving_unit: Unit
    procedure: Procedure
    version: ProcedureVersion
    method: Channel.Method
    submit_key: str
    case: Case | None = None
    eform: EForm | None = None
    answers: dict[str, object] = field(default_factory=dict)
    owner: User | None = None
    summary: str = ""
    sets: int = 1
    arrived_at: datetime | None = None  # by post: the office's arrival stamp


def new_dossier(opening: Opening, applicant: Applicant, *, at: datetime) -> Dossier:
    """An unsaved dossier; `first_event` saves it with its first line of history."""
    name = clean(applicant.full_name)
    return Dossier(
        root_unit=opening.root_unit,
        receiving_unit=opening.receiving_unit,
        unit=opening.receiving_unit,
        in_charge_id=office_in_charge(
            opening.procedure.pk, opening.root_unit.pk, opening.receiving_unit.pk
        ),
        submission_code=f"N-{random_code(4)}-{random_code(4)}",
        tracking_key=secrets.token_urlsafe(16),
        submit_key=opening.submit_key,
        procedure=opening.procedure,
        procedure_version=opening.version,
        field_id=opening.procedure.field_id,
        case=opening.case,
        eform=opening.eform,
        answers=opening.answers,
        channel=opening.method,
        online_level=opening.procedure.online_level,
        owner=opening.owner,
        summary=clean(opening.summary),
        sets=opening.sets,
        term=term_of(opening.version, opening.case, opening.method),
        promised_term=opening.procedure.promised_term,
        applicant_name=name,
        name_fold=fold(name),
        personal_id=applicant.personal_id,
        phone=applicant.phone,
        email=applicant.email,
        birth_date=applicant.birth_date,
        gender=applicant.gender,
        address=clean(applicant.address),
        subject_name=clean(applicant.subject_name),
        subject_address=clean(applicant.subject_address),
        delivery=applicant.delivery,
        delivery_address=clean(applicant.delivery_address),
        submitted_at=at,
        arrived_at=opening.arrived_at,
    )


def term_of(version: ProcedureVersion, case: Case | None, method: Channel.Method) -> str:
    """The term of the case, else of the channel, else of any channel (domain 5.1)."""
    if case is not None and case.term:
        return case.term
    channels = list(version.channels.exclude(term="").order_by("method"))
    same_way = [channel for channel in channels if channel.method == method]
    return (same_way or channels)[0].term if channels else ""


def one_stop_of(root: Unit) -> Unit:
    """Trung tâm Phục vụ hành chính công of the commune or province; the unit itself without one."""
    offices = Unit.objects.select_related("root").filter(root=root, kind=Unit.Kind.ONE_STOP)
    return offices.first() or root
