"""The fieldset "Nguyên nhân chậm" on the pages of acts, and the form of an apology."""

from typing import Any

from django import forms

from dossiers.lateness.causes import CAUSE_CHOICES, CAUSE_MISSING, NOTE_MISSING, OTHER
from portal.lib.forms import DayMonthYearField, PortalForm

NOTE_LENGTH = 300
CAUSE_FIELDS = ("late_cause", "late_note")


class GroupedRadios(forms.RadioSelect):
    """Each button knows the heading of its group, for `components/_choices.html`."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for heading, options, _ in groups:
            for option in options:
                option["heading"] = heading
        return groups


class CauseField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="Nguyên nhân chậm",
            choices=CAUSE_CHOICES,
            widget=GroupedRadios,
            error_messages={"required": CAUSE_MISSING},
        )


def ask_cause(form: forms.Form) -> None:
    """Puts the fieldset on top of the form of an act."""
    form.fields["late_cause"] = CauseField()
    form.fields["late_note"] = forms.CharField(
        label="Nói rõ thêm về nguyên nhân",
        help_text="Nội bộ, người dân không đọc. Chọn “Khác” thì phải ghi",
        max_length=NOTE_LENGTH,
        required=form["late_cause"].value() == OTHER,
        error_messages={"required": NOTE_MISSING},
    )
    form.order_fields(CAUSE_FIELDS)


class ApologyForm(PortalForm):
    """Mẫu 04: why it is late, when the result will be there, and why once more."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    tiep = forms.CharField(widget=forms.HiddenInput, required=False)
    late_cause = CauseField()
    late_note = forms.CharField(
        label="Nói rõ thêm",
        help_text="In trong văn bản gửi người dân. Chọn “Khác” thì phải ghi",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=NOTE_LENGTH,
        required=False,
    )
    new_date = DayMonthYearField(label="Hẹn lại ngày trả kết quả", when="future", noun="hẹn lại")
    superior_reason = forms.CharField(
        label="Lãnh đạo đồng ý hẹn lại lần nữa vì",
        help_text="Hồ sơ này đã xin lỗi và hẹn lại một lần; lần này được đếm riêng",
        max_length=NOTE_LENGTH,
        error_messages={"required": "Ghi vì sao đồng ý hẹn lại lần nữa"},
    )

    def __init__(self, *args: Any, has_date: bool, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_date:
            del self.fields["new_date"]
        if not asks_reason:
            del self.fields["superior_reason"]
