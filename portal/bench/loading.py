"""Rows in bulk: COPY on PostgreSQL, `executemany` on SQLite."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from accounts.models import RoleAssignment, Unit, User
from accounts.permissions import Role
from dossiers.deadlines import calendar_of
from dossiers.models import Dossier, NumberCounter
from portal.bench.population import (
    DOSSIERS,
    ENTRIES,
    EVENTS,
    PER_DAY,
    Columns,
    Commune,
    Kind,
    Population,
    Row,
)
from procedures.models import Procedure


def load(total: int, *, communes: int, now: datetime, per_day: int = PER_DAY) -> int:
    """Make `total` dossiers with their history; the number of rows written is returned."""
    highest = Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    counters = NumberCounter.objects.values_list("agency", "day", "last")
    made = make_communes(communes)
    population = Population(
        total,
        made,
        published_kinds(),
        calendar=calendar_of(Unit.objects.get(pk=made[0].root)),
        now=now,
        per_day=per_day,
        first_pk=highest + 1,
        numbers={(agency, day): last for agency, day, last in counters},
    )
    rows = 0
    with _without_indexes(), transaction.atomic():
        for batch in population.batches():
            for columns, written in zip((DOSSIERS, EVENTS, ENTRIES), batch, strict=True):
                _insert(columns, written)
                rows += len(written)
        NumberCounter.objects.bulk_create(
            (
                NumberCounter(agency=a, day=day, last=n)
                for (a, day), n in population.numbers.items()
            ),
            update_conflicts=True,
            unique_fields=["agency", "day"],
            update_fields=["last"],
        )
    _after_load()
    return rows


def published_kinds() -> list[Kind]:
    rows = Procedure.objects.active().values_list("pk", "current_version_id", "field_id")
    kinds = [Kind(pk, version, field) for pk, version, field in rows if version]
    if not kinds:
        raise LookupError("no published procedure: run `manage.py seed` first")
    return kinds


def make_communes(count: int) -> list[Commune]:
    """Communes with a counter, an office and one person who may do everything. Idempotent."""
    for number in range(1, count + 1):
        code = f"B{number:02d}.{number % 90 + 10}"
        if not Unit.objects.filter(code=code).exists():
            _make_commune(code, number)
    offices = Unit.objects.filter(code__startswith="B", kind=Unit.Kind.JUSTICE, user__isnull=False)
    one_stops = dict(
        Unit.objects.filter(code__startswith="B", kind=Unit.Kind.ONE_STOP).values_list(
            "root_id", "pk"
        )
    )
    rows = offices.values_list("root_id", "root__code", "pk", "user__pk").order_by("root_id")
    return [Commune(root, code, one_stops[root], pk, user) for root, code, pk, user in rows]


def _make_commune(code: str, number: int) -> None:
    name = f"xã Mẫu {number}"
    calendar = Unit.objects.filter(root=None).exclude(calendar=None)[0].calendar
    root = Unit.objects.create(
        code=code, name=name, short_name=name, kind=Unit.Kind.COMMUNE, calendar=calendar
    )
    Unit.objects.create(
        code=f"{code}.1", name="Một cửa", short_name="Một cửa", kind=Unit.Kind.ONE_STOP,
        parent=root, root=root,
    )  # fmt: skip
    office = Unit.objects.create(
        code=f"{code}.2", name="Tư pháp", short_name="Tư pháp", kind=Unit.Kind.JUSTICE,
        parent=root, root=root,
    )  # fmt: skip
    user = User(username=f"bench-{number}", kind=User.Kind.STAFF, unit=office, full_name="Lê Mẫu")
    user.set_unusable_password()
    user.save()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=role)
        for role in (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER)
    )


def _insert(columns: Columns, rows: list[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in columns.names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = "\n".join(
                "\t".join("\\N" if value is None else str(value) for value in row) for row in rows
            )
            cursor.copy_expert(f"COPY {columns.table} ({names}) FROM STDIN", io.StringIO(text))
        else:
            marks = ", ".join(["%s"] * len(columns.names))
            cursor.executemany(f"INSERT INTO {columns.table} ({names}) VALUES ({marks})", rows)  # noqa: S608


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Indexes are built once at the end, which is several times faster."""
    with connection.schema_editor() as editor:
        for index in Dossier._meta.indexes:
            editor.remove_index(Dossier, index)
    yield
    with connection.schema_editor() as editor:
        for index in Dossier._meta.indexes:
            editor.add_index(Dossier, index)


def _after_load() -> None:
    """Sequences and statistics, as the tables would have them after years of use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('dossiers_dossier', 'id'),"
                " (SELECT max(id) FROM dossiers_dossier))"
            )
            cursor.execute(
                "VACUUM (ANALYZE) dossiers_dossier, dossiers_dossierevent, dossiers_clockentry"
            )
        else:
            cursor.execute("ANALYZE")
