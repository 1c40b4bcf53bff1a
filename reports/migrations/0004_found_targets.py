"""Targets that the handbook found in published texts; each can be changed at /qt/chi-tieu/."""

from datetime import date
from decimal import Decimal

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TARGETS = (
    ("truc-tuyen", 70, "Mức đánh giá áp dụng cho cấp xã", date(2025, 7, 1)),
    ("khai-thac", 80, "Mức đạt điểm tối đa, Quyết định 766/QĐ-TTg", date(2022, 6, 23)),
    ("hai-long", 90, "Mức đạt điểm tối đa, Quyết định 766/QĐ-TTg", date(2022, 6, 23)),
)


def set_targets(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    target = apps.get_model("reports", "Target")
    for measure, value, basis, day in TARGETS:
        target.objects.create(measure=measure, value=Decimal(value), basis=basis, valid_from=day)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_forecast_fits")]
    operations = [migrations.RunPython(set_targets, migrations.RunPython.noop)]
