"""A report can be written by somebody who reads English only."""

import pytest
from django.conf import settings
from django.test import Client

from feedback.models import Category, ReportDraft
from tests.feedback.reporting.walking import answer, begin, path_of, show


@pytest.fixture
def stranger(client: Client, category: Category) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    Category.objects.filter(pk=category.pk).update(name_en="Damaged road")
    return client


@pytest.fixture
def draft(stranger: Client) -> ReportDraft:
    return begin(stranger)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("anh", "Take a photo of the place"),
        ("viec", "Damaged road"),
        ("noi", "Address, or what it is near"),
        ("lien-he", "Which number may we answer?"),
        ("kiem-tra", "Check, then send"),
    ],
)
def test_every_page_is_told_in_english(
    stranger: Client, draft: ReportDraft, page: str, sentence: str
) -> None:
    shown = show(stranger, draft, page)
    assert sentence in shown
    assert "Saved at" in shown or page == "anh"
    assert "Tiếp tục" not in shown


def test_what_is_promised_and_what_is_missing_are_told_too(
    stranger: Client, draft: ReportDraft, category: Category
) -> None:
    answer(stranger, draft, "viec", loai=category.code)
    assert "Answer within 48 hours, days off included" in show(stranger, draft, "mo-ta")
    empty = stranger.post(path_of(draft, "noi"))
    assert "Write the address, or take the location above" in empty.content.decode()
