"""An administrator in front of the pages of calendars, in the commune Bình An."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from tests.factories import Commune, make_commune, make_staff
from worktime.models import COUNTRY, DEFAULT_OFFICE, Calendar


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def admin(commune: Commune) -> User:
    return make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc")


@pytest.fixture
def browser(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def country(commune: Commune) -> Calendar:
    return Calendar.objects.get(code=COUNTRY)


@pytest.fixture
def office(commune: Commune) -> Calendar:
    return Calendar.objects.get(code=DEFAULT_OFFICE)
