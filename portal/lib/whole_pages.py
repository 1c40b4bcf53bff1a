"""Whole pages filled into a skeleton: for the one that strangers open most (goal P1).

The frame around a page costs the template engine more than the page itself. For people who are
not signed in it is the same for all, so the page is rendered once with a mark in place of each
value, as the rows of `portal.lib.long_lists` are.
"""

from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import Engine
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.lib.long_lists import as_format, escaped, marks_of

MOST_KEPT = 500
_kept: dict[Hashable, str] = {}


def draw_page(
    request: HttpRequest, template: str, values: Mapping[str, str], **shape: Hashable
) -> HttpResponse:
    """As `render`. The template prints `values` and asks only whether one is there.

    What else it asks about is the `shape`. Whoever is signed in, or is to be told something, gets
    the page from the engine.
    """
    seen = _visit(request)
    look = seen["page"].look
    if look is None or seen["messages"]:
        return render(request, template, {**values, **shape})
    given = tuple((name, bool(value)) for name, value in values.items())
    key = (template, given, tuple(shape.items()), look, get_language())
    if key not in _kept:
        _keep(key, _skeleton(request, seen["page"], template, values, shape))
    here = seen["page"].here
    filled = {name: escaped(value) for name, value in values.items()}
    filled |= {"csrf_token": get_token(request), "here": escaped(here), "here_url": quote(here)}
    return HttpResponse(_kept[key] % filled)


def _visit(request: HttpRequest) -> dict[str, Any]:
    """What the context processors know of this visit."""
    seen: dict[str, Any] = {}
    for processor in Engine.get_default().template_context_processors:
        seen.update(processor(request))
    return seen


def _skeleton(
    request: HttpRequest,
    page: Any,
    template: str,
    values: Mapping[str, str],
    shape: Mapping[str, Hashable],
) -> str:
    visit = marks_of({"csrf_token": True, "here": True})
    marks = marks_of(values)
    real, page.here = page.here, visit["here"]
    try:
        context = {**marks, **shape, "page": page, "csrf_token": visit["csrf_token"]}
        drawn = render_to_string(template, context, request)
    finally:
        page.here = real
    quoted = marks_of({"here_url": True})
    text = drawn.replace(quote(visit["here"]), quoted["here_url"])
    return as_format(text, {**marks, **visit, **quoted})


def _keep(key: Hashable, skeleton: str) -> None:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = skeleton
