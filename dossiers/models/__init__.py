"""Tables of the dossier: the request itself, its papers, its history, and drafts of it."""

from dossiers.models.dossier import Dossier, NumberCounter
from dossiers.models.drafts import Draft, DraftPage
from dossiers.models.events import ClockPause, DossierEvent, InternalNote
from dossiers.models.papers import (
    Attachment,
    DossierPaper,
    StoredFile,
    SupplementItem,
    SupplementRequest,
)

__all__ = [
    "Attachment",
    "ClockPause",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "Draft",
    "DraftPage",
    "InternalNote",
    "NumberCounter",
    "StoredFile",
    "SupplementItem",
    "SupplementRequest",
]
