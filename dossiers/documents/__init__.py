"""Papers on paper: the printed forms of the one-stop mechanism as PDF (domain 4)."""

from dossiers.documents.forms import Paper, forms_from, latest_paper, papers_of
from dossiers.documents.store import content_of, guidance_pdf, print_paper

__all__ = [
    "Paper",
    "content_of",
    "forms_from",
    "guidance_pdf",
    "latest_paper",
    "papers_of",
    "print_paper",
]
