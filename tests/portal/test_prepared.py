"""A prepared query gives what the ORM gives."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from portal.lib.prepared import Prepared
from tests.factories import make_citizen

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "full_name", "created_at", "birth_date", "is_active", "unit_id")


def test_rows_are_those_of_the_orm_with_their_types() -> None:
    prepared = Prepared(lambda pk: User.objects.filter(pk=pk).values_list(*COLUMNS), 0)
    for person in (make_citizen(), make_citizen(full_name="Trần Văn Dũng")):
        assert prepared.rows(person.pk) == list(
            User.objects.filter(pk=person.pk).values_list(*COLUMNS)
        )
    assert prepared.rows(0) == []


def test_running_it_is_one_query_and_values_are_never_part_of_the_text() -> None:
    prepared = Prepared(lambda name: User.objects.filter(full_name=name).values_list("pk"), "")
    with CaptureQueriesContext(connection) as queries:
        assert prepared.rows("' OR '1'='1") == []
    assert len(queries) == 1


def test_it_takes_exactly_one_value() -> None:
    two = Prepared(lambda pk: User.objects.filter(pk=pk, kind="staff").values_list("pk"), 0)
    with pytest.raises(ValueError, match="one parameter"):
        two.rows(1)
