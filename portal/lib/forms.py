"""Form fields and the form base of the whole product: forgiving input, sentences that help."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from portal.lib.errors import Refused
from portal.lib.numbers import read_mobile, read_personal_number
from portal.lib.text import clean, clean_lines

WHOLE_DATE = re.compile(r"^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})\s*$")
THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3}){1,4}(,\d{1,6})?$")
PLAIN_NUMBER = re.compile(r"^-?\d{1,15}(\.\d{1,6})?$")
TEXTAREA_ROWS = 4
PARTS = ("day", "month", "year")
LABELS = {"day": "Ngày", "month": "Tháng", "year": "Năm"}
LARGEST = {"day": 31, "month": 12, "year": 9999}

CHOOSING_WIDGETS = (
    forms.Select,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.FileInput,
)


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def required_sentence(field: forms.Field) -> str:
    """`Nhập ngày sinh của trẻ`, `Chọn nơi sinh`: what to do, from the label."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "Đánh dấu vào ô này để tiếp tục"
    verb = "Chọn" if isinstance(widget, CHOOSING_WIDGETS) else "Nhập"
    return f"{verb} {lower_first(str(field.label or 'thông tin này'))}"


class PortalForm(forms.Form):
    """A form whose missing answers are asked for by name. Its HTML carries `novalidate`."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = required_sentence(field)


def date_parts(value: Any) -> dict[str, str]:
    """What the boxes Ngày, Tháng, Năm show for a date, ISO text, typed date or mapping."""
    if isinstance(value, Mapping):
        return {part: str(value.get(part, "")) for part in PARTS}
    if isinstance(value, str):
        if match := WHOLE_DATE.match(value):
            return dict(zip(PARTS, match.groups(), strict=True))
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return {"day": value, "month": "", "year": ""}
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return {"day": "", "month": "", "year": ""}


class DayMonthYearWidget(forms.Widget):
    """Three boxes named `<name>_day`, `_month`, `_year`; a whole pasted date fits any of them.

    Drawn by `components/field.html`. The posted value is a mapping of the three boxes.
    """

    use_fieldset = True
    template_name = "django/forms/widgets/text.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> dict[str, str] | date | None:
        whole = data.get(name)
        if whole:
            return date_parts(whole)
        typed = {part: clean(str(data.get(f"{name}_{part}", ""))) for part in PARTS}
        return date_parts(next((v for v in typed.values() if WHOLE_DATE.match(v)), typed))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)


class DayMonthYearField(forms.Field):
    """A calendar date. `when` limits it; `noun` completes the sentences: "Năm sinh phải là ..."."""

    widget = DayMonthYearWidget

    def __init__(
        self, *, when: Literal["any", "past", "future"] = "any", noun: str = "", **kwargs: Any
    ) -> None:
        self.when = when
        self.noun = f" {noun}" if noun else ""
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        boxes = date_parts(value)
        if not any(boxes.values()):
            return None
        numbers = {part: self._number(part, boxes[part]) for part in boxes}
        try:
            return date(numbers["year"], numbers["month"], numbers["day"])
        except ValueError as error:
            raise ValidationError("Ngày này không có trong lịch", code="impossible") from error

    def _number(self, part: str, text: str) -> int:
        label = LABELS[part]
        if not text:
            raise ValidationError(f"Nhập {lower_first(label)}{self.noun}", code=part)
        is_number = re.fullmatch(r"[0-9]{1,4}", text) is not None
        if not is_number or not 1 <= int(text) <= LARGEST[part]:
            raise ValidationError(f"{label}{self.noun} phải là số, ví dụ 5 11 2026", code=part)
        if part == "year" and len(text) != 4:
            raise ValidationError(f"Năm{self.noun} gồm 4 chữ số, ví dụ 2026", code="year")
        return int(text)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.when == "past" and value > today:
            if value.year > today.year:
                raise ValidationError(
                    f"Năm{self.noun} phải là {today.year} hoặc trước đó", code="year"
                )
            raise ValidationError(f"Ngày{self.noun} phải là hôm nay hoặc trước đó", code="range")
        if self.when == "future" and value <= today:
            raise ValidationError(f"Ngày{self.noun} phải sau hôm nay", code="range")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return date_parts(initial) != date_parts(data)


class LineField(forms.CharField):
    """One line of text in NFC, blanks tidied."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class LinesField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": TEXTAREA_ROWS})

    def to_python(self, value: Any) -> str:
        return clean_lines(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A Vietnamese mobile number, kept as `0905123318`; blanks, dots and +84 are forgiven."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel", "type": "tel"}
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        return _read(read_mobile, super().to_python(value))


