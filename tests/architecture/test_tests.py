"""The guards that surround every other test bite."""

import socket
import urllib.request

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from tests import gets, network, plans
from tests.factories import make_citizen


def write(request: HttpRequest) -> HttpResponse:
    User.objects.update(full_name="Changed")
    return HttpResponse("done")


urlpatterns = [path("ghi/", write)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_guard_bites_on_a_get_that_writes(client: Client, settings: object) -> None:
    settings.MIDDLEWARE = []  # type: ignore[attr-defined]
    with pytest.raises(gets.GetWrote, match="UPDATE"):
        client.get("/ghi/")
    assert client.post("/ghi/").status_code == 200


def test_statements_that_write_are_told_from_those_that_read() -> None:
    writes = {
        'INSERT INTO "dossiers_dossier" ("a") VALUES (1)': "dossiers_dossier",
        'UPDATE "accounts_user" SET "x" = 1': "accounts_user",
        'DELETE FROM "django_session" WHERE 1': "django_session",
        'WITH x AS (SELECT 1) INSERT INTO "t" SELECT * FROM x': "t",
        'SELECT "a" FROM "t" FOR UPDATE OF "t"': None,
        'SELECT "updated" FROM "t"': None,
    }
    assert {sql: gets.written_table(sql) for sql in writes} == writes


def test_only_the_address_of_kannels_reports_may_write_messages() -> None:
    report = "/tin-nhan/bao-cao/kannel/reference/signature/"
    assert "notifications_message" in gets.allowed_tables(report)
    for other in ("/tin-nhan/bao-cao/brand/", "/tin-nhan/den/kannel/signature/", f"/x{report}"):
        assert "notifications_message" not in gets.allowed_tables(other)


def test_guard_bites_on_a_test_that_leaves_the_machine() -> None:
    with pytest.raises(network.OutsideWorld):
        urllib.request.urlopen("http://example.com", timeout=1)
    with pytest.raises(network.OutsideWorld), socket.socket() as client:
        client.connect(("192.0.2.1", 80))


def test_the_suite_has_a_cache_of_its_own() -> None:
    cache.set("suite", "here", 5)
    assert cache.get("suite") == "here"


def read_cheaply(*queries: QuerySet[User], most: int = 8) -> None:
    with plans.cheap(most=most, tables=["accounts_user"]):
        for query in queries:
            list(query)


@pytest.mark.django_db
def test_guard_bites_on_a_page_with_too_many_queries() -> None:
    one = User.objects.filter(pk=1)
    read_cheaply(one.all(), most=1)
    with pytest.raises(AssertionError, match="2 queries, at most 1"):
        read_cheaply(one.all(), one.all(), most=1)


@pytest.mark.django_db
def test_guard_bites_on_a_scan_of_a_growing_table() -> None:
    make_citizen()
    with pytest.raises(AssertionError, match="reads a whole table"):
        read_cheaply(User.objects.filter(full_name__contains="Hoa"))


@pytest.mark.django_db
def test_sqlite_promises_what_production_needs() -> None:
    """Acknowledged writes survive a power cut (architecture 11)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
