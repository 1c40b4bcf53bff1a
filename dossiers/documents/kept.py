"""The papers of a dossier: listed, looked at, printed. What was drawn is shown as it was drawn."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from dossiers.documents.drawing import Drawing, control_slip, draw, last_event, make
from dossiers.documents.forms import CONTROL, EVENT_FORMS, FOR_CITIZENS
from dossiers.documents.issuing import issue_later
from dossiers.models import Dossier
from papers.models import IssuedPaper
from papers.services import content_of, last_file
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from signatures.services import SigningFailed

APOLOGY = "mau-04"


@dataclass(frozen=True)
class PaperLink:
    """A line of a page: `Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số 0042/TNHS`."""

    form: str
    label: str
    day: str
    url: str


def paper_links(dossier: Dossier, url_name: str, *, for_citizen: bool = False) -> list[PaperLink]:
    """The dossier's papers, each by its own address below `url_name`; one query."""
    return [
        PaperLink(
            paper.form,
            f"{paper.title}, số {paper.number}" if paper.number else paper.title,
            short_day(paper.issued_at),
            reverse(url_name, args=[dossier.display_code, paper.code]),
        )
        for paper in papers_of(dossier, for_citizen=for_citizen)
    ]


def papers_of(dossier: Dossier, *, for_citizen: bool = False) -> list[IssuedPaper]:
    """What has been issued about the dossier, oldest first.

    What is kept first and shown then (letters to be signed, results) is there when it has a file.
    """
    codes = [code for code in (dossier.code, dossier.submission_code) if code]
    papers = IssuedPaper.objects.filter(
        Q(form__in=EVENT_FORMS) | ~Q(state=IssuedPaper.State.WAITING),
        root_unit_id=dossier.root_unit_id,
        subject_code__in=codes,
    )
    if for_citizen:
        papers = papers.filter(form__in=FOR_CITIZENS)
    return list(papers.select_related("unit__root", "form_set", "template").order_by("pk"))


def find_paper(papers: list[IssuedPaper], name: str) -> IssuedPaper | None:
    """By its code, or the newest of a form."""
    return next((paper for paper in reversed(papers) if name in {paper.form, paper.code}), None)


def shown(paper: IssuedPaper) -> bytes:
    """The paper to look at: as it was drawn, or as it would be drawn now. Writes nothing."""
    return draw(paper) if last_file(paper) is None else content_of(paper)


def print_paper(paper: IssuedPaper, *, at: datetime, drawing: Drawing = draw) -> None:
    """Sees to it that the paper is drawn, sealed where that is due, and kept; one that is stays."""
    if last_file(paper) is not None:
        return
    try:
        make(paper, at=at, drawing=drawing)
    except SigningFailed as failure:
        raise Refused("not_sealed", failure.sentence, conflict=True) from failure


def shown_control(dossier: Dossier) -> bytes:
    """Phiếu kiểm soát up to the last event: the print of it, if there is one."""
    paper = find_paper(papers_of(dossier), CONTROL)
    if paper is not None and paper.key.split(":")[2] == str(dossier.last_seq):
        return shown(paper)
    return control_slip(dossier)


def print_control(dossier: Dossier, *, at: datetime) -> IssuedPaper:
    """A print of the slip is kept; after the next event there is another."""
    with transaction.atomic():
        paper = issue_later(last_event(dossier), CONTROL, dossier)
    print_paper(paper, at=at)
    return paper
