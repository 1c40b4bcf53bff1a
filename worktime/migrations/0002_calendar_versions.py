"""Versions of calendars, and from which to which of them a row is in force."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import worktime.models

SINCE = {"default": 1, "help_text": "first version that has it"}
UNTIL = {"null": True, "blank": True, "help_text": "first without it"}
ORDERED = models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR")


class Migration(migrations.Migration):
    dependencies = [
        ("worktime", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("calendar", "calendar_pause_policy_is_known"),
        migrations.RemoveConstraint("calendar", "calendar_version_from_1"),
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=worktime.models.new_version_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "cutoff_time",
                    models.TimeField(
                        default=datetime.time(15, 0),
                        help_text="same-day procedures received later are due tomorrow",
                    ),
                ),
                (
                    "cutoff_for_all",
                    models.BooleanField(
                        default=False,
                        help_text="every term received after the cut-off counts from tomorrow",
                    ),
                ),
                (
                    "pause_policy",
                    models.CharField(
                        choices=[
                            ("remaining", "Đếm tiếp số ngày còn lại"),
                            ("elapsed", "Lùi hạn đúng bằng số ngày tạm dừng"),
                        ],
                        default="remaining",
                        max_length=20,
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=80)),
                ("decision_date", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="worktime.calendar",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="empty: the system",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="worktime.calendarversion",
                    ),
                ),
            ],
            options={
                "ordering": ["calendar", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("calendar", "number"), name="calendar_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="calendar_version_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pause_policy__in", ["remaining", "elapsed"])),
                        name="calendar_pause_policy_is_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "calendar",
            "current",
            models.ForeignKey(
                blank=True,
                help_text="the version in force",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="worktime.calendarversion",
            ),
        ),
        migrations.AddField(
            "calendar",
            "closed_through",
            models.PositiveSmallIntegerField(
                blank=True, help_text="last closed year; empty: the year before this one", null=True
            ),
        ),
        migrations.AddField("calendarday", "since", models.PositiveIntegerField(**SINCE)),
        migrations.AddField("calendarday", "until", models.PositiveIntegerField(**UNTIL)),
        migrations.AddField("workinghours", "since", models.PositiveIntegerField(**SINCE)),
        migrations.AddField("workinghours", "until", models.PositiveIntegerField(**UNTIL)),
        migrations.AlterField(
            "calendarday",
            "calendar",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="days",
                to="worktime.calendar",
            ),
        ),
        migrations.AlterField(
            "workinghours",
            "calendar",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hours",
                to="worktime.calendar",
            ),
        ),
        migrations.RemoveConstraint("calendarday", "calendar_day_once"),
        migrations.RemoveConstraint("workinghours", "hours_once"),
        migrations.RemoveConstraint("workinghours", "hours_once_without_a_start"),
        migrations.AddConstraint(
            "calendarday",
            models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("calendar", "date"),
                name="day_in_force_once",
            ),
        ),
        migrations.AddConstraint(
            "calendarday",
            models.CheckConstraint(condition=ORDERED, name="day_versions_in_order"),
        ),
        migrations.AddConstraint(
            "workinghours",
            models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("calendar", "weekday", "opens_at", "valid_from"),
                name="hours_in_force_once",
            ),
        ),
        migrations.AddConstraint(
            "workinghours",
            models.UniqueConstraint(
                condition=models.Q(("until", None), ("valid_from", None)),
                fields=("calendar", "weekday", "opens_at"),
                name="hours_in_force_once_without_a_start",
            ),
        ),
        migrations.AddConstraint(
            "workinghours",
            models.CheckConstraint(condition=ORDERED, name="hours_versions_in_order"),
        ),
    ]
