"""Whether a paper is ours and a file is still as we gave it out, for whoever holds one.

Nothing here says whose paper it is: the code is printed on it, and papers are lost and copied.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

from django.core.cache import cache
from django.db.models import QuerySet

from papers.models import IssuedPaper, PaperFile
from papers.services import content_of, last_file
from portal.lib.codes import normalise_code
from portal.lib.dates import full_moment, short_day
from signatures.models import Certificate
from signatures.services import SignatureFacts, signatures_of

GROUP = 4  # letters of a code between dashes
KEPT_SECONDS = 3600
PIECE = 32  # bytes: shorter pieces stand in every PDF
ALIKE = 0.5  # of the pieces of ours


class Answer(Enum):
    """What became of a file, compared with what we keep."""

    UNCHANGED = "unchanged"
    EARLIER = "earlier"
    OTHER = "other"
    BROKEN = "broken"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Comparison:
    """`paper`: the one whose file it is, or was; `signatures`: those in the file, as sentences."""

    answer: Answer
    paper: IssuedPaper | None
    signatures: list[str]


def find_paper(code: str) -> IssuedPaper | None:
    """The paper behind a code as people type it; None for one that was never given out."""
    letters = re.sub(r"[^A-Z0-9]", "", normalise_code(code))
    groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    return given_out().filter(code="-".join(groups)).first()


def given_out() -> QuerySet[IssuedPaper]:
    """A result has its number from the moment it is given out; a code may be there before."""
    return IssuedPaper.objects.exclude(form="ket-qua", number="").select_related("unit")


def signers_of(paper: IssuedPaper) -> list[str]:
    """`Trần Văn Dũng, Ủy ban nhân dân xã Bình An, lúc 23/11/2026, 8:05`: who signed its file."""
    file = last_file(paper)
    if file is None or file.made == PaperFile.Made.DRAWN:
        return []
    key = f"signers:{file.sha256}"
    told: list[str] | None = cache.get(key)
    if told is None:  # judging takes a while, and the file never changes
        told = [_told(facts) for facts in signatures_of(content_of(paper))]
        cache.set(key, told, KEPT_SECONDS)
    return told


def _told(facts: SignatureFacts) -> str:
    names = dict.fromkeys(name for name in (facts.signer, facts.unit) if name)
    when = f", lúc {full_moment(facts.at)}" if facts.at else ""
    return f"{', '.join(names)}{when}"


def compare(content: bytes, paper: IssuedPaper | None) -> Comparison:
    """What the file is: of `paper` if one was named, else of any. It is kept nowhere.

    Judging a signed file takes a second and more.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    files = PaperFile.objects.filter(sha256=sha256, paper__in=given_out())
    same = files.select_related("paper__unit").order_by("-id").first()
    signatures = signatures_of(content)
    told = [_told(facts) for facts in signatures]
    if same is not None:
        return Comparison(_of_ours(same, paper), same.paper, told)
    if answer := _by_signatures(signatures):
        return Comparison(answer, paper, told)
    if paper is not None and _is_alike(content, paper):
        return Comparison(Answer.CHANGED, paper, told)
    return Comparison(Answer.FOREIGN, paper, told)


def _of_ours(file: PaperFile, paper: IssuedPaper | None) -> Answer:
    if paper is not None and file.paper_id != paper.pk:
        return Answer.OTHER
    newest = last_file(file.paper)
    return Answer.UNCHANGED if newest and newest.sha256 == file.sha256 else Answer.EARLIER


def _by_signatures(signatures: list[SignatureFacts]) -> Answer | None:
    """What the signatures alone tell of a file that is none of those we keep."""
    if any(not facts.intact for facts in signatures):
        return Answer.BROKEN
    marks = [facts.sha256 for facts in signatures if not facts.covers_whole]
    added_to = bool(marks) and Certificate.objects.filter(sha256__in=marks).exists()
    return Answer.CHANGED if added_to else None


def _is_alike(content: bytes, paper: IssuedPaper) -> bool:
    """Whether much of our file stands in this one: somebody wrote in it, or took something out."""
    try:
        ours = _pieces(content_of(paper))
    except LookupError:
        return False
    return bool(ours) and len(ours & _pieces(content)) / len(ours) > ALIKE


def _pieces(content: bytes) -> set[bytes]:
    return {piece for piece in content.split(b"\n") if len(piece) >= PIECE}


@dataclass(frozen=True)
class Line:
    label: str
    value: str


@dataclass(frozen=True)
class PaperFacts:
    """What may be said of a paper to everybody."""

    title: str
    code: str
    lines: list[Line]
    signers: list[str]
    has_file: bool


def facts_of(paper: IssuedPaper) -> PaperFacts:
    lines = (
        Line("Số", paper.number),
        Line("Ngày", short_day(paper.issued_at)),
        Line("Cơ quan", paper.unit.name),
        Line("Mã hồ sơ", paper.subject_code),
        Line("Mã kiểm tra", paper.code),
    )
    return PaperFacts(
        title=paper.title,
        code=paper.code,
        lines=[line for line in lines if line.value],
        signers=signers_of(paper),
        has_file=paper.files.exists(),
    )
