"""Small PDFs, and a look into those of ours."""

from functools import cache
from io import BytesIO

import pikepdf


@cache
def a_pdf(title: str) -> bytes:
    """One empty page that differs by its title."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = title
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
