"""A real Chromium (Debian's) before the real pages, as wide as a phone and as an office screen.

Every page is watched: an error in its console (a blocked script or style is one) fails the test.
"""

import shutil
from collections.abc import Callable, Generator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

PHONE, DESK = 360, 1366
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium: run `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Generator[Open]:
    """Makes a page in a browser of its own: `new_page(width=PHONE, java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(width: int = DESK, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: faults.extend(_faults(message)))
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=[PHONE, DESK])
def page(request: pytest.FixtureRequest, new_page: Open) -> Page:
    """A page at the width of a phone, and once more at that of an office screen."""
    return new_page(width=request.param)


def _faults(message: ConsoleMessage) -> list[str]:
    """What a page must not say. Answers 4xx that a test provokes are logged by the browser too."""
    if message.type != "error" or "the server responded with a status of 4" in message.text:
        return []
    return [f"{message.location['url']}: {message.text}"]
