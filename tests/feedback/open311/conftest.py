"""A commune with a kind of reports and a program that may write."""

import pytest

from feedback.models import Category
from tests.factories import Commune
from tests.feedback.factories import make_category
from tests.feedback.open311.programs import Program, make_program


@pytest.fixture
def category(db: None) -> Category:
    return make_category(keywords="đường, ổ gà", description="Mặt đường hỏng")


@pytest.fixture
def program(commune: Commune, category: Category) -> Program:
    return make_program(commune, category)
