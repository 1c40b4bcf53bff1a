"""E-forms from plain values: what is asked, what is forgiven, what is kept."""

from typing import Any

import pytest

from procedures.answers import NOT_GIVEN, summarise
from procedures.content import FormFieldContent, FormPageContent
from procedures.form_builder import (
    PageForm,
    build_form,
    relevant_answers,
    shown_pages,
    unfinished_pages,
)
from procedures.models import FormField

Kind = FormField.Kind


def field(key: str, kind: Kind = Kind.TEXT, **facts: Any) -> FormFieldContent:
    return FormFieldContent(key=key, label=facts.pop("label", key), kind=kind, **facts)


def page(*fields: FormFieldContent, slug: str = "trang", group: str = "") -> FormPageContent:
    return FormPageContent(slug=slug, title=f"Trang {slug}", group=group, fields=fields)


def one(spec: FormFieldContent, value: object) -> PageForm:
    """The form of a single question, answered."""
    return build_form(page(spec), {spec.key: value})


PLACE = field(
    "place", Kind.RADIO, label="Nơi sinh", choices=(("home", "Tại nhà"), ("clinic", "Trạm y tế"))
)
CLINIC = field("clinic", label="Tên trạm", shown_if_key="place", shown_if_value="clinic,hospital")
FORM = [
    page(field("name", Kind.NAME, label="Họ và tên"), slug="ten", group="Trẻ"),
    page(PLACE, CLINIC, slug="noi-sinh", group="Trẻ"),
    page(
        field("room", label="Phòng", shown_if_key="place", shown_if_value="clinic"),
        slug="phong",
        group="Khác",
    ),
]


# --- Kinds of questions -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.TEXT, "  thôn   3 ", "thôn 3"),
        (Kind.NAME, "Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An"),
        (Kind.TEXTAREA, "Một\r\n\r\n\r\n\r\nHai", "Một\n\nHai"),
        (Kind.NUMBER, "1.200", 1200),
        (Kind.NUMBER, "120,5", 120.5),
        (Kind.DATE, "5/11/2024", "2024-11-05"),
        (Kind.PHONE, "+84 905.123.318", "0905123318"),
        (Kind.PERSONAL_ID, "056 157 004 318", "056157004318"),
        (Kind.CONFIRM, "on", "yes"),
    ],
)
def test_input_is_forgiven_and_kept_as_plain_values(kind: Kind, typed: str, kept: object) -> None:
    form = one(field("x", kind), typed)
    assert form.is_valid(), form.errors
    assert form.answers() == {"x": kept}


