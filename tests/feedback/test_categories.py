"""Kinds of reports that the product ships."""

import pytest

from feedback.categories import load_categories
from feedback.models import Category, Choice, Group, Question

pytestmark = pytest.mark.django_db


def test_every_group_has_a_kind_and_every_kind_its_words_in_both_languages() -> None:
    assert load_categories() == Category.objects.count()

    assert set(Category.objects.values_list("group", flat=True)) == set(Group.values)
    assert not Category.objects.filter(name_en="").exists()
    assert not Category.objects.filter(description="").exists()


def test_loading_again_adds_nothing_and_keeps_what_an_administrator_changed() -> None:
    load_categories()
    Category.objects.filter(code="duong-sa").update(name="Đường của xã", answer_hours=24)
    Question.objects.filter(category__code="duong-sa").delete()

    assert load_categories() == 0

    road = Category.objects.get(code="duong-sa")
    assert (road.name, road.answer_hours) == ("Đường của xã", 24)
    assert not road.questions.exists()


def test_a_kind_that_is_missing_comes_back() -> None:
    load_categories()
    Category.objects.get(code="khac").delete()

    assert load_categories() == 1


def test_answers_are_promised_within_48_hours_or_sooner() -> None:
    """Two days at eight hours are promised where only working time counts."""
    load_categories()
    for category in Category.objects.all():
        most = 16 if category.answer_count == Category.Count.WORKING else 48
        assert category.answer_hours <= most, category.code
        assert category.days_urgent <= category.days_soon <= category.days_normal, category.code


def test_what_is_told_of_officers_is_never_public() -> None:
    load_categories()
    conduct = Category.objects.get(about_conduct=True)

    assert (conduct.code, conduct.may_be_public) == ("can-bo", False)


def test_questions_of_every_type_are_shipped_and_lists_have_choices() -> None:
    load_categories()
    lists = [Question.Datatype.ONE, Question.Datatype.MANY]

    assert set(Question.objects.values_list("datatype", flat=True)) == set(Question.Datatype.values)
    asked = Question.objects.filter(datatype__in=lists)
    assert asked.count() == Choice.objects.values("question").distinct().count()
