"""QR pictures, drawn once for each text: black, with the four modules of white they need."""

import io
from functools import lru_cache
from itertools import groupby
from typing import Any

import qrcode

from portal.lib.svg import data_uri

WHITE = 4  # modules on every side
PNG_MODULE = 10  # pixels


@lru_cache(maxsize=512)
def qr_svg(text: str, *, code_mm: float = 0) -> str:
    """A level M code as one path. `code_mm`: the width of its black part on paper."""
    rows = _code(text).get_matrix()
    side = len(rows)
    width = round(code_mm * side / (side - 2 * WHITE), 2)
    size = f' width="{width}mm" height="{width}mm"' if code_mm else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"{size}>'
        f'<path d="{_path(rows)}"/></svg>'
    )


def qr_data_uri(text: str, *, code_mm: float = 0) -> str:
    """For papers: WeasyPrint keeps the `alt` of an `<img>`, not the label of an inline SVG."""
    return data_uri(qr_svg(text, code_mm=code_mm))


@lru_cache(maxsize=128)
def qr_png(text: str) -> bytes:
    out = io.BytesIO()
    _code(text).make_image().save(out, "PNG")
    return out.getvalue()


def qr_version(text: str) -> int:
    """1 is the smallest code; the black part of version n is 17 + 4n modules wide."""
    return int(_code(text).version)


def _code(text: str) -> Any:
    """Upper case letters, digits and ` $%*+-./:` alone are packed tighter (alphanumeric mode)."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=WHITE, box_size=PNG_MODULE
    )
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return code


def _path(rows: list[list[bool]]) -> str:
    """One rectangle for each run of black modules in a row."""
    runs = []
    for y, row in enumerate(rows):
        for black, run in groupby(enumerate(row), key=lambda pair: pair[1]):
            if black:
                places = [x for x, _ in run]
                runs.append(f"M{places[0]} {y}h{len(places)}v1h-{len(places)}z")
    return "".join(runs)
