"""Health answers tell a load balancer the truth, and a failure is told to people kindly."""

import re

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from portal.views import server_error

URL = "/suc-khoe/ready"


def test_the_process_is_alive_without_asking_anything(client: Client) -> None:
    assert client.get("/suc-khoe/live").content == b"ok"


@pytest.mark.django_db
def test_a_whole_portal_is_ready(client: Client) -> None:
    answer = client.get(URL)
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "cache": "ok"}


@pytest.mark.django_db
def test_a_migration_not_applied_is_not_ready(client: Client) -> None:
    newest = MigrationRecorder(connection).migration_qs.filter(app="accounts").latest("name")
    MigrationRecorder(connection).record_unapplied("accounts", newest.name)
    answer = client.get(URL)
    assert answer.status_code == 503
    assert "not applied" in answer.json()["database"]


@pytest.mark.django_db
def test_a_cache_that_is_away_is_not_ready(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nonexistent/valkey.sock",
        }
    }
    answer = client.get(URL)
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "cache": "unavailable"}


def test_a_failure_shows_an_incident_code_and_asks_the_database_nothing() -> None:
    answer = server_error(RequestFactory().get("/ho-so/"))
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "chưa phải lỗi của ông/bà" in html
    assert re.search(r'<strong class="mc-code">[0-9A-F]{6}</strong>', html)
