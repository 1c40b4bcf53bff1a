"""How dossiers are found. What is open is few among many: partial indexes (performance 2.3)."""

from django.db import models
from django.db.models import Q

from dossiers.workflow import Status

OPEN = Q(closed_at__isnull=True)
INDEXES = [
    models.Index(
        fields=["unit", "status", "act_by", "id"], condition=OPEN, name="dossier_queue"
    ),
    models.Index(fields=["unit", "act_by", "id"], condition=OPEN, name="dossier_unit_open"),
    models.Index(fields=["act_by"], condition=OPEN, name="dossier_act_by"),
    models.Index(fields=["stage_due_at"], condition=OPEN, name="dossier_stage_due"),
    models.Index(
        fields=["due_at"], condition=OPEN, name="dossier_late",
        include=["root_unit", "in_charge", "paused_at", "late_cause", "late_cause_at"],
    ),
    models.Index(
        fields=["in_charge", "due_at"], include=["status", "paused_at"], condition=OPEN,
        name="dossier_unit_late",
    ),
    models.Index(fields=["received_on", "id"], name="dossier_received"),
    models.Index(fields=["root_unit", "received_on", "id"], name="dossier_root_received"),
    models.Index(fields=["closed_on", "id"], name="dossier_closed"),
    models.Index(fields=["root_unit", "closed_on", "id"], name="dossier_root_closed"),
    models.Index(
        fields=["closed_on", "id"], include=["in_charge", "late_cause"],
        condition=Q(timeliness="late"), name="dossier_ended_late",
    ),
    models.Index(
        fields=["receiving_unit", "closed_at", "id"],
        condition=Q(status=Status.RESULT_READY.value), name="dossier_to_return",
    ),
    models.Index(
        fields=["receiving_unit", "received_on", "code"],
        condition=Q(received_on__isnull=False), name="dossier_book",
    ),
    models.Index(fields=["assignee", "act_by", "id"], condition=OPEN, name="dossier_mine"),
    models.Index(
        fields=["unit", "name_fold", "id"], name="dossier_unit_name",
        opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],  # LIKE 'nguyen%'
    ),
    models.Index(fields=["personal_id"], name="dossier_person"),
    models.Index(fields=["phone"], name="dossier_phone"),
    models.Index(fields=["owner", "-submitted_at"], name="dossier_owner"),
]  # fmt: skip
