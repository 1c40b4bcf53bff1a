"""One portal and one browser for all journeys, and a picture of where a failed one stopped."""

import re
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.visitor import DESKTOP, SIZES, Visitor
from tools import chromium
from tools.demo import Demo, served
from tools.steps import ROOT

PICTURES = ROOT / "var" / "e2e"  # of failures
Arrive = Callable[..., Visitor]
Report = pytest.TestReport
_failed = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Demo]:
    with served(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    with chromium.browser() as opened:
        yield opened


@pytest.fixture(params=SIZES, ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def arrive(request: pytest.FixtureRequest, demo: Demo, browser: Browser) -> Generator[Arrive]:
    """Makes a visitor with a browser of their own: cookies, window, with scripts or without."""
    visitors: list[Visitor] = []

    def new(size: tuple[int, int] = DESKTOP, *, scripts: bool = True) -> Visitor:
        visitors.append(Visitor.arrive(browser, demo.url, size, scripts=scripts))
        return visitors[-1]

    yield new
    for number, visitor in enumerate(visitors):
        if request.node.stash.get(_failed, False):
            visitor.page.screenshot(path=_picture(request.node.name, number), full_page=True)
        visitor.close()


def _picture(test: str, number: int) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", test)
    return PICTURES / f"{name}{number}.png"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_failed] = report.failed
    return report
