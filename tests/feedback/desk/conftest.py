"""The commune at its desk: who handles in the office that answers, and a report just received."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from feedback.models import Report
from tests.dossiers.conftest import People
from tests.factories import Commune, make_staff
from tests.feedback.conftest import commune, people
from tests.feedback.factories import send_report

__all__ = ["commune", "people"]


@pytest.fixture
def handler(commune: Commune) -> User:
    """In the office that a report without a route goes to."""
    return make_staff(commune.one_stop, Role.SPECIALIST, full_name="Ngô Quang Minh")


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    return send_report(commune, when=timezone.now())
