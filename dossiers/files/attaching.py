"""A cleaned or signed file as an attachment of a dossier."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from dossiers.models import Attachment, Dossier, StoredFile


@dataclass(frozen=True)
class ResultFile:
    """A cleaned file of the result and what the officer's file was called and weighed (bytes)."""

    stored: StoredFile
    name: str
    original_size: int


def attach(
    dossier: Dossier, file: ResultFile, role: Attachment.Role, *, by: User, at: datetime
) -> Attachment:
    """Inside the transaction that holds the dossier."""
    return Attachment.objects.create(
        root_unit_id=dossier.root_unit_id,
        dossier=dossier,
        role=role,
        file=file.stored,
        name=file.name,
        original_size=file.original_size,
        uploaded_at=at,
        uploaded_by=by,
    )
