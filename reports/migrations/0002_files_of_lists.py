import django.db.models.deletion
import reports.models.files
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files of lists, of snapshots, and an address for each; nobody has any file yet."""

    dependencies = [
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reportfile", name="report_file_once"),
        migrations.AddField(
            model_name="reportfile",
            name="code",
            field=models.CharField(
                default=reports.models.files.new_code, max_length=12, unique=True
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="query",
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="snapshot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="reports.reportsnapshot",
            ),
        ),
        migrations.AlterField(
            model_name="reportfile",
            name="format",
            field=models.CharField(
                choices=[
                    ("xlsx", "Bảng tính (XLSX)"),
                    ("pdf", "Bản in (PDF)"),
                    ("csv", "Dữ liệu (CSV)"),
                ],
                max_length=4,
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=(
                    "asked_by",
                    "report",
                    "format",
                    "unit",
                    "first",
                    "last",
                    "field_id",
                    "query",
                ),
                name="report_file_once",
            ),
        ),
    ]
