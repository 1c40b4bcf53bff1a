"""A paper once printed is kept: a reprint shows the same bytes (domain 4.1)."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from dossiers.documents.contexts import guidance
from dossiers.documents.facts import Line
from dossiers.documents.forms import FORMS, Paper
from dossiers.files.uploads import keep
from dossiers.models import Attachment, Dossier, StoredFile
from dossiers.services.apply import lock
from portal.lib.pdf import render_pdf

STYLE = Path(__file__).with_name("paper.css")


def print_paper(dossier: Dossier, paper: Paper, *, by: User, at: datetime) -> StoredFile:
    """The stored PDF of the paper, drawn and kept the first time."""
    stored = _stored(dossier, paper)
    if stored is not None:
        return stored
    content = _draw(dossier, paper)
    file = keep(BytesIO(content), "pdf", pages=_page_count(content), at=at)
    with transaction.atomic():
        lock(dossier.pk)
        stored = _stored(dossier, paper)  # two officers may have pressed at once
        if stored is None:
            Attachment.objects.create(
                root_unit_id=dossier.root_unit_id,
                dossier=dossier,
                role=Attachment.Role.FORM,
                file=file,
                name=paper.file_name,
                original_size=file.size,
                uploaded_at=at,
                uploaded_by=by,
            )
    return stored or file


def content_of(dossier: Dossier, paper: Paper) -> bytes:
    """The paper to look at: as printed, or as it would be printed now. Writes nothing."""
    stored = _stored(dossier, paper)
    if stored is None:
        return _draw(dossier, paper)
    with default_storage.open(stored.key) as file:
        return bytes(file.read())


def guidance_pdf(
    dossier: Dossier, lines: Iterable[Line], *, by: User, at: datetime, note: str
) -> bytes:
    """Mẫu 02 for an intake that is not accepted: `dossier` is unsaved, the paper is not kept."""
    return _pdf("mau-02", guidance(dossier, lines, by=by, at=at, note=note))


def _draw(dossier: Dossier, paper: Paper) -> bytes:
    return _pdf(paper.form, FORMS[paper.form].context(dossier, paper.event))


def _pdf(form: str, context: dict[str, Any]) -> bytes:
    template = f"dossiers/documents/{FORMS[form].template}"
    return render_pdf(template, {"title": FORMS[form].title, **context}, style=STYLE)


def _page_count(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _stored(dossier: Dossier, paper: Paper) -> StoredFile | None:
    kept = Attachment.objects.filter(
        dossier=dossier, role=Attachment.Role.FORM, name=paper.file_name
    )
    attachment = kept.select_related("file").first()
    return attachment.file if attachment else None
