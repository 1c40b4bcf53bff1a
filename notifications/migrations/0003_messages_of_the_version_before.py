import portal.lib.codes
from django.db import migrations, models
from django.db.models.functions import Concat

STATES = {"sent": "handed_over", "failed": "technical"}


def carry_over(apps, schema_editor):
    """Messages of the version before: their key was that of the event, they went by SMS."""
    messages = apps.get_model("notifications", "Message").objects
    for old, new in STATES.items():
        messages.filter(state=old).update(state=new)
    messages.update(event=models.F("key"))
    messages.update(key=Concat("key", models.Value(":sms")))
    for pk in messages.values_list("pk", flat=True).iterator():
        messages.filter(pk=pk).update(reference=portal.lib.codes.random_token())


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_outbox")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
