"""The extra questions of a category: as form fields, and their answers as data and in words.

Answers are one flat mapping of question code to plain JSON: text, a number, an ISO moment, the key
of a choice, or a list of keys. Fields are named `q_<code>`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from feedback.models import Category, Question
from portal.lib.dates import full_moment
from portal.lib.forms import LineField, LinesField, VietnameseNumberField

PREFIX = "q_"
Datatype = Question.Datatype
_LINE, _TEXT = 300, 2000
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y"]
_BAD_CHOICE = {"invalid_choice": "Chọn một trong các câu trả lời có sẵn"}


def question_fields(category: Category) -> dict[str, forms.Field]:
    """A field for each question that takes an answer, in order; pre-load `questions__choices`."""
    return {f"{PREFIX}{question.code}": _field(question) for question in _asked(category)}


def answers_from(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a valid form with those fields holds, without what was left empty."""
    values = {
        name.removeprefix(PREFIX): _plain(value)
        for name, value in cleaned.items()
        if name.startswith(PREFIX)
    }
    return {code: value for code, value in values.items() if value not in (None, "", [])}


def initial_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers as the fields show them."""
    return {f"{PREFIX}{code}": value for code, value in answers.items()}


def answers_in_words(category: Category, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Question and answer, in order, of those that were answered."""
    return [
        (question.text, _words(question, answers[question.code]))
        for question in _asked(category)
        if question.code in answers
    ]


def _asked(category: Category) -> Iterable[Question]:
    return (row for row in category.questions.all() if row.datatype != Datatype.INFO)


def _field(question: Question) -> forms.Field:
    field = _MAKERS[Datatype(question.datatype)](question)
    field.label = question.text
    field.help_text = question.hint
    field.required = question.required
    return field


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(choice.key, choice.name) for choice in question.choices.all()]


def _limited(limit: int) -> dict[str, Any]:
    too_long = f"Viết gọn lại trong {limit} ký tự, hiện có %(show_value)s ký tự"
    return {"max_length": limit, "error_messages": {"max_length": too_long}}


class MomentField(forms.DateTimeField):
    """A stored ISO moment is shown as the control writes it; what was typed stays as it is."""

    def prepare_value(self, value: Any) -> Any:
        try:
            return super().prepare_value(datetime.fromisoformat(value))
        except (TypeError, ValueError):
            return super().prepare_value(value)


def _moment(question: Question) -> forms.Field:
    return MomentField(
        input_formats=_MOMENTS,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Nhập ngày giờ, ví dụ 23/11/2026 08:30"},
    )


def _one(question: Question) -> forms.Field:
    return forms.ChoiceField(
        choices=_choices(question), widget=forms.RadioSelect, error_messages=_BAD_CHOICE
    )


def _many(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_choices(question),
        widget=forms.CheckboxSelectMultiple,
        error_messages=_BAD_CHOICE,
    )


_MAKERS: dict[Datatype, Callable[[Question], forms.Field]] = {
    Datatype.STRING: lambda question: LineField(**_limited(_LINE)),
    Datatype.TEXT: lambda question: LinesField(**_limited(_TEXT)),
    Datatype.NUMBER: lambda question: VietnameseNumberField(),
    Datatype.DATETIME: _moment,
    Datatype.ONE: _one,
    Datatype.MANY: _many,
}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _words(question: Question, answer: Any) -> str:
    if question.datatype == Datatype.DATETIME:
        return full_moment(datetime.fromisoformat(answer))
    if question.datatype == Datatype.NUMBER:
        return str(answer).replace(".", ",")
    names = dict(_choices(question))
    keys = answer if isinstance(answer, list) else [answer]
    return ", ".join(names.get(key, str(key)) for key in keys)
