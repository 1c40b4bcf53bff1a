from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0009_no_printed_attachments")]

    operations = [
        migrations.AlterField(
            model_name="bookjob",
            name="kind",
            field=models.CharField(
                choices=[
                    ("xlsx", "Sổ theo dõi hồ sơ, bảng tính (XLSX)"),
                    ("pdf", "Sổ theo dõi hồ sơ, bản in (PDF)"),
                    ("kq", "Sổ kết quả, bảng tính (XLSX)"),
                ],
                max_length=4,
            ),
        ),
    ]
