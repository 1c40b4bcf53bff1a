"""Small PDFs, and a look into those of ours: their text, their first page."""

from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image


@cache
def a_pdf(title: str) -> bytes:
    """One empty page that differs by its title."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = title
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def lines_of(pdf: bytes) -> list[str]:
    """The lines as a reader copies them out, blanks joined."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    lines = (" ".join(line.split()) for page in pages for line in page.splitlines())
    return [line for line in lines if line]


def page_of(pdf: bytes, *, dpi: int) -> Image.Image:
    """The first page in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()
