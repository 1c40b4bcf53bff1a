"""Procedure forms: the pages of an e-form (`FormPageContent`) as Django forms, and their answers.

Answers are one flat mapping of field key to plain JSON: text, a number, an ISO date, a list of
ticked values, `yes` for a confirmed sentence. A key that is not shown has no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField
from django.forms.forms import DeclarativeFieldsMetaclass

from portal.lib.forms import PortalForm
from procedures.content import FormFieldContent, FormPageContent
from procedures.form_fields import make_field

Answers = Mapping[str, Any]
CONFIRMED = "yes"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A field as the page shows it; `shown_if` is `key=value,value` when it hangs on a
    question of the same page (a script hides it until then, the server forgives it empty)."""

    field: BoundField
    shown_if: str


class PageForm(PortalForm):
    """The questions of one page."""

    page: FormPageContent
    asked: tuple[FormFieldContent, ...]

    def rows(self) -> list[FormRow]:
        own = {field.key for field in self.asked}
        return [
            FormRow(
                self[field.key],
                f"{field.shown_if_key}={field.shown_if_value}" if field.shown_if_key in own else "",
            )
            for field in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """A question whose condition on this very page does not hold was never asked."""
        cleaned = super().clean() or self.cleaned_data
        own = {field.key for field in self.asked}
        for field in self.asked:
            if field.shown_if_key in own and not condition_holds(field, cleaned):
                self.errors.pop(field.key, None)
                cleaned.pop(field.key, None)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The page's answers as plain JSON; call on a valid form."""
        values = {
            field.key: _plain(self.cleaned_data[field.key])
            for field in self.asked
            if field.key in self.cleaned_data
        }
        return {key: value for key, value in values.items() if value not in (None, "", [])}


def build_form(
    page: FormPageContent,
    data: Mapping[str, Any] | None = None,
    *,
    answers: Answers | None = None,
    person: Mapping[str, str] | None = None,
) -> PageForm:
    """The form of one page. Unbound, it shows the answers so far, else what is known of the person.

    `answers` are those of the whole draft: questions that hang on an earlier page's answer are
    asked only when it was given. `person` maps `FormField.Person` values to text (dates ISO).
    """
    known = answers or {}
    asked = tuple(asked_fields(page, known))
    fields = {field.key: make_field(field) for field in asked}
    attributes = {**fields, "page": page, "asked": asked}
    form_class = DeclarativeFieldsMetaclass("PageForm", (PageForm,), attributes)
    initial = {field.key: _initial(field, known, person or {}) for field in asked}
    return form_class(data, initial=initial)


def asked_fields(page: FormPageContent, answers: Answers) -> list[FormFieldContent]:
    """Fields of the page but those whose condition on an earlier page does not hold, and those
    that hang on a question of this page which is itself not asked."""
    own = {field.key for field in page.fields}
    asked: dict[str, FormFieldContent] = {}
    for field in page.fields:
        hangs_here = field.shown_if_key in own
        if field.shown_if_key in asked or (not hangs_here and condition_holds(field, answers)):
            asked[field.key] = field
    return list(asked.values())


def shown_pages(pages: Sequence[FormPageContent], answers: Answers) -> list[FormPageContent]:
    """The pages that have something to ask, given the answers so far."""
    return [page for page in pages if asked_fields(page, answers)]


def condition_holds(field: FormFieldContent, answers: Answers) -> bool:
    """Whether the question is asked: its key has one of the values, or one of the ticked is it."""
    if not field.shown_if_key:
        return True
    given = answers.get(field.shown_if_key)
    wanted = field.shown_if_value.split(",")
    if isinstance(given, bool):
        given = CONFIRMED if given else ""
    given_values = given if isinstance(given, list) else [str(given)]
    return any(value in wanted for value in given_values)


def relevant_answers(pages: Sequence[FormPageContent], answers: Answers) -> dict[str, Any]:
    """Only answers to questions that are asked; later answers of a way not taken are dropped."""
    relevant: dict[str, Any] = {}
    for page in pages:
        for field in page.fields:
            if field.key in answers and condition_holds(field, relevant):
                relevant[field.key] = answers[field.key]
    return relevant


def unfinished_pages(pages: Sequence[FormPageContent], answers: Answers) -> list[FormPageContent]:
    """Pages whose answers are missing or no longer valid: what keeps a draft from being sent."""
    relevant = relevant_answers(pages, answers)
    return [
        page
        for page in shown_pages(pages, relevant)
        if not build_form(page, relevant, answers=relevant).is_valid()
    ]


def _initial(field: FormFieldContent, answers: Answers, person: Mapping[str, str]) -> Any:
    if field.key in answers:
        return answers[field.key]
    return person.get(field.person) if field.person else None


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return CONFIRMED if value else ""
    return value.isoformat() if isinstance(value, date) else value
