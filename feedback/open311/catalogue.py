"""What can be reported: services and their extra questions (handbook 2.3, 2.4)."""

from typing import Any

from django.db.models import QuerySet

from feedback.models import Category, Group, Question
from feedback.open311.asked import Asked
from feedback.open311.faults import unknown
from feedback.open311.jurisdictions import root_asked
from feedback.open311.resource import Answer

Datatype = Question.Datatype
_PLACES = {group: place for place, group in enumerate(Group.values)}


def offered() -> QuerySet[Category]:
    """Kinds of reports that programs know: in use, and published after moderation."""
    hidden = Category.Publication.NEVER
    return Category.objects.filter(is_active=True, about_conduct=False).exclude(publication=hidden)


def offered_one(code: str) -> Category | None:
    return offered().prefetch_related("questions__choices").filter(code=code).first()


def services(asked: Asked, **_: object) -> Answer:
    root_asked(asked)
    asking = set(Question.objects.values_list("category", flat=True))
    ordered = sorted(offered(), key=lambda one: (_PLACES[one.group], one.order, one.name))
    return Answer("services", [_service(one, asks=one.pk in asking) for one in ordered])


def definition(asked: Asked, *, code: str, **_: object) -> Answer:
    root_asked(asked)
    category = offered_one(code)
    if category is None:
        raise unknown("Không có service_code này.")
    attributes = [_attribute(question) for question in category.questions.all()]
    return Answer("service_definition", {"service_code": code, "attributes": attributes})


def _service(category: Category, *, asks: bool) -> dict[str, Any]:
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.description or None,
        "metadata": asks,
        "type": "realtime",
        "keywords": category.keywords or None,
        "group": category.get_group_display(),
    }


def _attribute(question: Question) -> dict[str, Any]:
    is_input = question.datatype != Datatype.INFO
    attribute: dict[str, Any] = {
        "variable": is_input,
        "code": question.code,
        "datatype": question.datatype if is_input else Datatype.TEXT.value,
        "required": is_input and question.required,
        "datatype_description": question.hint or None,
        "order": question.order,
        "description": question.text,
    }
    if question.datatype in (Datatype.ONE, Datatype.MANY):
        choices = question.choices.all()
        attribute["values"] = [{"key": choice.key, "name": choice.name} for choice in choices]
    return attribute
