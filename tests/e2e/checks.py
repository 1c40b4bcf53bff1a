"""What every page must pass, whatever is on it."""

from functools import cache

from playwright.sync_api import Page

from tests.architecture.sources import ROOT

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(", ")} (${v.help})`);
}"""
_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""


def check(page: Page) -> None:
    """No fault of WCAG 2.2 AA that axe can see, and nothing to scroll sideways."""
    assert accessibility_faults(page) == [], page.url
    assert page.evaluate(_WIDER) == [], f"{page.url} is wider than the screen"


def accessibility_faults(page: Page) -> list[str]:
    page.evaluate(_axe())
    return list(page.evaluate(_RUN, _RULES))


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
