"""H and R: what the product is measured against, in the same server and on the same rows."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from dossiers.models import ClockEntry, Dossier, DossierEvent, DossierPaper
from dossiers.numbering import official_code
from dossiers.services import (
    Applicant,
    HandedIn,
    Opening,
    receive_at_counter,
)
from notifications.models import Message
from papers.models import IssuedPaper
from procedures.models import Channel, Procedure


@require_safe
def hello(request: HttpRequest) -> HttpResponse:
    """H: nothing but the server and the middleware."""
    return HttpResponse("hello")


@csrf_exempt
@require_POST
def raw(request: HttpRequest) -> HttpResponse:
    """R by HTTP: the rows of an intake, without any of its rules."""
    return HttpResponse(_raw_intake().submit())


@csrf_exempt
@require_POST
def intake(request: HttpRequest) -> HttpResponse:
    """The product's own intake by HTTP, without reading a form."""
    return HttpResponse(_intake().submit().code)


@cache
def _intake() -> "Intake":
    return Intake.of_bench()


@cache
def _raw_intake() -> "RawIntake":
    return RawIntake(Intake.of_bench())


@dataclass(frozen=True)
class Intake:
    """The product's own way: a walk-in at the counter of a bench commune."""

    user: User
    procedure: Procedure

    @classmethod
    def of_bench(cls, number: int = 1) -> "Intake":
        user = User.objects.select_related("unit__root").get(username=f"bench-{number}")
        procedure = Procedure.objects.active().select_related("current_version").first()
        if procedure is None:
            raise LookupError("no published procedure: run `manage.py seed` first")
        return cls(user, procedure)

    def submit(self) -> Dossier:
        unit, version = self.user.unit, self.procedure.current_version
        if unit is None or unit.root is None or version is None:
            raise LookupError("the commune of the benchmark is incomplete")
        opening = Opening(
            root_unit=unit.root,
            receiving_unit=unit,
            procedure=self.procedure,
            version=version,
            method=Channel.Method.DIRECT,
            submit_key=f"bench-{secrets.token_hex(12)}",
        )
        applicant = Applicant(
            full_name="Nguyễn Thị Hoa", personal_id="064199012345", phone="+84905123318"
        )
        papers = [HandedIn(None, "Tờ khai", originals=1), HandedIn(None, "Giấy chứng sinh", 1)]
        return receive_at_counter(opening, applicant, papers, by=self.user, at=timezone.now())


class RawIntake:
    """The same rows by hand-written SQL: one real intake is the model, keys and codes are new."""

    def __init__(self, intake: Intake) -> None:
        dossier = intake.submit()
        dossier.refresh_from_db()
        self._agency = dossier.root_unit.code
        self._dossier = _values(dossier)
        self._lines = [
            (row._meta.db_table, _values(row))
            for model in (DossierEvent, DossierPaper, ClockEntry)
            for row in model._base_manager.filter(dossier=dossier)
        ] + [
            (row._meta.db_table, _values(row))
            for model in (Message, IssuedPaper)
            for row in model._base_manager.filter(subject_code=dossier.code)
        ]

    def submit(self, at: datetime | None = None) -> str:
        day = timezone.localdate(at)
        new = secrets.token_hex(12)
        with transaction.atomic(), connection.cursor() as cursor:
            values = self._dossier | {
                "submission_code": new[:20],
                "tracking_key": new,
                "submit_key": f"bench-{new}",
                "code": official_code(self._agency, day, upsert(cursor, self._agency, day)),
            }
            pk = _insert(cursor, "dossiers_dossier", values, returning=True)
            for place, (table, line) in enumerate(self._lines):
                own = {
                    "dossier_id": pk,
                    "key": f"{new}:{place}",
                    "code": new[:20],
                    "reference": f"{new[:20]}:{place}",
                }
                _insert(cursor, table, line | {name: own[name] for name in own.keys() & line})
        return str(values["code"])


def upsert(cursor: Any, agency: str, day: object) -> int:
    """The bare statement that hands out numbers."""
    cursor.execute(
        "INSERT INTO dossiers_numbercounter (agency, day, last) VALUES (%s, %s, 1)"
        " ON CONFLICT (agency, day) DO UPDATE SET last = dossiers_numbercounter.last + 1"
        " RETURNING last",
        [agency, day],
    )
    return int(cursor.fetchone()[0])


def _values(row: models.Model) -> dict[str, Any]:
    """What the database holds of a row, without its key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {
        str(field.column): field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in fields
    }


def _insert(cursor: Any, table: str, values: dict[str, Any], *, returning: bool = False) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    tail = " RETURNING id" if returning else ""
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}){tail}", list(values.values()))  # noqa: S608
    return int(cursor.fetchone()[0]) if returning else 0
