"""`manage.py generate_load --dossiers N`: an invented province, for measuring and for training.

Into a database of its own: it refuses one that holds dossiers of people. PostgreSQL wants a
superuser, since foreign keys are not looked up for rows that are right by their making.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier
from portal.bench.loading import Loaded, load
from portal.bench.population import PER_DAY

WORKING_DAYS = 250  # a year
REFUSAL = (
    "This database holds dossiers of people. Give the command a database of its own: DATABASE_URL."
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, required=True)
        parser.add_argument("--communes", type=int, default=300)
        parser.add_argument("--years", type=float, help=f"of their reception; {PER_DAY:,} a day")
        parser.add_argument("--processes", type=int, default=2, help="PostgreSQL; SQLite has one")
        parser.add_argument(
            "--no-statistics", action="store_true", help="leave out rebuild_statistics"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        refuse_a_real_database()
        per_day = PER_DAY
        if options["years"]:
            per_day = max(1, round(options["dossiers"] / options["years"] / WORKING_DAYS))
        loaded = load(
            options["dossiers"],
            communes=options["communes"],
            now=timezone.now(),
            per_day=per_day,
            processes=options["processes"],
        )
        self.stdout.write(told(loaded))
        if not options["no_statistics"]:
            call_command("rebuild_statistics")


def refuse_a_real_database() -> None:
    """Keys of invented dossiers begin alike: two look-ups in the unique index."""
    keys = Dossier.objects.values("submit_key")
    if (
        keys.filter(submit_key__lt="bench-").exists()
        or keys.filter(submit_key__gte="bench.").exists()
    ):
        raise CommandError(REFUSAL)


def told(loaded: Loaded) -> str:
    """What was written and how fast; processor time is that of making the rows."""
    return (
        f"{connection.vendor}: {loaded.dossiers:,} dossiers, {loaded.rows:,} rows"
        f" in {loaded.copying:.1f} s ({loaded.rows / loaded.copying:,.0f} rows/s;"
        f" made at {loaded.rows / loaded.processor:,.0f} rows a second of processor),"
        f" indexes {loaded.indexing:.1f} s, vacuum and statistics {loaded.cleaning:.1f} s"
    )
