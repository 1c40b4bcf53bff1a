"""Text of the feed made plain: no HTML, NFC, one kind of bullet, no stray marks."""

import html
import re

from portal.lib.text import clean, clean_lines

# "a < b" is text: a tag has a letter right after the bracket.
_DROPPED = re.compile(
    r"<(script|style)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.IGNORECASE | re.DOTALL
)
_LINE_BREAK = re.compile(
    r"<(br|/?p|/?div|/?tr|/?table|/?ul|/?ol|/li|/?h[1-6])\b[^<>]*>", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BULLET = re.compile(
    r"^[\s\u2022\u00b7\u25aa\u25cf\u25cb\u25e6\u2043\uf0b7\uf0a7\u2013\u2014*+-]+(?=\S)"
)
_ONLY_MARKS = re.compile(r"^[\W_]*$")


def plain_lines(text: str) -> str:
    """Several lines of plain text; a bulleted line starts with `- `, lines of marks alone go."""
    lines = clean_lines(_without_html(text)).split("\n")
    kept = (_BULLET.sub("- ", line) for line in lines)
    return clean_lines("\n".join("" if _ONLY_MARKS.match(line) else line for line in kept))


def plain_line(text: str) -> str:
    """One line of plain text."""
    return clean(_without_html(text))


def plain_title(text: str) -> str:
    """A name: one line without the bullet before it and the comma or stop after it."""
    return _BULLET.sub("", plain_line(text)).rstrip(" ;,:.")


def _without_html(text: str) -> str:
    if "<" in text:
        text = _DROPPED.sub(" ", text)
        text = _LIST_ITEM.sub("\n- ", text)
        text = _LINE_BREAK.sub("\n", text)
        text = _TAG.sub("", text)
    return html.unescape(text) if "&" in text else text
