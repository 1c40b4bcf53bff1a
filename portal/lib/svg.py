"""Drawings for PDFs: our own icons and pictures as `data:` addresses, so nothing is fetched."""

import base64
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>')
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
)


def data_uri(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@cache
def icon_uri(name: str, colour: str) -> str:
    """An icon of the sprite in one colour; a plain dot when the sprite does not have it."""
    shapes = _symbols().get(name, '<circle cx="12" cy="12" r="3"/>')
    return data_uri(_ICON.format(colour=colour, shapes=shapes))


@cache
def picture_uri(name: str) -> str:
    """A picture of `static/img/`."""
    return data_uri(_static(f"img/{name}"))


@cache
def tinted_picture_uri(name: str, colour: str) -> str:
    """A black drawing of `static/img/` in another colour."""
    return data_uri(_static(f"img/{name}").replace("#000", colour))


@cache
def _symbols() -> dict[str, str]:
    return dict(_SYMBOL.findall(_static("vendor/icons.svg")))


def _static(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(f"{name}: run `npm ci && python3 tools/vendor_assets.py`")
    return Path(path).read_text(encoding="utf-8")
