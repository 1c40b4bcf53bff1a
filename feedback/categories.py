"""The kinds of reports that the product ships (`shipped.yaml`), as rows."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from feedback.models import Category, Choice, Question

FILE = Path(__file__).with_name("shipped.yaml")


def load_categories() -> int:
    """Those that are not there yet; how many. What an administrator changed stays as it is."""
    shipped = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    known = set(Category.objects.values_list("code", flat=True))
    new = [(order, item) for order, item in enumerate(shipped, 1) if item["code"] not in known]
    with transaction.atomic():
        for order, item in new:
            _make(item, order * 10)
    return len(new)


def _make(item: dict[str, Any], order: int) -> None:
    questions = item.pop("questions", [])
    category = Category(**item, order=order)
    category.full_clean()
    category.save()
    for place, facts in enumerate(questions, start=1):
        _ask(category, facts, place)


def _ask(category: Category, facts: dict[str, Any], order: int) -> None:
    choices = facts.pop("choices", {})
    question = Question(category=category, order=order, **facts)
    question.full_clean()
    question.save()
    Choice.objects.bulk_create(
        Choice(question=question, key=key, name=name, order=place)
        for place, (key, name) in enumerate(choices.items(), start=1)
    )
