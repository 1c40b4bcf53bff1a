"""Quá trình xử lý hồ sơ: who did what with one dossier, and until when (domain 4.10)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accounts.models import User
from accounts.offices import offices
from dossiers.documents.facts import request_of
from dossiers.models import Dossier, DossierEvent
from dossiers.staff.acts import told
from papers.circulars import form_in_force
from papers.drawing import draw
from papers.heads import Sheet
from portal.lib.dates import full_moment

STYLE = Path(__file__).with_name("wide.css")
_TEMPLATE = "dossiers/books/pdf/course.html"


@dataclass(frozen=True)
class CourseRow:
    at: str
    actor: str
    action: str
    receiver: str
    due: str


def draw_course(dossier: Dossier, *, at: datetime) -> bytes:
    """The PDF as the history is now; it is not kept. Three queries."""
    facts = {
        "code": "",
        "dossier_code": dossier.display_code,
        "tracking": None,
        "owner": dossier.subject_name or dossier.applicant_name,
        "procedure": dossier.procedure_version.name,
        "request": request_of(dossier),
        "received": full_moment(dossier.received_at) if dossier.received_at else "",
        "due": full_moment(dossier.due_at) if dossier.due_at else "",
        "rows": course_rows(dossier),
    }
    sheet = Sheet(form_in_force("qua-trinh", at), dossier.receiving_unit, at)
    return draw(sheet, facts, template=_TEMPLATE, style=STYLE)


def course_rows(dossier: Dossier) -> list[CourseRow]:
    events = list(dossier.events.select_related("actor").order_by("seq"))
    people = User.objects.in_bulk({event.assignee_id for event in events if event.assignee_id})
    return [_row(event, people) for event in events]


def _row(event: DossierEvent, people: dict[int, User]) -> CourseRow:
    office = offices().get(event.unit_id)
    receiver = people.get(event.assignee_id or 0)
    return CourseRow(
        at=full_moment(event.at),
        actor=str(event.actor or "Hệ thống"),
        action=told(event.action),
        receiver=" · ".join(
            part for part in (str(receiver or ""), office.short_name if office else "") if part
        ),
        due=full_moment(event.due_at) if event.due_at else "",
    )
