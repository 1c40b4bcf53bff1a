"""Clocks that ran before there was a ledger get their lines, with the dates their events had.

Pauses counted from the event then, and so they do here. The promise was the legal date.
"""

from django.db import migrations
from django.db.models import F

BATCH = 1_000


def write_entries(apps, schema_editor):
    Dossier = apps.get_model("dossiers", "Dossier")
    versions = _versions(apps)
    rows = Dossier.objects.exclude(received_at=None).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).prefetch_related("events", "pauses")[:BATCH]):
        last = batch[-1].pk
        entries = [entry for dossier in batch for entry in _lines(apps, dossier, versions)]
        apps.get_model("dossiers", "ClockEntry").objects.bulk_create(entries)
    rows.update(statutory_at=F("due_at"))


def _versions(apps):
    """The calendar version of every office, as offices inherit calendars."""
    current = dict(apps.get_model("worktime", "Calendar").objects.values_list("pk", "current_id"))
    ordinary = apps.get_model("worktime", "Calendar").objects.filter(code="XA").first()
    units = apps.get_model("accounts", "Unit").objects.values_list(
        "pk", "calendar_id", "root__calendar_id"
    )
    default = ordinary.current_id if ordinary else None
    return {pk: current.get(own or root, default) for pk, own, root in units}


def _lines(apps, dossier, versions):
    events = sorted(dossier.events.all(), key=lambda event: event.seq)
    moves = [("start", dossier.received_at, dossier.received_at, "receive")]
    for pause in sorted(dossier.pauses.all(), key=lambda pause: pause.started_at):
        moves.append(("pause", pause.started_at, pause.started_at, pause.reason))
        if pause.ended_at is not None and pause.ended_at != dossier.closed_at:
            moves.append(("resume", pause.ended_at, pause.started_at, ""))
    if dossier.closed_at is not None:
        ended = [pause for pause in dossier.pauses.all() if pause.ended_at == dossier.closed_at]
        since = ended[0].started_at if ended else dossier.closed_at
        moves.append(("stop", dossier.closed_at, since, ""))
    Entry = apps.get_model("dossiers", "ClockEntry")
    for seq, (kind, at, counts_from, action) in enumerate(moves, start=1):
        event = _event(events, at, action)
        yield Entry(
            root_unit_id=dossier.root_unit_id,
            dossier=dossier,
            seq=seq,
            event_seq=event.seq if event else 1,
            kind=kind,
            at=at,
            counts_from=counts_from,
            term=dossier.term if kind == "start" else "",
            calendar_version_id=versions.get(dossier.receiving_unit_id),
            due_at=event.due_at if event else dossier.due_at,
            statutory_at=event.due_at if event else dossier.due_at,
            reason=action or (event.action if event else ""),
            by_id=event.actor_id if event else None,
        )


def _event(events, at, action):
    """The event of that moment and action; else the last one until then."""
    same = [one for one in events if one.at == at and (not action or one.action == action)]
    earlier = [one for one in events if one.at <= at]
    return (same or earlier[-1:] or [None])[-1 if not action else 0]


def remove_entries(apps, schema_editor):
    apps.get_model("dossiers", "ClockEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_stage_warnings"),
        ("accounts", "0001_initial"),
        ("worktime", "0004_rules_of_versions"),
    ]
    operations = [migrations.RunPython(write_entries, remove_entries)]
