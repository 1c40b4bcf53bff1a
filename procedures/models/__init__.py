"""Tables of the catalogue: fields, procedures, what a version says, e-forms, stages, QR codes."""

from procedures.models.catalogue import (
    CatalogueStamp,
    Field,
    Procedure,
    ProcedureVersion,
    SourceDigest,
    Synonym,
    SynonymTarget,
)
from procedures.models.forms import EForm, FormChoice, FormField, FormPage
from procedures.models.qr import BoardBatch, BoardCell, QrCode, QrScan
from procedures.models.terms import (
    Case,
    Channel,
    Fee,
    LegalBasis,
    RequiredPaper,
    Result,
    Stage,
)

__all__ = [
    "BoardBatch",
    "BoardCell",
    "Case",
    "CatalogueStamp",
    "Channel",
    "EForm",
    "Fee",
    "Field",
    "FormChoice",
    "FormField",
    "FormPage",
    "LegalBasis",
    "Procedure",
    "ProcedureVersion",
    "QrCode",
    "QrScan",
    "RequiredPaper",
    "Result",
    "SourceDigest",
    "Stage",
    "Synonym",
    "SynonymTarget",
]
