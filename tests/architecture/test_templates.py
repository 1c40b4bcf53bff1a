"""Templates take what they are given, name it all, and hold nothing the page policy forbids."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from django.template import engines

from tests.architecture.sources import Source, templates

_INCLUDE = re.compile(r"{%-?\s*include\b(?P<arguments>[^%]*)%}")
_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


def open_includes(sources: Iterable[Source]) -> list[str]:
    """Pieces of `components/` included with the whole context of the page."""
    return [
        f"{source.path}: {match[0]}"
        for source in sources
        for match in _INCLUDE.finditer(source.text)
        if "components/" in match["arguments"] and not match["arguments"].rstrip().endswith("only")
    ]


class _Inline(HTMLParser):
    """Collects what the policy `script-src 'self'; style-src 'self'` would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind = values.get("type") or ""
        if tag == "style" or (tag == "script" and "src" not in values and "json" not in kind):
            self.found.append(f"<{tag}>")
        self.found += [f"{name}=" for name in values if name == "style" or name.startswith("on")]
        self.found += [v for v in values.values() if (v or "").lower().startswith("javascript:")]


def inline_code(html: str) -> list[str]:
    parser = _Inline()
    parser.feed(_TAGS.sub("", html))
    return parser.found


def test_components_are_included_with_only() -> None:
    assert open_includes(templates()) == []


def test_guard_bites_on_an_include_with_everything() -> None:
    planted = '{% include "components/due.html" with due=x %}'
    assert open_includes([Source("templates/x.html", planted)])
    kept = '{% include "components/due.html" with due=x only %}'
    assert not open_includes([Source("templates/x.html", kept)])


def test_templates_hold_no_inline_code() -> None:
    # Mail and print layouts of PDFs are no pages of a browser; everything else is.
    found = {s.path: code for s in templates() if (code := inline_code(s.text))}
    assert found == {}


def test_guard_bites_on_inline_code() -> None:
    for html in (
        '<p style="color: red">',
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        "<style>p { color: red }</style>",
    ):
        assert inline_code(html), html
    assert not inline_code('<script src="{% static "x.js" %}" defer></script>')


def test_guard_bites_on_an_unknown_variable() -> None:
    template = engines["django"].from_string("{{ nobody_passed_this }}")
    with pytest.raises(pytest.fail.Exception, match="nobody_passed_this"):
        template.render({})
