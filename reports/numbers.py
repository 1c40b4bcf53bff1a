"""Numbers of leaders' pages: a count, and the list of exactly what it counts."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib.money import dots
from reports.selections import Selection

LISTS = "/ld/ho-so/"


@dataclass(frozen=True)
class Number:
    """`of` says what is counted, for who hears the page; nothing has no list."""

    count: int
    url: str
    of: str
    noun: str = "hồ sơ"

    @property
    def words(self) -> str:
        """`1.248`."""
        return dots(self.count)

    @property
    def link(self) -> SafeString:
        """The number where it stands alone in a cell."""
        if not self.url:
            return format_html("{}", self.words)
        words = '<a href="{}">{}<span class="mc-hidden"> {}, {}</span></a>'
        return format_html(words, self.url, self.words, self.noun, self.of)


def number(count: int, selection: Selection, of: str) -> Number:
    return Number(count, list_of(selection) if count else "", of)


def list_of(selection: Selection) -> str:
    """The address of the dossiers that a selection counts."""
    return f"{LISTS}?{selection.query()}"
