"""Earlier dossiers get the facts that reports count by, from what was written down of them.

How many working days they took and whether their papers were digitised was not; it stays unknown.
"""

from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WITHOUT_RESULT = ("withdrawn", "stopped")


def fill(apps, schema_editor):
    Dossier = apps.get_model("dossiers", "Dossier")
    procedures = apps.get_model("procedures", "Procedure").objects.filter(
        pk=OuterRef("procedure_id")
    )
    examiners = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("examiner_id"))
    Dossier.objects.update(
        in_charge_id=Coalesce(Subquery(examiners.values("unit_id")[:1]), F("unit_id")),
        online_level=Coalesce(Subquery(procedures.values("online_level")[:1]), Value(0)),
    )
    ended = Dossier.objects.filter(closed_at__isnull=False)
    closed, due = TruncDate("closed_at", tzinfo=VIETNAM), TruncDate("due_at", tzinfo=VIETNAM)
    files = apps.get_model("dossiers", "Attachment").objects.filter(
        dossier=OuterRef("pk"), role__in=("result", "signed")
    )
    ended.update(closed_on=closed, e_result=Exists(files))
    ended.filter(received_on__isnull=False).update(
        timeliness=Case(
            When(status__in=WITHOUT_RESULT, then=Value("on_time")),
            When(due_at__isnull=True, then=Value("on_time")),
            When(closed_on__lt=due, then=Value("early")),
            When(closed_on=due, then=Value("on_time")),
            default=Value("late"),
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_absences"),
        ("dossiers", "0020_facts_for_reports"),
        ("procedures", "__first__"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
