"""The commune, and both ways of finding the areas of a point."""

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.dossiers.conftest import commune, people

__all__ = ["commune", "people"]


def _backends() -> list[str]:
    """PostGIS where the database is PostgreSQL."""
    on_postgresql = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    return ["plain", "postgis"] if on_postgresql else ["plain"]


@pytest.fixture(scope="session")
def _postgis(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    if "postgis" in _backends():
        with django_db_blocker.unblock():
            call_command("prepare_postgis")


@pytest.fixture(params=_backends())
def backend(_postgis: None, settings: LazySettings, request: pytest.FixtureRequest) -> str:
    settings.GEO_BACKEND = request.param
    return str(request.param)
