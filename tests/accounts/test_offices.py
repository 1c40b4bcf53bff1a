"""Offices in process memory."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from accounts.offices import offices, serving_office
from tests.factories import make_commune

pytestmark = pytest.mark.django_db


def test_an_office_has_of_its_commune_what_it_does_not_say_itself() -> None:
    commune = make_commune()
    facts = offices()[commune.justice.pk]
    assert (facts.short_name, facts.root_id) == ("Tư pháp - Hộ tịch", commune.root.pk)
    assert facts.phone == commune.root.phone
    assert facts.calendar is offices()[commune.root.pk].calendar


def test_they_are_read_once_and_again_after_a_change() -> None:
    commune = make_commune()
    assert serving_office() == offices()[commune.root.pk]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        offices()
        serving_office()
    assert len(queries) == 0
    Unit.objects.filter(pk=commune.root.pk).update(phone="0252 3999 999")
    offices.forget()
    assert offices()[commune.justice.pk].phone == "0252 3999 999"


def test_before_the_portal_is_set_up_there_is_none() -> None:
    assert serving_office() is None
