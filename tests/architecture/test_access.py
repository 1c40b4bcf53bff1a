"""Every address says who may open it, and the middleware keeps strangers out of the rest."""

from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.permissions import Perm
from portal.access import CITIZEN, PUBLIC, STAFF, access_table
from tests.architecture.addresses import Address, addresses
from tests.factories import make_citizen

RULES = {PUBLIC, CITIZEN, STAFF, *(perm.value for perm in Perm)}
EVERY = list(addresses())


def undeclared(entries: Iterable[Address], table: dict[str, str]) -> list[str]:
    return [entry.name or entry.route for entry in entries if entry.name not in table]


def _guarded(*rules: str) -> list[str]:
    table = access_table()
    return [
        entry.path
        for entry in EVERY
        if entry.name in table and table[entry.name] != PUBLIC
        if not rules or table[entry.name] in rules
    ]


def test_every_address_declares_who_may_open_it() -> None:
    assert undeclared(EVERY, access_table()) == []


def test_the_table_names_only_addresses_and_rules_that_exist() -> None:
    names = {entry.name for entry in EVERY}
    stale = {name: rule for name, rule in access_table().items() if name not in names}
    unknown = {name: rule for name, rule in access_table().items() if rule not in RULES}
    assert (stale, unknown) == ({}, {})


def test_guard_bites_on_an_address_without_a_rule() -> None:
    planted = [Address("dossiers:new", "/new/", {}), Address("", "/nameless/", {})]
    assert undeclared(planted, {"home": PUBLIC}) == ["dossiers:new", "/nameless/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", _guarded())
def test_a_stranger_is_sent_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] in {reverse("sign-in"), reverse("staff-sign-in")}


@pytest.mark.django_db
def test_a_citizen_is_kept_out_of_every_page_of_staff(client: Client) -> None:
    client.force_login(make_citizen())
    staff_pages = _guarded(STAFF, *(perm.value for perm in Perm))
    assert [page for page in staff_pages if client.get(page).status_code != 403] == []


urlpatterns = [path("khong-khai-bao/", lambda request: HttpResponse("open"), name="undeclared")]
handler403 = "portal.views.server_error"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_guard_bites_on_a_visit_to_an_undeclared_address(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/khong-khai-bao/")
    assert b"open" not in answer.content
