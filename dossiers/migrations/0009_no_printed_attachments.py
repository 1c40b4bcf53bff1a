from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_papers_of_earlier_events")]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="role",
            field=models.CharField(
                choices=[
                    ("paper", "Giấy tờ"),
                    ("result", "Kết quả"),
                    ("draft", "Dự thảo kết quả"),
                ],
                default="paper",
                max_length=8,
            ),
        ),
    ]
