"""`manage.py prepare_postgis`: what `GEO_BACKEND=postgis` needs in the database. Twice is harmless.

The extension's files must be on the server (Debian: postgresql-15-postgis-3) and the user may
create extensions, or somebody who may has done so before.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from geo.postgis import PREPARE


class Command(BaseCommand):
    help = "Make the PostGIS extension and the index of areas."

    def handle(self, *_: Any, **__: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("PostGIS needs PostgreSQL; GEO_BACKEND=plain works on any database")
        try:
            with connection.cursor() as cursor:
                for statement in PREPARE:
                    cursor.execute(statement)
        except DatabaseError as error:
            raise CommandError(f"PostGIS is not there: {error}") from error
        self.stdout.write("PostGIS is ready")
