"""Every page that needs neither argument nor sign-in, in a real browser."""

import pytest
from playwright.sync_api import Page

from portal.access import PUBLIC, access_table
from tests.architecture.addresses import addresses
from tests.e2e.checks import accessibility_faults, check
from tests.factories import make_commune

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
_TABLE = access_table()
PATHS = sorted(
    entry.path
    for entry in addresses()
    if entry.name and not entry.arguments and _TABLE.get(entry.name) == PUBLIC
)


@pytest.mark.parametrize("path", PATHS)
def test_open_page_is_accessible_fits_and_is_quiet(page: Page, path: str) -> None:
    make_commune()
    answer = page.request.get(path)
    assert answer.status < 500
    if answer.headers["content-type"].startswith("text/html") and answer.ok:
        page.goto(path)
        check(page)


def test_guard_bites_on_a_page_that_shuts_people_out(page: Page) -> None:
    page.set_content("<html lang=vi><title>x</title><img src=x><p style='width:3000px'>wide</p>")
    assert any(fault.startswith("image-alt") for fault in accessibility_faults(page))
    with pytest.raises(AssertionError):
        check(page)
