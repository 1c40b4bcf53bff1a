from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0016_morning_news"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["unit", "stage_due_at"],
                name="dossier_unit_stage",
            ),
        ),
    ]
