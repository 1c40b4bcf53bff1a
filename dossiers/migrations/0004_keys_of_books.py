from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_clock_papers_and_registers")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(received_on__isnull=False),
                fields=["receiving_unit", "received_on", "code"],
                name="dossier_book",
            ),
        ),
        migrations.AddConstraint(
            model_name="bookjob",
            constraint=models.UniqueConstraint(fields=("unit", "year", "kind"), name="book_once"),
        ),
    ]
