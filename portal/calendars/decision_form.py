"""The decision that every change of a calendar rests on."""

from django import forms

from portal.lib.forms import DayMonthYearField, PortalForm
from portal.lib.text import clean


class DecisionForm(PortalForm):
    decision_number = forms.CharField(
        label="Số quyết định, thông báo",
        max_length=80,
        help_text="Ví dụ: 9441/TB-BNV",
        error_messages={"required": "Nhập số quyết định hoặc thông báo cho phép đổi lịch"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision_date = DayMonthYearField(
        label="Ngày ban hành",
        when="past",
        noun="ban hành",
        error_messages={"required": "Nhập ngày ban hành ghi trên văn bản"},
    )

    def clean_decision_number(self) -> str:
        return clean(self.cleaned_data["decision_number"])


class NotedDecisionForm(DecisionForm):
    """With a word for the history of the calendar."""

    note = forms.CharField(
        label="Ghi chú", max_length=300, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])
