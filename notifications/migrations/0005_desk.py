from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_references"),
    ]

    operations = [
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(choices=[("waiting", "Tin nhắn chờ quá lâu")], max_length=20),
                ),
                (
                    "began_at",
                    models.DateTimeField(help_text="noticed; the oldest message waited before"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("code",),
                        name="incident_open_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["temporary", "permanent", "technical"])),
                fields=["root_unit_id", "-id"],
                name="message_failed",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["replaced", "called"])),
                fields=["root_unit_id", "-id"],
                name="message_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="messagevolume",
            index=models.Index(fields=["day"], name="volume_day"),
        ),
    ]
