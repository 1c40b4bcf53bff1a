import portal.lib.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_messages_of_the_version_before")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="reference",
            field=models.CharField(
                default=portal.lib.codes.random_token, max_length=24, unique=True
            ),
        ),
    ]
