"""Somebody in front of a browser: opens, reads, fills in and presses, and every page is checked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.e2e.checks import Faults, faults_of

PHONE, DESKTOP = (360, 740), (1366, 768)
SIZES = (PHONE, DESKTOP)
_KEY = r"(?: (?:[A-Z?]|Ctrl ?\+ ?Enter))?$"  # the letter printed on a button is part of its name


def begins(text: str, end: str = "") -> re.Pattern[str]:
    """A name that begins so; Playwright cannot pass on a slash."""
    return re.compile("^" + re.escape(text).replace("/", ".") + end)


@dataclass
class Visitor:
    context: BrowserContext
    page: Page
    url: str
    scripts: bool = True
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def arrive(
        cls, browser: Browser, url: str, size: tuple[int, int], *, scripts: bool = True
    ) -> "Visitor":
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale="vi-VN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        visitor = cls(context, context.new_page(), url, scripts)
        visitor.faults.watch(visitor.page)
        return visitor

    # --- going -------------------------------------------------------------------------------

    def open(self, path: str, *, status: int = 200) -> None:
        with self.comes(status):
            self.page.goto(self.url + path)

    def press(self, name: str, *, within: Locator | None = None, status: int = 200) -> None:
        """Press a button or follow a link; another page must come, and it is checked."""
        with self.comes(status):
            self.control(name, within=within).click()

    @contextmanager
    def comes(self, status: int = 200) -> Iterator[None]:
        """What happens inside leads to another page, answered with `status`."""
        with self.page.expect_navigation() as navigation:
            yield
        answer = navigation.value
        assert answer is not None
        assert answer.status == status, f"{answer.status} for {answer.url}, not {status}"
        self.check()

    def check(self) -> None:
        found = self.faults.take() + faults_of(self.page, scripts=self.scripts)
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    # --- reading -----------------------------------------------------------------------------

    def control(self, name: str, *, within: Locator | None = None) -> Locator:
        part = within or self.page.locator("body")
        words = begins(name, _KEY)
        return part.get_by_role("button", name=words).or_(part.get_by_role("link", name=words))

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.url)

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.page.locator("body", has_text=text).wait_for()

    def does_not_see(self, text: str) -> None:
        assert text not in self.page.locator("body").inner_text()

    # --- filling in --------------------------------------------------------------------------

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(begins(label))

    def fill(self, answers: dict[str, str]) -> None:
        """Each label with what is typed, chosen or ticked (`x`) there; dates as 05/11/2026."""
        for label, answer in answers.items():
            group = self.page.get_by_role("group", name=begins(label))
            if re.fullmatch(r"\d+/\d+/\d+", answer) and group.count():
                for part, text in zip(("Ngày", "Tháng", "Năm"), answer.split("/"), strict=True):
                    group.get_by_label(part, exact=True).fill(text)
            elif group.count():
                exact = group.get_by_label(answer, exact=True)
                (exact if exact.count() else group.get_by_label(begins(answer))).check()
            else:
                self._answer(self.field(label), answer)

    @staticmethod
    def _answer(control: Locator, answer: str) -> None:
        if control.evaluate("(control) => control.tagName") == "SELECT":
            control.select_option(label=answer)
        elif control.get_attribute("type") == "checkbox":
            control.check()
        else:
            control.fill(answer)

    def close(self) -> None:
        self.context.close()
