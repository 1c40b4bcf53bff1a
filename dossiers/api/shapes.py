"""What the staff API answers."""

from typing import Any

from rest_framework import serializers

from accounts.identity import mask_personal_id, mask_phone
from accounts.models import User
from dossiers.models import Dossier
from dossiers.services import actions_for
from dossiers.workflow import Status

STATUSES = [status.value for status in Status]


class DueShape(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["late", "soon", "ok", "wait", "off"])
    text = serializers.CharField(help_text="`Trễ 2 ngày`, in working time")


class QueueRowShape(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="official, before reception that of the receipt")
    status = serializers.ChoiceField(choices=STATUSES)
    status_label = serializers.CharField(source="step")
    act_by = serializers.DateTimeField(allow_null=True)
    due = DueShape()
    applicant_name = serializers.CharField(source="name")
    procedure = serializers.CharField()
    channel = serializers.CharField()
    holder = serializers.CharField()


class QueuePageShape(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True, help_text="`cursor` of the next page")
    results = QueueRowShape(many=True)


class PaperShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    state = serializers.CharField()
    originals = serializers.IntegerField()
    certified = serializers.IntegerField()
    copies = serializers.IntegerField()


class EventShape(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    action = serializers.CharField()
    actor = serializers.CharField(allow_null=True, help_text="null: the system")
    to_status = serializers.CharField()
    note = serializers.CharField()


class ActionShape(serializers.Serializer[Any]):
    action = serializers.CharField()
    title = serializers.CharField(source="label", help_text="the button")


class DossierShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    last_seq = serializers.IntegerField(help_text="version of the dossier")
    status = serializers.ChoiceField(choices=STATUSES)
    status_label = serializers.CharField()
    national_code = serializers.IntegerField(help_text="TrangThaiHoSo, 1 to 10")
    procedure_code = serializers.CharField()
    procedure = serializers.CharField()
    applicant_name = serializers.CharField()
    personal_id = serializers.CharField(help_text="masked")
    phone = serializers.CharField(help_text="masked")
    submitted_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    unit = serializers.CharField(help_text="the office that holds it")
    holder = serializers.CharField(allow_null=True)
    papers = PaperShape(many=True)
    events = EventShape(many=True)
    actions = ActionShape(many=True, help_text="what the person of the token may do now")


def dossier_shape(dossier: Dossier, user: User) -> dict[str, Any]:
    columns = ("last_seq", "status", "submitted_at", "received_at", "due_at", "closed_at")
    return {name: getattr(dossier, name) for name in columns} | {
        "code": dossier.display_code,
        "status_label": dossier.label.staff,
        "national_code": dossier.national_code,
        "procedure_code": dossier.procedure.code,
        "procedure": dossier.procedure.title,
        "applicant_name": dossier.applicant_name,
        "personal_id": mask_personal_id(dossier.personal_id),
        "phone": mask_phone(dossier.phone),
        "unit": dossier.unit.name,
        "holder": str(dossier.assignee) if dossier.assignee else None,
        "papers": dossier.papers.all(),
        "events": dossier.events.select_related("actor"),
        "actions": [
            {"action": row.action, "label": row.label} for row in actions_for(dossier, user)
        ],
    }
