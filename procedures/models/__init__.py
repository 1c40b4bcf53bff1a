"""Tables of the catalogue: fields and procedures, what a version says, e-forms, stages, QR codes."""

from procedures.models.catalogue import Field, Procedure, ProcedureVersion, Synonym
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
    "Stage",
    "Synonym",
]
