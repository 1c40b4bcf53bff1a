"""Fields forgive how people write and say what to do next."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string

from portal.lib.forms import DayMonthYearField, PersonalNumberField, PhoneField, PortalForm
from portal.lib.seen import SeenForm


class Birth(PortalForm):
    born = DayMonthYearField(
        label="Ngày sinh của trẻ", help_text="ví dụ 5 11 2026", when="past", noun="sinh"
    )
    place = forms.ChoiceField(
        label="Nơi sinh", choices=[("a", "Trạm y tế"), ("b", "Ở nhà")], widget=forms.RadioSelect
    )
    phone = PhoneField(label="Số điện thoại")
    number = PersonalNumberField(label="Số căn cước", required=False)
    agree = forms.BooleanField(label="Tôi khai đúng sự thật")


class Appointment(PortalForm):
    day = DayMonthYearField(label="Ngày hẹn", when="future", noun="hẹn")


def boxes(day: str, month: str, year: str, name: str = "born") -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def born(data: dict[str, str]) -> Any:
    form = Birth(data)
    form.is_valid()
    return form.cleaned_data.get("born") or form.errors["born"][0]


def field_html(form: forms.Form, name: str) -> str:
    return render_to_string("components/field.html", {"field": form[name]})


@pytest.mark.parametrize(
    "data",
    [
        boxes("5", "11", "2025"),
        boxes(" 05", "11 ", "2025"),
        boxes("05/11/2025", "", ""),
        boxes("", "5-11-2025", ""),
        boxes("", "", "5.11.2025"),
        {"born": "05/11/2025"},
        {"born": "2025-11-05"},
    ],
)
def test_a_date_is_read_from_boxes_or_as_a_whole(data: dict[str, str]) -> None:
    assert born(data) == date(2025, 11, 5)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Nhập ngày sinh của trẻ"),
        (boxes("5", "", "2025"), "Nhập tháng sinh"),
        (boxes("31", "2", "2025"), "Ngày này không có trong lịch"),
        (boxes("45", "2", "2025"), "Ngày sinh phải là số, ví dụ 5 11 2026"),
        (boxes("năm", "2", "2025"), "Ngày sinh phải là số, ví dụ 5 11 2026"),
        (boxes("٥", "2", "2025"), "Ngày sinh phải là số, ví dụ 5 11 2026"),
        (boxes("5", "11", "25"), "Năm sinh gồm 4 chữ số, ví dụ 2026"),
        ({"born": "hôm qua"}, "Ngày sinh phải là số, ví dụ 5 11 2026"),
    ],
)
def test_a_wrong_date_is_answered_with_what_to_do(data: dict[str, str], sentence: str) -> None:
    assert born(data) == sentence


def test_a_birth_may_not_lie_in_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 23))
    assert born(boxes("23", "11", "2026")) == date(2026, 11, 23)
    assert born(boxes("24", "11", "2026")) == "Ngày sinh phải là hôm nay hoặc trước đó"
    assert born(boxes("5", "11", "2062")) == "Năm sinh phải là 2026 hoặc trước đó"


def test_an_appointment_must_lie_in_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 23))
    today, tomorrow = (
        Appointment(boxes("23", "11", "2026", "day")),
        Appointment(boxes("24", "11", "2026", "day")),
    )
    assert today.errors["day"] == ["Ngày hẹn phải sau hôm nay"]
    assert tomorrow.is_valid()


def test_what_was_typed_into_a_wrong_date_stays_and_only_the_wrong_box_is_marked() -> None:
    html = field_html(Birth(boxes("5", "11", "9062")), "born")
    assert [f'value="{text}"' in html for text in ("5", "11", "9062")] == [True] * 3
    assert html.count('aria-invalid="true"') == 1
    assert 'value="9062" inputmode="numeric" autocomplete="off" aria-invalid="true"' in html


@pytest.mark.parametrize(
    "typed", ["0905123318", "0905 123 318", "0905.123.318", "+84 905 123 318", "84905123318"]
)
def test_a_phone_number_is_kept_in_one_form(typed: str) -> None:
    form = Birth({"phone": typed})
    assert "phone" not in form.errors
    assert form.cleaned_data["phone"] == "0905123318"


@pytest.mark.parametrize("typed", ["090512331", "1905123318", "090512331a", "02583822022"])
def test_what_is_no_mobile_number_is_asked_for_again(typed: str) -> None:
    assert Birth({"phone": typed}).errors["phone"] == [
        "Nhập số điện thoại 10 chữ số, ví dụ 0905 123 318"
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0561570043", "Số căn cước gồm 12 chữ số, ông/bà đã nhập 10"),
        ("05615700431A", "Số căn cước chỉ gồm chữ số, không có chữ cái"),
    ],
)
def test_a_broken_personal_number_says_how_it_should_be(typed: str, sentence: str) -> None:
    assert Birth({"number": typed}).errors["number"] == [sentence]


def test_a_personal_number_may_hold_blanks() -> None:
    form = Birth({"number": "056 157 004 318"})
    form.is_valid()
    assert form.cleaned_data["number"] == "056157004318"


def test_missing_answers_are_asked_for_by_their_name() -> None:
    errors = Birth({}).errors
    assert errors["born"] == ["Nhập ngày sinh của trẻ"]
    assert errors["place"] == ["Chọn nơi sinh"]
    assert errors["phone"] == ["Nhập số điện thoại"]
    assert errors["agree"] == ["Đánh dấu vào ô này để tiếp tục"]


def test_an_error_stands_at_its_field_and_is_tied_to_it() -> None:
    html = field_html(Birth({}), "phone")
    assert '<label for="id_phone">Số điện thoại' in html
    assert "Nhập số điện thoại" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_error"' in html
    assert '<div id="id_phone_error">' in html


def test_a_group_of_boxes_is_named_by_its_question() -> None:
    html = field_html(Birth({}), "born")
    assert '<fieldset aria-describedby="id_born_helptext id_born_error">' in html
    assert "<legend>Ngày sinh của trẻ" in html


def test_only_answers_that_may_be_left_out_say_so() -> None:
    form = Birth()
    assert "không bắt buộc" in field_html(form, "number")
    assert "không bắt buộc" not in field_html(form, "phone")


def test_the_summary_leads_to_the_first_control_of_each_wrong_field() -> None:
    html = render_to_string(
        "components/error_summary.html", {"form": Birth(boxes("5", "11", "9062"))}
    )
    assert "Có 4 chỗ cần sửa" in html
    for target in ("id_born_year", "id_place_0", "id_phone", "id_agree"):
        assert f'href="#{target}"' in html


def test_a_right_form_has_no_summary() -> None:
    assert render_to_string("components/error_summary.html", {"form": Birth()}).strip() == ""


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "-1", "", "x"])
def test_a_state_that_nobody_can_have_seen_is_none(typed: str) -> None:
    assert SeenForm({"seen": typed}).seen_before() == 0
