"""What the page of an act asks for, made from its row of the workflow table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Unit, User
from feedback.desk.related import Related
from feedback.models import Category, Severity
from feedback.services.checks import LONGEST
from feedback.workflow import REASONS, Transition
from portal.lib.codes import normalise_code
from portal.lib.forms import LineField, LinesField
from portal.lib.seen import SeenForm

NOTE_LENGTH, LINE_LENGTH = 2000, 200


@dataclass(frozen=True)
class Offered:
    """What this report lets choose; what its row does not ask for stays empty."""

    units: QuerySet[Unit] = field(default_factory=Unit.objects.none)
    people: QuerySet[User] = field(default_factory=User.objects.none)
    agencies: Iterable[str] = ()
    parents: Iterable[Related] = ()
    no_photo: bool = False  # why there is no picture of afterwards
    late: bool = False  # why the first answer comes late


class AssigneeField(forms.ModelChoiceField):
    """Each with `held`: how many open reports the person has now."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person} · đang giữ {person.held} phản ánh"


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return str(unit.short_name)


class ParentField(forms.CharField):
    """The code of another report, in any spelling."""

    def to_python(self, value: Any) -> str:
        code = normalise_code(super().to_python(value) or "")
        return f"PA-{code}" if code and not code.startswith("PA") else code


def category_field(**changes: Any) -> forms.ModelChoiceField:
    categories = Category.objects.filter(is_active=True)
    facts: dict[str, Any] = {"label": "Loại việc", "queryset": categories, "empty_label": "Chọn"}
    return forms.ModelChoiceField(**facts | changes)


def severity_field(**changes: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Mức độ", choices=Severity.choices, widget=forms.RadioSelect, **changes
    )


def reason_field(kind: str, label: str = "Lý do", help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=REASONS[kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn lý do trong danh sách"},
    )


def words_field(label: str, length: int, *, rows: int = 4, **facts: Any) -> forms.CharField:
    return LinesField(
        label=label,
        max_length=length,
        widget=forms.Textarea(attrs={"rows": rows}),
        **facts,
    )


class ActForm(SeenForm):
    """Only what its row asks for, in the order of the page."""

    def __init__(self, *args: Any, row: Transition, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.offered = row, offered
        self.fields |= _targets(row, offered) | _words(row, offered)
        for name, typed in self.fields.items():
            if name in _REQUIRED:
                typed.error_messages["required"] = _REQUIRED[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.row.needs_parent and "other" not in self.errors:
            cleaned["other"] = cleaned.get("other") or cleaned.get("candidate", "")
            if not cleaned["other"]:
                self.add_error("other", "Chọn một phản ánh cùng việc, hoặc gõ mã của nó")
        return cleaned


_REQUIRED = {
    "unit": "Chọn đơn vị nhận",
    "assignee": "Chọn người nhận việc",
    "agency": "Nhập tên cơ quan nhận",
    "category": "Chọn loại việc",
    "severity": "Chọn mức độ",
    "answer": "Nhập câu trả lời cho người dân, mọi người sẽ đọc",
    "note": "Nhập nội dung, đồng nghiệp sẽ đọc",
}


def _targets(row: Transition, offered: Offered) -> dict[str, forms.Field]:
    """Whom or what it goes to."""
    found: dict[str, forms.Field] = {}
    if row.needs_unit:
        found["unit"] = UnitField(label="Đơn vị nhận", queryset=offered.units, empty_label="Chọn")
    if row.needs_assignee:
        found["assignee"] = AssigneeField(
            label="Người nhận việc", queryset=offered.people, widget=forms.RadioSelect,
            empty_label=None,
        )  # fmt: skip
    if row.needs_agency:
        attrs = {"list": "co-quan", "autocomplete": "off"}
        found["agency"] = LineField(
            label="Cơ quan nhận", max_length=LINE_LENGTH, widget=forms.TextInput(attrs=attrs)
        )
    if row.needs_parent:
        found |= _parents(offered.parents)
    if row.needs_category:
        found |= {"category": category_field(), "severity": severity_field()}
    return found


def _parents(parents: Iterable[Related]) -> dict[str, forms.Field]:
    choices = [
        (one.code, f"{one.why}: {one.title}, “{one.text}”, nhận {one.received}, {one.code}")
        for one in parents
    ]
    by_code = ParentField(
        label="Hoặc mã của phản ánh khác" if choices else "Mã của phản ánh cùng việc",
        max_length=20,
        required=not choices,
        help_text="Ví dụ PA-26-7K3QXM",
        error_messages={"required": "Gõ mã của phản ánh cùng việc"},
    )
    if not choices:
        return {"other": by_code}
    choice = forms.ChoiceField(
        label="Cùng việc với", choices=choices, widget=forms.RadioSelect, required=False
    )
    return {"candidate": choice, "other": by_code}


def _filled_in(answer: str) -> None:
    """Ready words have dots of their own where officers say what was done, and when."""
    if re.search(r"(^|\s)…", answer):
        raise forms.ValidationError("Điền những chỗ còn “…” của câu mẫu")


def _words(row: Transition, offered: Offered) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if row.reasons:
        found["reason"] = reason_field(row.reasons)
    if row.answer_required:
        found["answer"] = words_field(
            "Trả lời người dân", LONGEST, rows=6, validators=[_filled_in],
            help_text="Ai cũng đọc được nếu phản ánh được công khai: không nêu tên, số điện thoại",
        )  # fmt: skip
    if offered.no_photo:
        found["no_photo"] = reason_field(
            "no_photo", "Vì sao chưa có ảnh sau xử lý",
            "Có ảnh thì về trang phản ánh gửi ảnh trước, không phải chọn",
        )  # fmt: skip
    if offered.late:
        found["late_cause"] = reason_field("late", "Vì sao trả lời lần đầu trễ hạn")
        found["late_note"] = LineField(label="Ghi rõ thêm", max_length=300, required=False)
    label = "Nội dung của phản ánh mới" if row.makes_part else "Ghi chú cho đồng nghiệp"
    found["note"] = words_field(label, NOTE_LENGTH, rows=3, required=row.note_required)
    return found
