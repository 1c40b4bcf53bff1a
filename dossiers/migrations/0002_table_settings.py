"""How PostgreSQL keeps the busy tables (performance handbook, 2.3 traps and 5.13).

The few open dossiers change all the time among many closed ones: leave room in their pages, and
clean up long before a fifth of a table of ten million is dead. SQLite has no such settings.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SETTINGS = {
    "dossiers_dossier": (
        "fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, "
        "autovacuum_analyze_scale_factor = 0.02"
    ),
    "dossiers_numbercounter": "fillfactor = 50",
    "notifications_message": "autovacuum_vacuum_scale_factor = 0.02",
}


def set_storage(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for table, settings in SETTINGS.items():
            editor.execute(f"ALTER TABLE {table} SET ({settings})")


def reset_storage(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for table, settings in SETTINGS.items():
            names = ", ".join(part.split("=")[0].strip() for part in settings.split(","))
            editor.execute(f"ALTER TABLE {table} RESET ({names})")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("notifications", "0001_initial")]
    operations = [migrations.RunPython(set_storage, reset_storage)]
