"""One Django field for each kind of question of an e-form."""

from collections.abc import Callable
from typing import Any

from django import forms

from portal.lib.forms import (
    DayMonthYearField,
    LineField,
    LinesField,
    PersonalNumberField,
    PersonNameField,
    PhoneField,
    VietnameseNumberField,
)
from procedures.content import FormFieldContent
from procedures.models import FormField

Kind = FormField.Kind
DEFAULT_LENGTH = {Kind.TEXT: 300, Kind.NAME: 120, Kind.TEXTAREA: 2000}


def make_field(spec: FormFieldContent) -> forms.Field:
    """The field with its label, hint, sentences and widget attributes."""
    field = _MAKERS[Kind(spec.kind)](spec)
    field.label = spec.label
    field.help_text = spec.hint
    field.required = spec.required
    if spec.error:
        field.error_messages["required"] = spec.error
        field.error_messages["invalid_choice"] = spec.error
    if spec.autocomplete:
        field.widget.attrs["autocomplete"] = spec.autocomplete
    return field


def _length(spec: FormFieldContent) -> dict[str, Any]:
    limit = spec.max_length or DEFAULT_LENGTH[Kind(spec.kind)]
    too_long = f"Viết gọn lại trong {limit} ký tự, hiện có %(show_value)s ký tự"
    return {"max_length": limit, "error_messages": {"max_length": too_long}}


def _date(spec: FormFieldContent) -> forms.Field:
    """`Ngày sinh của trẻ` completes its sentences with `sinh của trẻ`."""
    noun = spec.label.removeprefix("Ngày ") if spec.label.startswith("Ngày ") else ""
    return DayMonthYearField(when="past" if spec.not_future else "any", noun=noun)


def _select(spec: FormFieldContent) -> forms.Field:
    return forms.ChoiceField(choices=[("", "Chọn…"), *spec.choices])


_MAKERS: dict[FormField.Kind, Callable[[FormFieldContent], forms.Field]] = {
    Kind.TEXT: lambda spec: LineField(**_length(spec)),
    Kind.NAME: lambda spec: PersonNameField(**_length(spec)),
    Kind.TEXTAREA: lambda spec: LinesField(**_length(spec)),
    Kind.NUMBER: lambda spec: VietnameseNumberField(minimum=spec.minimum, maximum=spec.maximum),
    Kind.DATE: _date,
    Kind.PHONE: lambda spec: PhoneField(),
    Kind.PERSONAL_ID: lambda spec: PersonalNumberField(),
    Kind.EMAIL: lambda spec: forms.EmailField(
        error_messages={"invalid": "Nhập địa chỉ thư điện tử, ví dụ an@thu.example"}
    ),
    Kind.RADIO: lambda spec: forms.ChoiceField(choices=spec.choices, widget=forms.RadioSelect),
    Kind.SELECT: _select,
    Kind.CHECKBOXES: lambda spec: forms.MultipleChoiceField(
        choices=spec.choices, widget=forms.CheckboxSelectMultiple
    ),
    Kind.CONFIRM: lambda spec: forms.BooleanField(),
}
