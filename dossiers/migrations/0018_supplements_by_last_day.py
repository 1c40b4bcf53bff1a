from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0017_dossiers_by_stage_date"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="supplementrequest",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)),
                fields=["due_on"],
                name="supplement_unanswered",
            ),
        ),
    ]
