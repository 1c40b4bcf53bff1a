"""The signed-in person is kept for a moment, and read anew when something about them changes."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.permissions import Perm, Role
from accounts.services import set_shortcut_keys
from accounts.signed_in import forget, signed_in
from tests.factories import make_commune, make_staff


@pytest.fixture
def person(db: None, settings: Any) -> User:
    settings.SIGNED_IN_KEPT_SECONDS = 60
    cache.clear()
    return make_staff(make_commune().one_stop, Role.RECEPTIONIST)


def test_a_second_look_costs_no_query(
    person: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = signed_in(person.pk)
    with django_assert_num_queries(0):
        again = signed_in(person.pk)
        assert again == first
        assert again is not None
        assert again.unit is not None
        assert again.unit.root is not None
        assert Perm.RECEIVE in again.permissions


def test_own_settings_count_at_once(person: User) -> None:
    signed_in(person.pk)
    set_shortcut_keys(person, on=False)
    again = signed_in(person.pk)
    assert again is not None
    assert not again.shortcut_keys


def test_a_closed_account_is_out_as_soon_as_it_is_forgotten(person: User) -> None:
    client = Client()
    client.force_login(person, backend="accounts.backends.Backend")
    assert client.get("/cb/").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    forget(person)
    assert client.get("/cb/").status_code == 302


def test_nobody_is_found_for_an_account_that_is_gone(person: User) -> None:
    assert signed_in(person.pk + 1) is None
