from typing import Any

from django.db import migrations

from papers.sets import seed_form_sets


def seed(apps: Any, _: object) -> None:
    seed_form_sets(apps.get_model("papers", "FormSet"))


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
