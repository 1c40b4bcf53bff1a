"""Answers of an e-form in words: for the check page, the staff's pane and the printed papers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from procedures.content import FormFieldContent, FormPageContent
from procedures.form_builder import Answers, asked_fields, condition_holds, relevant_answers
from procedures.models import FormField

NOT_GIVEN = "Không khai"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer as text; `page_slug` is where "Sửa" leads."""

    key: str
    label: str
    value: str
    page_slug: str


@dataclass(slots=True)
class SummaryGroup:
    title: str
    rows: list[SummaryRow] = field(default_factory=list)


def summarise(pages: Sequence[FormPageContent], answers: Answers) -> list[SummaryGroup]:
    """All that was asked, grouped by the pages' headings, in the order of the form."""
    relevant = relevant_answers(pages, answers)
    groups: dict[str, SummaryGroup] = {}
    for page in pages:
        rows = [
            SummaryRow(item.key, item.label, answer_text(item, relevant.get(item.key)), page.slug)
            for item in asked_fields(page, relevant)
            if condition_holds(item, relevant)
        ]
        if rows:
            title = page.group or page.title
            groups.setdefault(title, SummaryGroup(title)).rows.extend(rows)
    return list(groups.values())


def answer_text(item: FormFieldContent, value: Any) -> str:
    """One answer as people read it: a choice's label, a day-first date, a Vietnamese number."""
    if value in (None, "", []):
        return NOT_GIVEN
    labels = dict(item.choices)
    if item.kind == FormField.Kind.CONFIRM:
        return "Đồng ý"
    if item.kind == FormField.Kind.CHECKBOXES:
        return "; ".join(labels.get(choice, choice) for choice in value)
    if item.kind == FormField.Kind.DATE:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return f"{value:,}".translate(str.maketrans(",.", ".,"))
    return labels.get(value, str(value))
