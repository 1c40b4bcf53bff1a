from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_unread"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("route", ""), _negated=True),
                fields=["route", "sent_at"],
                name="message_of_route",
            ),
        ),
    ]
