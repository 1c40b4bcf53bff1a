"""The commune with a kind of report, and a draft somebody has begun."""

import pytest
from django.test import Client

from feedback.models import Category, ReportDraft
from tests.factories import Commune
from tests.feedback.conftest import commune, people
from tests.feedback.factories import make_category
from tests.feedback.reporting.walking import begin

__all__ = ["commune", "people"]


@pytest.fixture
def category(commune: Commune) -> Category:
    return make_category("o-ga")


@pytest.fixture
def draft(client: Client, category: Category) -> ReportDraft:
    """Begun by the client, nothing filled in."""
    return begin(client)
