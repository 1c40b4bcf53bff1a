"""Ghi chú nội bộ: what staff tell one another about a dossier; citizens never see it."""

from datetime import datetime

from accounts.models import User
from dossiers.models import Dossier, InternalNote
from portal.lib.errors import Refused
from portal.lib.text import clean_lines

NOTE_LENGTH = 2000


def add_note(dossier: Dossier, *, by: User, at: datetime, text: str) -> InternalNote:
    """Adds a note. The caller has made sure that `by` may see the dossier."""
    text = clean_lines(text)
    if not text:
        raise Refused("note_missing", "Nhập nội dung ghi chú", field="text")
    if len(text) > NOTE_LENGTH:
        raise Refused("note_long", f"Viết gọn ghi chú trong {NOTE_LENGTH} chữ", field="text")
    return InternalNote.objects.create(dossier=dossier, author=by, at=at, text=text)
