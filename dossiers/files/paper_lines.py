"""Papers and results of a dossier in words, with their files: the same for staff and owner."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dossiers.models import Attachment, Dossier, DossierPaper

PAPER_BADGES = {
    DossierPaper.State.MISSING: ("warn", "alert-circle"),
    DossierPaper.State.SENT: ("info", "send"),
    DossierPaper.State.SEEN: ("info", "eye"),
    DossierPaper.State.CHECKED: ("ok", "circle-check"),
    DossierPaper.State.INVALID: ("warn", "alert-circle"),
}


@dataclass(frozen=True)
class FileLink:
    label: str
    url: str


@dataclass(frozen=True)
class PaperLine:
    name: str
    counts: str  # `1 bản chính, 2 bản photo`
    state: str
    badge: str
    icon: str
    files: list[FileLink]


def paper_lines(dossier: Dossier, url_name: str) -> list[PaperLine]:
    """Papers with their files, in one query; a paper without files is a line too.

    `url_name` is the address of one file: it takes the dossier's code and the file's id.
    """
    found = dossier.papers.order_by("order", "id", "attachments__id").values(
        "id", "name", "originals", "certified", "copies", "state",
        "attachments__id", "attachments__name", "attachments__file__pages",
    )  # fmt: skip
    lines: dict[int, Any] = {}
    files: dict[int, list[FileLink]] = defaultdict(list)
    for row in found:
        lines.setdefault(row["id"], row)
        if pk := row["attachments__id"]:
            pages = row["attachments__file__pages"]
            label = row["attachments__name"] + (f" ({pages} trang)" if pages > 1 else "")
            files[row["id"]].append(FileLink(label, _url(dossier, url_name, pk)))
    return [_line(row, files[pk]) for pk, row in lines.items()]


def _line(row: dict[str, Any], files: list[FileLink]) -> PaperLine:
    state = DossierPaper.State(row["state"])
    badge, icon = PAPER_BADGES[state]
    kinds = (("originals", "bản chính"), ("certified", "bản chứng thực"), ("copies", "bản photo"))
    counts = ", ".join(f"{row[key]} {words}" for key, words in kinds if row[key])
    return PaperLine(row["name"], counts, str(state.label), badge, icon, files)


def result_links(dossier: Dossier, url_name: str) -> list[FileLink]:
    """Files of the result."""
    found = dossier.attachments.filter(role=Attachment.Role.RESULT)
    return [FileLink(file.name, _url(dossier, url_name, file.pk)) for file in found]


def draft_links(dossier: Dossier, url_name: str) -> list[FileLink]:
    """What the result will be: drafts of the officer, and the file that the leader signed."""
    roles = (Attachment.Role.DRAFT_RESULT, Attachment.Role.SIGNED_RESULT)
    return [
        FileLink(f"{file.get_role_display()}: {file.name}", _url(dossier, url_name, file.pk))
        for file in dossier.attachments.filter(role__in=roles)
    ]


def _url(dossier: Dossier, url_name: str, pk: int) -> str:
    return reverse(url_name, args=[dossier.display_code, pk])