class OneTimeCodeField(forms.CharField):
    """The six digits of a text message, typed with or without blanks."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "one-time-code"}
        facts = {
            "label": "Mã xác nhận",
            "max_length": 12,
            "help_text": "6 chữ số trong tin nhắn. Không đọc mã này cho bất kỳ ai",
            "error_messages": {"required": "Nhập 6 chữ số trong tin nhắn"},
            "widget": forms.TextInput(attrs=attrs),
        }
        super().__init__(**{**facts, **kwargs})

    def to_python(self, value: Any) -> str:
        digits = "".join((super().to_python(value) or "").split())
        if digits and not re.fullmatch(r"[0-9]{6}", digits):
            raise ValidationError("Mã gồm 6 chữ số, xin xem lại tin nhắn", code="format")
        return digits


class LastDigitsField(forms.CharField):
    """The last four digits of a number that whoever asks should know."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-]", "", super().to_python(value) or "")
        if digits and not re.fullmatch(r"[0-9]{4}", digits):
            raise ValidationError("Nhập đúng 4 chữ số cuối, ví dụ 3318", code="digits")
        return digits


class PersonalNumberField(forms.CharField):
    """Số căn cước or số định danh cá nhân: twelve digits, typed with or without blanks."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        return _read(read_personal_number, super().to_python(value))


def _read(reader: Callable[[str], str], value: str | None) -> str:
    """What the reader makes of the words; its refusal becomes the field's error."""
    try:
        return reader(value) if value else ""
    except Refused as refused:
        raise ValidationError(refused.message, code=refused.code) from refused


class FilesInput(forms.FileInput):
    """A file control that gives all its files as a list."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, "UploadedFile[bytes]"], name: str
    ) -> list["UploadedFile[bytes]"]:
        return files.getlist(name)


class FilesField(forms.Field):
    """Files or none; whether some are needed depends on what was sent before."""

    widget = FilesInput

    def validate(self, value: list["UploadedFile[bytes]"]) -> None:
        return None


class PersonNameField(forms.CharField):
    """Họ, chữ đệm và tên: letters of any language, kept as typed but for blanks and NFC."""

    def to_python(self, value: Any) -> str:
        text = clean(super().to_python(value) or "")
        if any(c.isdigit() or c in "<>{}|@#$%^*=+\\/" for c in text):
            raise ValidationError("Họ tên chỉ gồm chữ, không có số hay ký hiệu", code="letters")
        return text


class VietnameseNumberField(forms.CharField):
    """A number written the Vietnamese way: `1.200`, `120,5`. An int, or a float if it must."""

    def __init__(
        self, *, minimum: int | None = None, maximum: int | None = None, **kwargs: Any
    ) -> None:
        self.minimum, self.maximum = minimum, maximum
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> Any:
        text = clean(super().to_python(value) or "").replace(" ", "")
        if not text:
            return None
        if THOUSANDS.match(text):
            text = text.replace(".", "")
        text = text.replace(",", ".")
        if not PLAIN_NUMBER.match(text):
            raise ValidationError("Nhập bằng chữ số, ví dụ 12 hoặc 12,5", code="number")
        return float(text) if "." in text else int(text)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(f"Nhập số từ {self.minimum} trở lên", code="minimum")
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(f"Nhập số không quá {self.maximum}", code="maximum")

    def run_validators(self, value: Any) -> None:
        """The length was of the typed text; a number has none."""

    def prepare_value(self, value: Any) -> Any:
        """A stored float is shown with a comma, as it was typed."""
        return str(value).replace(".", ",") if isinstance(value, float) else value
