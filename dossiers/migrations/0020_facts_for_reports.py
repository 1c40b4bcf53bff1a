"""What reports count a dossier by; the next migration fills it in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_absences"),
        ("dossiers", "0019_dossiers_by_date"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_late"),
        migrations.RemoveIndex(model_name="dossier", name="dossier_unit_late"),
        migrations.RemoveIndex(model_name="dossier", name="dossier_closed_late"),
        migrations.AddField(
            model_name="dossier",
            name="in_charge",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                help_text="the office that answers for it in reports; never rewritten",
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="online_level",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="of the procedure at submission, as Procedure.OnlineLevel"
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="digitised",
            field=models.BooleanField(
                help_text="every paper had its file at reception; empty: not known", null=True
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="closed_on",
            field=models.DateField(blank=True, help_text="Vietnam date of closed_at", null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="timeliness",
            field=models.CharField(
                blank=True,
                choices=[("early", "Trước hạn"), ("on_time", "Đúng hạn"), ("late", "Quá hạn")],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="dossier",
            name="days_taken",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="working days from reception to the end", null=True
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="e_result",
            field=models.BooleanField(default=False, help_text="the result is there as a file too"),
        ),
    ]
