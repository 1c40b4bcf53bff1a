"""Number, time and rules are those of the version in force."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("worktime", "0003_first_versions")]

    operations = [
        migrations.RemoveField("calendar", "version"),
        migrations.RemoveField("calendar", "changed_at"),
        migrations.RemoveField("calendar", "cutoff_time"),
        migrations.RemoveField("calendar", "cutoff_for_all"),
        migrations.RemoveField("calendar", "pause_policy"),
    ]
