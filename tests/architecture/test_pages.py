"""Every page that needs no argument, whoever looks: its policy, its HTML, its queries."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.permissions import Role
from tests import plans
from tests.architecture.addresses import addresses
from tests.architecture.test_templates import inline_code
from tests.factories import make_citizen, make_commune, make_staff

# The design guide's policy, word for word: a looser setting fails here.
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
PAGES = sorted({entry.path for entry in addresses() if entry.name and not entry.arguments})
VISITORS = ["nobody", "citizen", "staff"]


@pytest.fixture(params=VISITORS)
def visitor(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    commune = make_commune()
    if request.param == "citizen":
        client.force_login(make_citizen())
    elif request.param == "staff":
        client.force_login(make_staff(commune.one_stop, *Role))
    return client


def policy_of(header: str) -> set[str]:
    return {part.strip() for part in header.split(";") if part.strip()}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_cheap_clean_and_guarded(visitor: Client, page: str) -> None:
    visitor.get(page)  # the session and the caches are warm from here on
    with plans.cheap():
        answer = visitor.get(page)
    assert answer.status_code < 500
    assert policy_of(answer["Content-Security-Policy"]) == POLICY
    if answer["Content-Type"].startswith("text/html") and not answer.streaming:
        assert inline_code(answer.content.decode()) == []


def test_guard_bites_on_a_looser_policy() -> None:
    assert policy_of("default-src 'none'; script-src 'self' 'unsafe-inline'") != POLICY


def test_no_setting_only_reports_what_the_policy_forbids() -> None:
    assert getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None) is None
