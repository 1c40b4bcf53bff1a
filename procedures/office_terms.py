"""Terms of the office as its administrators see them, beside what the law says."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.memory import ProcedureFacts, catalogue
from procedures.models import Procedure
from procedures.search import search
from worktime.terms import Term

NOT_STATED = "chưa nêu"


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One line of the list; empty where nothing is set."""

    code: str
    title: str
    promised: str
    cap: str
    basis: str


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """What the law says of one way to file, or of one case; also what is under review."""

    label: str
    value: str


def procedures_matching(words: str) -> list[ProcedureFacts]:
    """As the search ranks them, those with terms of the office first; no words: everything."""
    catalogue(at_once=True)  # what was saved a moment ago is listed
    return sorted(search(words).hits, key=lambda row: not row.has_office_terms)


def terms_rows(procedures: Iterable[ProcedureFacts]) -> list[TermsRow]:
    return [
        TermsRow(
            code=row.code,
            title=row.title,
            promised=_described(row.promised_term),
            cap=_described(row.extension_cap),
            basis=row.extension_basis,
        )
        for row in procedures
    ]


def legal_terms(procedure: Procedure) -> list[LegalTerm]:
    """By way to file, then of the cases that have a term of their own."""
    version = procedure.current_version
    if version is None:
        return []
    channels = [
        (channel.get_method_display(), channel.term, channel.term_note)
        for channel in version.channels.all()
    ]
    cases = [(case.name, case.term, "") for case in version.cases.exclude(term="")]
    return [
        LegalTerm(name, ". ".join(filter(None, (_described(term), note))) or NOT_STATED)
        for name, term, note in (*channels, *cases)
    ]


def _described(term: str) -> str:
    return Term.parse(term).describe() if term else ""
