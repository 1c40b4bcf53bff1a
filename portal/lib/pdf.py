"""The one way to a PDF: a template drawn by WeasyPrint with full TrueType fonts.

WeasyPrint needs Debian's Pango, so it is imported when first needed; `dossiers.checks` says at
start what is missing.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string


def render_pdf(
    template: str, context: Mapping[str, Any], *, style: Path, tagged: bool = True
) -> bytes:
    """The PDF. It takes 0.1 s of computing and more: never call it inside a transaction.

    Nothing is fetched from anywhere; pictures come as `data:` addresses. `tagged` is for what is
    read on a screen: every picture needs a description then.
    """
    import weasyprint  # noqa: PLC0415  fails without Pango: only printing may need it

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    page = weasyprint.HTML(string=render_to_string(template, dict(context)), url_fetcher=fetcher)
    fonts = _fonts()
    sheet = weasyprint.CSS(filename=style, font_config=fonts)
    return bytes(page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=tagged))


@cache
def _fonts() -> Any:
    """Reading the machine's fonts takes longer than drawing a page: once a process."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  as above

    return FontConfiguration()
