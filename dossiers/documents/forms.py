"""Which papers events of a dossier produce, whose papers they are, and what stands in them."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Unit
from dossiers.documents import contexts
from dossiers.documents.contexts import Context
from dossiers.documents.control import control
from dossiers.models import Dossier, DossierEvent

CONTROL = "mau-06"
# What people may have of their own dossier; the other prints are the office's.
FOR_CITIZENS = ("mau-01", "mau-02", "mau-03", "mau-04", "mau-05", "giao-nhan", "ket-qua")


@dataclass(frozen=True)
class EventForm:
    """`by_authority`: a letter of the commune itself, not a slip of its counter."""

    context: Callable[[Dossier, DossierEvent], Context]
    by_authority: bool = False

    def issuer(self, dossier: Dossier) -> Unit:
        return dossier.root_unit if self.by_authority else dossier.receiving_unit


EVENT_FORMS = {
    "mau-01": EventForm(contexts.reception),
    "mau-02": EventForm(contexts.supplement),
    "mau-03": EventForm(contexts.refusal),
    "mau-05": EventForm(contexts.stop, by_authority=True),
    CONTROL: EventForm(control),
    "giao-nhan": EventForm(contexts.handing_over),
}
