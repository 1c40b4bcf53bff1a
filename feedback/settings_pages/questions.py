"""Kinds of reports and their questions as an administrator changes them.

Codes and keys stay when words change: Open311 clients and answers already given know them. Every
change touches the kind, whose `changed_at` tells those clients that they must read it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from feedback.models import Category, Choice, Question, Report
from portal.lib.errors import Refused
from portal.lib.text import fold

_MOST = 20  # questions of a kind
_LONGEST = 40  # letters of a code


@dataclass(frozen=True)
class Asked:
    """A question as it was typed; `choices` by name."""

    text: str
    hint: str
    datatype: str
    required: bool
    choices: tuple[str, ...]


def save_kind(category: Category, facts: Mapping[str, Any]) -> Category:
    """A new kind gets its code from its name. What is about officers is never public."""
    for name, value in facts.items():
        setattr(category, name, value)
    if category.about_conduct:
        category.publication = Category.Publication.NEVER
    _check_reports(category)
    if not category.code:
        known = set(Category.objects.values_list("code", flat=True))
        category.code = _code_of(category.name, known)
    category.save()
    return category


def _check_reports(category: Category) -> None:
    """Reports that others may read are not left behind in a kind that nobody may read."""
    known = Report.objects.filter(category=category.pk)
    if category.about_conduct and known.filter(about_conduct=False).exists():
        raise Refused(
            "has_reports",
            "Loại này đã có phản ánh mà cán bộ nào cũng xem được. Thêm một loại mới cho việc về "
            "cán bộ",
            field="about_conduct",
        )
    if not category.may_be_public and known.public().exists():
        raise Refused(
            "public",
            "Loại này đang có phản ánh công khai. Gỡ khỏi trang công khai trước",
            field="publication",
        )
    before = Category.objects.filter(pk=category.pk).values_list("publication", flat=True).first()
    rounded, exact = Category.Publication.ROUNDED, Category.Publication.OPEN
    if (before, category.publication) == (rounded, exact) and known.public().exists():
        raise Refused(
            "public",
            "Loại này đang có phản ánh công khai với vị trí làm tròn. Gỡ khỏi trang công khai "
            "trước",
            field="publication",
        )


@transaction.atomic
def save_question(category: Category, question: Question, asked: Asked) -> Question:
    if question.pk is None:
        codes, orders = set(), [0]
        for code, order in category.questions.values_list("code", "order"):
            codes.add(code)
            orders.append(order)
        if len(codes) >= _MOST:
            raise Refused("many", f"Một loại có nhiều nhất {_MOST} câu hỏi", field="text")
        question.category, question.order = category, max(orders) + 1
        question.code = _code_of(asked.text, codes)
    question.text, question.hint = asked.text, asked.hint
    question.datatype, question.required = asked.datatype, asked.required
    question.save()
    _save_choices(question, asked.choices)
    category.save()
    return question


def _save_choices(question: Question, names: tuple[str, ...]) -> None:
    """A choice that is named as before keeps its key."""
    known = {choice.name: choice for choice in question.choices.all()}
    question.choices.exclude(name__in=names).delete()
    keys = {known[name].key for name in names if name in known}
    for order, name in enumerate(names, start=1):
        choice = known.get(name) or Choice(question=question, name=name)
        if not choice.key:
            choice.key = _code_of(name, keys)
            keys.add(choice.key)
        choice.order = order
        choice.save()


@transaction.atomic
def drop_question(question: Question) -> None:
    """What was answered to it stays with the reports."""
    question.delete()
    question.category.save()


@transaction.atomic
def move_up(question: Question) -> None:
    """Changes places with the one before; the first one stays."""
    before = question.category.questions.filter(order__lt=question.order).last()
    if before is None:
        return
    places = {question.pk: before.order, before.pk: question.order}
    question.category.questions.filter(pk=before.pk).update(order=30_000)  # orders are unique
    for pk in (question.pk, before.pk):
        question.category.questions.filter(pk=pk).update(order=places[pk])
    question.category.save()


def _code_of(words: str, taken: set[str]) -> str:
    """`Ổ gà, mặt đường bong` -> `o-ga-mat-duong-bong`, with a number where it is taken."""
    code = slugify(fold(words))[:_LONGEST].strip("-") or "muc"
    number = 1
    found = code
    while found in taken:
        number += 1
        found = f"{code[: _LONGEST - 4]}-{number}"
    return found
