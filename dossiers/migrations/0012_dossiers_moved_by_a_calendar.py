from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_signing_by_batch"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="clockentry",
            index=models.Index(
                condition=models.Q(("kind", "calendar")),
                fields=["calendar_version_id", "dossier"],
                name="clock_entry_of_a_change",
            ),
        ),
    ]
