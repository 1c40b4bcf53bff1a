"""What is in force becomes the first kept version of every calendar; its number stays."""

from django.db import migrations

RULES = ("cutoff_time", "cutoff_for_all", "pause_policy")


def keep_what_is_in_force(apps, schema_editor):
    Calendar = apps.get_model("worktime", "Calendar")
    waiting = list(Calendar.objects.order_by("pk"))
    kept = {None: None}
    while ready := [calendar for calendar in waiting if calendar.parent_id in kept]:
        for calendar in ready:
            kept[calendar.pk] = _keep(apps, calendar, kept[calendar.parent_id])
        waiting = [calendar for calendar in waiting if calendar.pk not in kept]


def _keep(apps, calendar, parent_version):
    version = apps.get_model("worktime", "CalendarVersion").objects.create(
        calendar=calendar,
        number=calendar.version,
        parent_version=parent_version,
        note="Lịch đang dùng khi bắt đầu lưu các phiên bản",
        made_at=calendar.changed_at,
        **{rule: getattr(calendar, rule) for rule in RULES},
    )
    calendar.current = version
    calendar.save(update_fields=["current"])
    return version


def put_back(apps, schema_editor):
    """Only what is in force now is left; earlier versions are forgotten."""
    Calendar = apps.get_model("worktime", "Calendar")
    for calendar in Calendar.objects.exclude(current=None).select_related("current"):
        calendar.version, calendar.changed_at = calendar.current.number, calendar.current.made_at
        for rule in RULES:
            setattr(calendar, rule, getattr(calendar.current, rule))
        calendar.current = None
        calendar.save()
    for rows in ("CalendarDay", "WorkingHours"):
        apps.get_model("worktime", rows).objects.exclude(until=None).delete()
    apps.get_model("worktime", "CalendarVersion").objects.update(parent_version=None)
    apps.get_model("worktime", "CalendarVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("worktime", "0002_calendar_versions")]

    operations = [migrations.RunPython(keep_what_is_in_force, put_back)]
