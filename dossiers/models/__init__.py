"""Tables of the dossier: the request itself, its papers, its history, and drafts of it."""

from dossiers.models.clock import Apology, ClockEntry
from dossiers.models.dossier import Dossier, NumberCounter
from dossiers.models.drafts import Draft, DraftPage
from dossiers.models.events import DossierEvent, InternalNote
from dossiers.models.ladder import LadderRung, MorningNews
from dossiers.models.papers import (
    Attachment,
    DossierPaper,
    StoredFile,
    SupplementItem,
    SupplementRequest,
)
from dossiers.models.results import BookJob, CongratulationCard, ResultEntry
from dossiers.models.signing import SignBatch, SignItem

__all__ = [
    "Apology",
    "Attachment",
    "BookJob",
    "ClockEntry",
    "CongratulationCard",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "Draft",
    "DraftPage",
    "InternalNote",
    "LadderRung",
    "MorningNews",
    "NumberCounter",
    "ResultEntry",
    "SignBatch",
    "SignItem",
    "StoredFile",
    "SupplementItem",
    "SupplementRequest",
]
