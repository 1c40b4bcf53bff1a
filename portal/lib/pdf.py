"""The one way to a PDF: a template drawn by WeasyPrint with full TrueType fonts.

WeasyPrint needs Debian's Pango, so it is imported when first needed; `dossiers.checks` says at
start what is missing.
"""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from django.template.loader import render_to_string

POINTS = 72  # an inch
ARCHIVE = "pdf/a-3u"  # PDF/A: readable in fifty years, every letter with its Unicode


def render_pdf(
    template: str, context: Mapping[str, Any], *, style: Path, tagged: bool = True
) -> bytes:
    """The PDF. It takes 0.1 s of computing and more: never call it inside a transaction.

    Nothing is fetched from anywhere; pictures come as `data:` addresses. `tagged` is for what is
    read on a screen: every picture needs a description then.
    """
    return written(lay_out(template, context, style=style), tagged=tagged)


def written(document: Any, *, tagged: bool = True) -> bytes:
    """The bytes of a laid-out document, made as PDF/A."""
    return bytes(document.write_pdf(pdf_tags=tagged, pdf_variant=ARCHIVE))


def lay_out(template: str, context: Mapping[str, Any], *, style: Path, css: str = "") -> Any:
    """The document with its pages laid out, not yet written: for long papers made in parts.

    `css` adds what the file cannot know, such as the number of the first page.
    """
    import weasyprint  # noqa: PLC0415  fails without Pango: only printing may need it

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    page = weasyprint.HTML(string=render_to_string(template, dict(context)), url_fetcher=fetcher)
    fonts = _fonts()
    sheets = [weasyprint.CSS(filename=style, font_config=fonts)]
    if css:
        sheets.append(weasyprint.CSS(string=css))
    return page.render(stylesheets=sheets, font_config=fonts)


def first_page_png(content: bytes, *, dpi: int) -> bytes:
    """What the first page looks like, for a page of the portal."""
    out = io.BytesIO()
    pdf = pypdfium2.PdfDocument(content)
    try:
        pdf[0].render(scale=dpi / POINTS).to_pil().save(out, "PNG")
    finally:
        pdf.close()
    return out.getvalue()


@cache
def _fonts() -> Any:
    """Reading the machine's fonts takes longer than drawing a page: once a process."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  as above

    return FontConfiguration()
