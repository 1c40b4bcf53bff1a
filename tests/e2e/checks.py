"""What every page of the portal keeps, asked of the page as a browser shows it."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from tools.steps import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
HIGHEST = 12_000  # px; a page that grows with the window stops there

# Panes of the work space scroll by themselves, so their content counts too.
_HEIGHT = """() => Math.max(
  ...[...document.querySelectorAll("html, main, aside *")].map((part) => part.scrollHeight)
) + 200"""
_FRAME = """() => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length,
  tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""
_AXE = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  const told = (node) => `${node.html.slice(0, 160)} ${node.failureSummary}`;
  return found.violations.map((rule) =>
    `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map(told).join(" / ")}`);
}"""


@dataclass
class Faults:
    """What a browser complains about by itself: errors of scripts and policy, missing files."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("response", self._response)

    def take(self) -> list[str]:
        taken, self.found[:] = list(self.found), []
        return taken

    def _console(self, message: ConsoleMessage) -> None:
        """Answers that are no success are judged by `_response`; the console repeats them."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        refusal = response.status in {409, 422} or response.request.is_navigation_request()
        if response.status >= (500 if refusal else 400):
            self.found.append(f"{response.status} for {response.url}")


def faults_of(page: Page, *, scripts: bool = True, language: str = "vi") -> list[str]:
    """What is wrong with the page that is shown now; axe needs scripts."""
    frame: dict[str, Any] = page.evaluate(_FRAME)
    found = [
        *(["no <title>"] if not frame["title"].strip() else []),
        *([f"{frame['headings']} h1, not 1"] if frame["headings"] != 1 else []),
        *([f"lang is {frame['language']!r}"] if frame["language"] != language else []),
        *([f"{frame['tooWide']} px too wide"] if frame["tooWide"] > 0 else []),
    ]
    return found + (_axe(page) if scripts else [])


def _axe(page: Page) -> list[str]:
    """Violations of WCAG 2.0 to 2.2, A and AA.

    The window is made as tall as the page: otherwise controls that happen to lie under a sticky
    bar are taken for too small.
    """
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({**size, "height": min(HIGHEST, page.evaluate(_HEIGHT))})
    try:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE)
        violations: list[str] = page.evaluate(_AXE, TAGS)
        return violations
    finally:
        page.set_viewport_size(size)
