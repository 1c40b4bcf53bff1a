"""Indexes of reports, and the two conditions that they share with the queries."""

from django.db import models
from django.db.models import Q

from feedback.workflow import Status

OPEN_REPORT = Q(closed_at__isnull=True)
_PUBLIC = {"published_at__isnull": False, "hidden_at__isnull": True, "is_test": False}


def public_report(prefix: str = "") -> Q:
    """What anybody may see; `report__` for rows that belong to a report."""
    return Q(**{f"{prefix}{column}": value for column, value in _PUBLIC.items()})


PUBLIC_REPORT = public_report()

INDEXES = [
    # With the column of the condition too: SQLite else prefers an index of all reports.
    models.Index(
        fields=["root_unit", "closed_at", "answer_due_at", "id"], condition=OPEN_REPORT,
        name="report_open",
    ),
    models.Index(
        fields=["unit", "closed_at", "answer_due_at", "id"], condition=OPEN_REPORT,
        name="report_of_unit",
    ),
    models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="report_twins"),
    models.Index(
        fields=["split_from"], condition=Q(split_from__isnull=False), name="report_parts"
    ),
    models.Index(fields=["step_due_at"], condition=OPEN_REPORT, name="report_steps"),
    models.Index(fields=["due_at"], condition=OPEN_REPORT, name="report_wholes"),
    models.Index(
        fields=["closed_at"], condition=Q(status=Status.ANSWERED.value), name="report_to_close"
    ),
    models.Index(fields=["root_unit", "-received_at", "-id"], name="report_received"),
    models.Index(
        fields=["root_unit", "category", "-received_at", "-id"], name="report_of_category"
    ),
    models.Index(
        fields=["-received_at", "-id"], condition=PUBLIC_REPORT, name="report_public"
    ),
    models.Index(
        fields=["category", "-received_at", "-id"], condition=PUBLIC_REPORT,
        name="report_public_kind",
    ),
    models.Index(fields=["closed_at"], condition=PUBLIC_REPORT, name="report_public_now"),
    models.Index(fields=["lat", "long"], condition=PUBLIC_REPORT, name="report_public_map"),
    models.Index(fields=["lat", "long"], name="report_near"),
    models.Index(fields=["changed_at", "id"], condition=PUBLIC_REPORT, name="report_changed"),
    models.Index(
        fields=["closed_at"], condition=Q(closed_at__isnull=False), name="report_ended"
    ),
    models.Index(
        fields=["application", "-received_at"], condition=Q(application__isnull=False),
        name="report_by_program",
    ),
]  # fmt: skip
