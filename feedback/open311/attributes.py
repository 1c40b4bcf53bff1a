"""Answers to the extra questions of a service: `attribute[CODE]` (handbook 2.5)."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from feedback.models import Category, Question
from feedback.open311.faults import Collected, wrong
from feedback.open311.formats import without_forbidden
from feedback.open311.moments import read_moment
from feedback.open311.placing import number
from portal.lib.text import clean, clean_lines

log = logging.getLogger(__name__)

Datatype = Question.Datatype
_NAME = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[[^\[\]]*\])?")
_LINE, _TEXT = 300, 2000
_MOST_UNKNOWN = 50  # a program sends many of its own with each report


def read_attributes(form: QueryDict, category: Category, found: Collected) -> dict[str, Any]:
    """As `feedback.questions` keeps answers. What nobody asked for is kept too, as it came."""
    sent = _sent(form)
    answers = {}
    for question in category.questions.all():
        values = sent.pop(question.code, [])
        if question.datatype != Datatype.INFO:
            with found.reading():
                answers[question.code] = _answer(question, values)
    if sent:
        log.warning("open311: no questions of %s: %s", category.code, ", ".join(sorted(sent)))
    unknown = {code: ", ".join(values)[:_TEXT] for code, values in sent.items()}
    known = {code: answer for code, answer in answers.items() if answer not in (None, [])}
    return dict(list(unknown.items())[:_MOST_UNKNOWN]) | known


def _sent(form: QueryDict) -> dict[str, list[str]]:
    """The values of each code; empty ones are as absent."""
    sent: dict[str, list[str]] = {}
    for name in form:
        if match := _NAME.fullmatch(name):
            values = (without_forbidden(value).strip() for value in form.getlist(name))
            sent.setdefault(clean(match[1]), []).extend(filter(None, values))
    return {code: values for code, values in sent.items() if values}


def _answer(question: Question, values: list[str]) -> Any:
    name = f"attribute[{question.code}]"
    if not values:
        if question.required:
            raise wrong(f"Thiếu {name}: {question.text}")
        return None
    if question.datatype == Datatype.MANY:
        return [_key(question, value) for value in values]
    if len(values) > 1:
        raise wrong(f"{name} chỉ nhận một giá trị.")
    return _READERS[Datatype(question.datatype)](question, values[0])


def _key(question: Question, value: str) -> str:
    keys = [choice.key for choice in question.choices.all()]
    if value not in keys:
        raise wrong(f"attribute[{question.code}] phải là một trong: {', '.join(keys)}.")
    return value


def _limited(question: Question, text: str, most: int) -> str:
    if len(text) > most:
        raise wrong(f"attribute[{question.code}] dài quá {most} ký tự.")
    return text


def _number(question: Question, value: str) -> float | int:
    read = number(value)
    if read is None:
        raise wrong(f"attribute[{question.code}] phải là số, dấu thập phân là dấu chấm.")
    return int(read) if read.is_integer() else read


_READERS: dict[Datatype, Callable[[Question, str], Any]] = {
    Datatype.STRING: lambda question, value: _limited(question, clean(value), _LINE),
    Datatype.TEXT: lambda question, value: _limited(question, clean_lines(value), _TEXT),
    Datatype.NUMBER: _number,
    Datatype.DATETIME: lambda question, value: read_moment(
        f"attribute[{question.code}]", value
    ).at.isoformat(),
    Datatype.ONE: _key,
}
