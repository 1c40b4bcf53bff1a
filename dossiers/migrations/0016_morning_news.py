from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0015_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="MorningNews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own_digest", "Việc của từng người"),
                            ("digest", "Bản tin của lãnh đạo"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="morningnews",
            constraint=models.UniqueConstraint(
                fields=("unit_id", "kind"), name="morning_news_once"
            ),
        ),
    ]
