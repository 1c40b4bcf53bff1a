"""From when on a stage is coming late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_keys_of_books")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="stage_warn_at",
            field=models.DateTimeField(
                blank=True, help_text="from then on the stage is coming late", null=True
            ),
        ),
    ]
