from django.db import migrations, models

OPEN = models.Q(("closed_at__isnull", True))


class Migration(migrations.Migration):
    """Ranges of dates over all offices: hundreds of offices are no condition of an index."""

    dependencies = [
        ("dossiers", "0018_supplements_by_last_day"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_unit_stage"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=OPEN, fields=["act_by"], name="dossier_act_by"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(condition=OPEN, fields=["stage_due_at"], name="dossier_stage_due"),
        ),
    ]
