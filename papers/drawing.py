"""A sheet and its facts as PDF: the one way papers are drawn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papers.heads import Sheet, head_of
from portal.lib.pdf import render_pdf

STYLE = Path(__file__).with_name("paper.css")


def draw(
    sheet: Sheet, facts: Mapping[str, Any], *, template: str = "", style: Path = STYLE
) -> bytes:
    """The PDF. `facts`: what stands in the form's own lines, by the names of its page.

    Of these `words` (what a closing sentence may name), `signer` and `signer_job` are for the head.
    It takes 0.1 s of computing and more: never call it inside a transaction.
    """
    head = head_of(
        sheet,
        words=facts.get("words", {}),
        signer=facts.get("signer", ""),
        signer_job=facts.get("signer_job", ""),
    )
    page = template or sheet.form.template
    return render_pdf(page, {**facts, "paper": head}, style=style)
