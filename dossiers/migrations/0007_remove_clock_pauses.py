"""What paused a clock is in its ledger now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_entries_of_earlier_clocks")]
    operations = [migrations.DeleteModel(name="ClockPause")]
