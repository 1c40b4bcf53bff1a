from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0010_what_nobody_uses"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="guard",
            field=models.CharField(
                blank=True,
                help_text="permission that staff need to see it; empty: none",
                max_length=40,
            ),
        ),
    ]
