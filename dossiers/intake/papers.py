"""The papers table of the intake: rows from the version, files kept from one try to the next."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from dossiers.files.uploads import clean_upload
from dossiers.forms.intake import OtherPaperForm, PaperForm, sign_files, signed_files
from dossiers.models import Draft
from portal.lib.errors import Refused
from portal.lib.files import shown_name
from procedures.models import ProcedureVersion, RequiredPaper

COUNTS = ("originals", "certified", "copies")
MOST_OTHERS = 10
Files = MultiValueDict[str, UploadedFile]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    form: PaperForm
    name: str
    asked: str
    files: list[str]  # names of what is kept
    from_draft: int = 0
    condition: str = ""
    shown_only: bool = False


def prefix_of(paper: RequiredPaper) -> str:
    return f"p{paper.pk}"


def fill_in_counts(data: QueryDict, version: ProcedureVersion) -> None:
    """Begins the table of a procedure that was just chosen: counts as required, nothing ticked."""
    for key in [key for key in data if re.match(r"[pk]\d+-", key)]:
        del data[key]
    for paper in version.papers.all():
        for count in COUNTS:
            data[f"{prefix_of(paper)}-{count}"] = str(getattr(paper, count) or "")


def tick_all_required(data: QueryDict, version: ProcedureVersion) -> None:
    """The officer says that everything required lies on the desk."""
    for paper in version.papers.all():
        if paper.required:
            data[f"{prefix_of(paper)}-given"] = "on"


def paper_rows(
    data: QueryDict, version: ProcedureVersion | None, draft: Draft | None, *, checked: bool
) -> list[Row]:
    """What the procedure asks for, then papers it does not list with one empty line."""
    if version is None:
        return []
    sent = files_of(draft)
    rows = []
    for paper in version.papers.all():
        needed = paper.required and not (draft and (paper.covered_by_form or sent[paper.pk]))
        form = PaperForm(data, prefix=prefix_of(paper), paper=paper, needed=needed, checked=checked)
        rows.append(
            Row(
                form,
                paper.name,
                asked(paper),
                files=_kept_names(data, prefix_of(paper)),
                from_draft=sent[paper.pk],
                condition=paper.condition,
                shown_only=paper.shown_only,
            )
        )
    return rows + [_other_row(data, number, checked=checked) for number in _others(data)]


def asked(paper: RequiredPaper) -> str:
    """`1 bản chính`, `Xuất trình`, `Nếu có`: what the law wants of this paper."""
    words = ("bản chính", "bản chứng thực", "bản photo")
    counts = [getattr(paper, count) for count in COUNTS]
    number = ", ".join(f"{n} {word}" for n, word in zip(counts, words, strict=True) if n)
    parts = ["Xuất trình" if paper.shown_only else number, "" if paper.required else "nếu có"]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def files_of(draft: Draft | None) -> Counter[int | None]:
    """Files that the citizen has sent online, by paper."""
    files = draft.attachments.values_list("required_paper_id", flat=True) if draft else ()
    return Counter(files)


def keep_files(data: QueryDict, files: Files, *, at: datetime) -> dict[str, str]:
    """Cleans and keeps what was sent with this try; returns sentences by field name."""
    problems = {}
    for name in [key for key in files if re.fullmatch(r"[pk]\d+-scans", key)]:
        kept_name = name.replace("-scans", "-kept")
        kept = signed_files(data.get(kept_name, ""))
        for file in files.getlist(name):
            try:
                stored = clean_upload(file, at=at)
            except Refused as refused:
                problems[name] = refused.message
            else:
                kept.append((stored.pk, shown_name(file.name)))
        data[kept_name] = sign_files(dict.fromkeys(kept))
    return problems


def _kept_names(data: QueryDict, prefix: str) -> list[str]:
    return [name for _, name in signed_files(data.get(f"{prefix}-kept", ""))]


def _others(data: QueryDict) -> Iterable[int]:
    """Numbers of the lines for other papers: the named ones and one more."""
    named = sum(1 for number in range(MOST_OTHERS) if data.get(f"k{number}-name", "").strip())
    return range(min(named + 1, MOST_OTHERS))


def _other_row(data: QueryDict, number: int, *, checked: bool) -> Row:
    form = OtherPaperForm(data, prefix=f"k{number}", checked=checked)
    return Row(form, "", "Không có trong danh mục", _kept_names(data, f"k{number}"))
