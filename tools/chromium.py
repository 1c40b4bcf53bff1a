"""Debian's chromium, driven by Playwright, kept off every network but this machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType, sync_playwright

from tools.steps import Failed

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launch(playwright.chromium)
        yield opened
        opened.close()


def launch(kind: BrowserType, *more: str) -> Browser:
    """`more`: flags besides those that every browser here has."""
    program = shutil.which("chromium")
    if program is None:
        raise Failed("Thiếu Chromium: chạy `make test` để cài. / No Chromium: run `make test`.")
    return kind.launch(executable_path=program, args=[*FLAGS, *more])