@pytest.mark.parametrize(
    ("spec", "typed", "sentence"),
    [
        (field("x", label="Họ tên trẻ"), "", "Nhập họ tên trẻ"),
        (field("x", error="Nhập tên thôn, ví dụ thôn 3"), " ", "Nhập tên thôn, ví dụ thôn 3"),
        (field("x", Kind.NAME), "An <b>", "Họ tên chỉ gồm chữ, không có số hay ký hiệu"),
        (field("x", max_length=5), "dài quá", "Viết gọn lại trong 5 ký tự, hiện có 7 ký tự"),
        (field("x", Kind.NUMBER), "mười", "Nhập bằng chữ số, ví dụ 12 hoặc 12,5"),
        (field("x", Kind.NUMBER), "1" + ".000" * 2_000, "Nhập bằng chữ số, ví dụ 12 hoặc 12,5"),
        (field("x", Kind.NUMBER, minimum=1), "0", "Nhập số từ 1 trở lên"),
        (field("x", Kind.NUMBER, maximum=9), "10", "Nhập số không quá 9"),
        (field("x", Kind.DATE), "31/2/2024", "Ngày này không có trong lịch"),
        (field("x", Kind.PERSONAL_ID), "123", "Số căn cước gồm 12 chữ số, ông/bà đã nhập 3"),
        (field("x", Kind.EMAIL), "an@", "Nhập địa chỉ thư điện tử, ví dụ an@thu.example"),
        (field("x", Kind.RADIO, choices=(("a", "A"),), label="Nơi sinh"), "", "Chọn nơi sinh"),
        (field("x", Kind.CONFIRM), "", "Đánh dấu vào ô này để tiếp tục"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    spec: FormFieldContent, typed: str, sentence: str
) -> None:
    assert one(spec, typed).errors["x"] == [sentence]


def test_a_birth_date_is_not_in_the_future() -> None:
    spec = field("x", Kind.DATE, label="Ngày sinh của trẻ", not_future=True)
    (sentence,) = one(spec, "5/11/2962").errors["x"]
    assert sentence.startswith("Năm sinh của trẻ phải là")


def test_an_optional_question_left_empty_has_no_answer() -> None:
    form = one(field("x", required=False), "")
    assert form.is_valid()
    assert form.answers() == {}


def test_several_may_be_ticked() -> None:
    spec = field("x", Kind.CHECKBOXES, choices=(("a", "A"), ("b", "B")))
    form = one(spec, ["a", "b"])
    assert form.is_valid()
    assert form.answers() == {"x": ["a", "b"]}


# --- Conditions ---------------------------------------------------------------------------


def test_a_question_that_hangs_on_the_same_page_is_forgiven_until_asked() -> None:
    home = build_form(FORM[1], {"place": "home", "clinic": "rác"})
    assert home.is_valid()
    assert home.answers() == {"place": "home"}
    clinic = build_form(FORM[1], {"place": "clinic", "clinic": ""})
    assert clinic.errors["clinic"] == ["Nhập tên trạm"]


def test_rows_say_what_a_script_may_hide() -> None:
    place, clinic = build_form(FORM[1]).rows()
    assert (place.shown_if, clinic.shown_if) == ("", "place=clinic,hospital")


def test_a_page_without_questions_is_left_out() -> None:
    assert [p.slug for p in shown_pages(FORM, {"place": "home"})] == ["ten", "noi-sinh"]
    assert [p.slug for p in shown_pages(FORM, {"place": "clinic"})] == ["ten", "noi-sinh", "phong"]


def test_answers_of_a_way_not_taken_are_dropped() -> None:
    answers = {"name": "An", "place": "home", "clinic": "Xã", "room": "2", "other": "x"}
    assert relevant_answers(FORM, answers) == {"name": "An", "place": "home"}


def test_a_condition_on_ticks_holds_when_one_of_them_is_meant() -> None:
    ticks = field("who", Kind.CHECKBOXES, choices=(("a", "A"), ("b", "B")))
    then = field("then", shown_if_key="who", shown_if_value="b")
    pages = [page(ticks, slug="mot"), page(then, slug="hai")]
    assert len(shown_pages(pages, {"who": ["a", "b"]})) == 2
    assert len(shown_pages(pages, {"who": ["a"]})) == 1


# --- Drafts --------------------------------------------------------------------------------


def test_the_form_shows_answers_first_and_the_person_where_there_are_none() -> None:
    spec = field("name", Kind.NAME, person=FormField.Person.FULL_NAME)
    known = {"full_name": "Nguyễn Thị Hoa"}
    assert build_form(page(spec), person=known)["name"].value() == "Nguyễn Thị Hoa"
    changed = build_form(page(spec), answers={"name": "Lê An"}, person=known)
    assert changed["name"].value() == "Lê An"


def test_unfinished_pages_keep_a_draft_from_being_sent() -> None:
    assert [p.slug for p in unfinished_pages(FORM, {"name": "An"})] == ["noi-sinh"]
    complete = {"name": "An", "place": "clinic", "clinic": "Trạm xã", "room": "2"}
    assert unfinished_pages(FORM, complete) == []


# --- In words ------------------------------------------------------------------------------


def test_answers_are_summed_up_in_words_under_the_pages_headings() -> None:
    pages = [
        page(
            PLACE,
            field("born", Kind.DATE, label="Ngày sinh"),
            field("area", Kind.NUMBER, label="Diện tích"),
            field("note", label="Ghi chú", required=False),
            field("sure", Kind.CONFIRM, label="Cam đoan"),
            group="Trẻ",
        ),
        page(field("room", label="Phòng", shown_if_key="place", shown_if_value="clinic")),
    ]
    answers = {"place": "home", "born": "2024-11-05", "area": 1200.5, "sure": "yes", "room": "2"}
    (group,) = summarise(pages, answers)
    assert group.title == "Trẻ"
    assert [(row.label, row.value) for row in group.rows] == [
        ("Nơi sinh", "Tại nhà"),
        ("Ngày sinh", "05/11/2024"),
        ("Diện tích", "1.200,5"),
        ("Ghi chú", NOT_GIVEN),
        ("Cam đoan", "Đồng ý"),
    ]
