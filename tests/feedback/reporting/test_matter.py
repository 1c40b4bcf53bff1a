"""What is the matter: one press for its kind, then words and the questions of the kind."""

import pytest
from django.test import Client

from feedback.models import Category, Choice, Question, ReportDraft
from tests.feedback.factories import make_category
from tests.feedback.reporting.walking import WORDS, answer, path_of, show


@pytest.fixture
def asking(category: Category) -> Category:
    """With one question of every sort."""
    for order, datatype in enumerate(Question.Datatype.values, start=1):
        question = Question.objects.create(
            category=category, code=datatype, text=f"Câu {datatype}?", datatype=datatype,
            order=order, required=datatype == "singlevaluelist",
        )  # fmt: skip
        for key in ("mot", "hai"):
            Choice.objects.create(question=question, key=key, name=f"Chọn {key}")
    return category


ANSWERS = {
    "q_string": "Thôn 2",
    "q_text": "Dòng một\nDòng hai",
    "q_number": "2,5",
    "q_datetime": "2026-11-23T08:30",
    "q_singlevaluelist": "hai",
    "q_multivaluelist": ["mot", "hai"],
}


def test_a_kind_is_chosen_by_one_press(
    client: Client, draft: ReportDraft, category: Category
) -> None:
    make_category("cu", name="Loại đã đóng", is_active=False)
    page = show(client, draft, "viec")
    assert category.name in page
    assert "Loại đã đóng" not in page
    response = answer(client, draft, "viec", loai=category.code)
    assert response["Location"] == path_of(draft, "mo-ta")
    assert draft.category == category


def test_kinds_are_searched_without_marks(client: Client, draft: ReportDraft) -> None:
    make_category("den", name="Đèn đường hỏng", keywords="bóng đèn, tối")
    page = client.get(path_of(draft, "viec"), {"tim": "bong den"}).content.decode()
    assert "Đèn đường hỏng" in page
    assert "ổ gà" not in page
    none = client.get(path_of(draft, "viec"), {"tim": "xyz"}).content.decode()
    assert "Không thấy loại việc nào hợp" in none


@pytest.mark.parametrize("code", ["", "khong-co", "<b>", "cu"])
def test_without_a_kind_nothing_goes_on(client: Client, draft: ReportDraft, code: str) -> None:
    make_category("cu", is_active=False)
    response = answer(client, draft, "viec", loai=code)
    assert response.status_code == 422
    assert "Chưa chọn loại việc" in response.content.decode()
    assert draft.category is None


def test_words_come_after_the_kind(client: Client, draft: ReportDraft) -> None:
    assert client.get(path_of(draft, "mo-ta"))["Location"] == path_of(draft, "viec")


def test_every_question_is_asked_and_kept(
    client: Client, draft: ReportDraft, asking: Category
) -> None:
    answer(client, draft, "viec", loai=asking.code)
    page = show(client, draft, "mo-ta")
    assert all(f"Câu {datatype}?" in page for datatype in Question.Datatype.values)
    response = answer(client, draft, "mo-ta", **WORDS, **ANSWERS)
    assert response["Location"] == path_of(draft, "noi")
    assert draft.text == WORDS["text"]
    assert draft.answers == {
        "string": "Thôn 2",
        "text": "Dòng một\nDòng hai",
        "number": 2.5,
        "datetime": "2026-11-23T08:30:00+07:00",
        "singlevaluelist": "hai",
        "multivaluelist": ["mot", "hai"],
    }


def test_answers_come_back_into_their_fields(
    client: Client, draft: ReportDraft, asking: Category
) -> None:
    answer(client, draft, "viec", loai=asking.code)
    answer(client, draft, "mo-ta", **WORDS, **ANSWERS)
    page = show(client, draft, "mo-ta")
    assert 'value="2026-11-23T08:30"' in page
    assert 'value="2,5"' in page
    assert page.count("checked") == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Viết vài chữ về việc ông/bà thấy"),
        ({"text": " \n\t "}, "Viết vài chữ về việc ông/bà thấy"),
        ({"text": "a" * 4001}, "Viết gọn lại trong 4000 ký tự, hiện có 4001 ký tự"),
        ({"q_number": "nhiều"}, "Nhập bằng chữ số"),
        ({"q_datetime": "32/13/2026"}, "Nhập ngày giờ, ví dụ"),
        ({"q_singlevaluelist": ""}, "Chọn câu singlevaluelist?"),
        ({"q_singlevaluelist": "ba"}, "Chọn một trong các câu trả lời có sẵn"),
        ({"q_multivaluelist": ["mot", "ba"]}, "Chọn một trong các câu trả lời có sẵn"),
        ({"q_string": "a" * 301}, "Viết gọn lại trong 300 ký tự"),
    ],
)
def test_bad_words_are_told_at_their_field_and_kept(
    client: Client, draft: ReportDraft, asking: Category, typed: dict[str, str], sentence: str
) -> None:
    answer(client, draft, "viec", loai=asking.code)
    response = answer(client, draft, "mo-ta", **{**WORDS, **ANSWERS, **typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert page.startswith("<!doctype html>")
    assert "<title>Lỗi: " in page
    assert "Dòng một" in page


def test_text_is_data(client: Client, draft: ReportDraft, category: Category) -> None:
    answer(client, draft, "viec", loai=category.code)
    answer(client, draft, "mo-ta", text="<script>alert(1)</script>{{ 7 }}\x00")
    assert draft.text == "<script>alert(1)</script>{{ 7 }}"
    assert "&lt;script&gt;alert(1)" in show(client, draft, "mo-ta")


def test_the_page_saves_itself_while_somebody_types(
    client: Client, draft: ReportDraft, asking: Category
) -> None:
    answer(client, draft, "viec", loai=asking.code)
    response = client.post(
        path_of(draft, "mo-ta"), {"text": "Ổ gà", "q_number": "x"}, headers={"X-Luu-Nhap": "1"}
    )
    draft.refresh_from_db()
    assert response.json()["line"].startswith("Đã lưu lúc ")
    assert draft.text == "Ổ gà"
    assert draft.answers == {}


def test_another_kind_keeps_what_was_written(
    client: Client, draft: ReportDraft, category: Category
) -> None:
    answer(client, draft, "viec", loai=category.code)
    answer(client, draft, "mo-ta", **WORDS)
    answer(client, draft, "viec", loai=make_category("khac").code)
    assert WORDS["text"] in show(client, draft, "mo-ta")
