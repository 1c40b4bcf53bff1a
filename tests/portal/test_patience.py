"""A page that asks the database for too much is refused with a sentence."""

import pytest
from django.db import OperationalError, connection

from portal.lib.errors import Refused
from portal.lib.patience import at_most

pytestmark = pytest.mark.django_db


def ask(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_takes_too_long_is_refused_on_postgresql_and_runs_on_sqlite() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(Refused, match="Chọn kỳ ngắn hơn") as refused, at_most(0.05):
            ask("SELECT pg_sleep(5)")
        assert (refused.value.code, refused.value.status) == ("too_slow", 422)
    else:
        with at_most(0.05):
            ask("SELECT 1")
    ask("SELECT 1")


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ZeroDivisionError), at_most(5):
        raise ZeroDivisionError
    with pytest.raises(OperationalError), at_most(5):
        raise OperationalError("the disk is full")
