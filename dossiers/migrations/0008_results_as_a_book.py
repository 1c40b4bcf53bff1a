from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_remove_clock_pauses")]

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
