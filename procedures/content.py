"""What a version says, as plain values: made by seed loader and importer, kept by services.

Every class mirrors a table: a field here is the column of the same name there. Two contents are
the same version exactly when their digests are.
"""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Self

WHOLE_TERM = 100  # percent: the shares of the stages, and what they leave to the counter


@dataclass(frozen=True, slots=True)
class FeeContent:
    kind: str = "charge"
    amount: int | None = None  # đồng; None: not a plain number
    per: str = ""
    description: str = ""
    basis: str = ""
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class ChannelContent:
    method: int  # Channel.Method
    term: str = ""
    term_note: str = ""
    description: str = ""
    fees: tuple[FeeContent, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseContent:
    name: str
    code: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class PaperContent:
    name: str
    code: str = ""
    group: str = ""
    originals: int = 0
    certified: int = 0
    copies: int = 0
    required: bool = True
    shown_only: bool = False
    condition: str = ""
    where_from: str = ""
    photo_ok: bool = True
    covered_by_form: bool = False
    template_name: str = ""
    template_url: str = ""


@dataclass(frozen=True, slots=True)
class LegalContent:
    number: str
    title: str = ""
    issuer: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ResultContent:
    name: str
    code: str = ""
    agency: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionContent:
    """The whole of a version (domain 7.1); `audience` and `keywords` one item a line."""

    name: str
    is_full: bool = True
    uncertain: str = ""
    review_note: str = ""
    decision_number: str = ""
    decision_date: date | None = None
    published_by: str = ""
    kind: str = ""
    field_name: str = ""
    levels: str = ""
    summary: str = ""
    steps: str = ""
    methods_note: str = ""
    papers_note: str = ""
    sets: int = 1
    audience: str = ""
    agency: str = ""
    competent_agency: str = ""
    receiving_address: str = ""
    delegated_agency: str = ""
    coordinating_agency: str = ""
    conditions: str = ""
    keywords: str = ""
    description: str = ""
    cases: tuple[CaseContent, ...] = ()
    channels: tuple[ChannelContent, ...] = ()
    papers: tuple[PaperContent, ...] = ()
    legal_bases: tuple[LegalContent, ...] = ()
    results: tuple[ResultContent, ...] = ()

    def digest(self) -> str:
        """SHA-256 of all of it, the same on every machine."""
        return digest_of(self)

    def with_facts(self, **facts: Any) -> Self:
        return replace(self, **facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFieldContent:
    key: str
    label: str
    kind: str
    hint: str = ""
    required: bool = True
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    not_future: bool = False
    error: str = ""
    person: str = ""
    autocomplete: str = ""
    shown_if_key: str = ""
    shown_if_value: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPageContent:
    slug: str
    title: str
    hint: str = ""
    group: str = ""
    why: str = ""
    fields: tuple[FormFieldContent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageContent:
    step: str
    name: str
    public_name: str
    role: str
    share: int
    office_kind: str = ""


def digest_of(value: Any) -> str:
    """SHA-256 of plain values and contents, written in one canonical way."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


def columns(content: Any) -> dict[str, Any]:
    """The values that are columns of the content's own table: all but the tuples of child rows."""
    values = {field.name: getattr(content, field.name) for field in fields(content)}
    return {name: value for name, value in values.items() if not isinstance(value, tuple)}


def from_row(row: Any, content_class: type[Any], **children: Any) -> Any:
    """The content of one row: its columns by name, its child rows as given."""
    names = [field.name for field in fields(content_class) if field.name not in children]
    return content_class(**{name: getattr(row, name) for name in names}, **children)
