"""Which calendar an office counts by: one that is there, a new one of its own, the root's."""

import re
from typing import Any

from django import forms

from accounts.models import Unit
from portal.calendars.decision_form import DecisionForm
from portal.calendars.office_plans import NewCalendar, OfficePlan
from portal.calendars.plans import Plan
from portal.calendars.together import Data, FormsTogether
from portal.lib.text import clean
from worktime.models import Calendar

CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]*")
EXISTING, OWN, ROOT = "co-san", "rieng", "cap-tren"


class OfficeForm(DecisionForm):
    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.select_related("root", "calendar"),
        to_field_name="code",
        empty_label="Chọn đơn vị",
        error_messages={"invalid_choice": "Chọn đơn vị trong danh sách"},
    )
    way = forms.ChoiceField(
        label="Từ nay đơn vị tính giờ theo",
        choices=[
            (EXISTING, "một lịch có sẵn"),
            (OWN, "một lịch riêng, lập mới ngay bây giờ"),
            (ROOT, "lịch của đơn vị cấp trên, bỏ lịch riêng"),
        ],
        widget=forms.RadioSelect,
    )
    calendar = forms.ModelChoiceField(
        label="Lịch có sẵn, hoặc lịch mà lịch riêng kế thừa",
        queryset=Calendar.objects.select_related("current"),
        to_field_name="code",
        empty_label="Chọn lịch",
        error_messages={"invalid_choice": "Chọn lịch trong danh sách"},
        required=False,
        help_text="Lịch riêng theo lịch này cho đến khi được sửa",
    )
    code = forms.CharField(
        label="Mã lịch riêng", max_length=30, required=False, help_text="Ví dụ: XA-TTPVHCC"
    )
    name = forms.CharField(
        label="Tên lịch riêng",
        max_length=200,
        required=False,
        help_text="Ví dụ: Lịch làm việc của Trung tâm Phục vụ hành chính công",
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split()).upper()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError("Mã gồm chữ không dấu, số, dấu gạch nối: XA-TTPVHCC")
        if code and Calendar.objects.filter(code=code).exists():
            raise forms.ValidationError(f"Mã lịch «{code}» đã có. Nhập mã khác")
        return code

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        way = found.get("way")
        if way in {EXISTING, OWN} and "calendar" in found and not found["calendar"]:
            self.add_error("calendar", "Chọn lịch")
        if way == OWN and "code" in found and not found["code"]:
            self.add_error("code", "Nhập mã của lịch mới, ví dụ XA-TTPVHCC")
        if way == OWN and "name" in found and not found["name"]:
            self.add_error("name", "Nhập tên của lịch mới")
        return found


class OfficeForms(FormsTogether):
    decision: OfficeForm

    def __init__(self, data: Data | None, *, initial: dict[str, Any] | None = None) -> None:
        self.decision = OfficeForm(data, initial=initial)

    def plan(self) -> Plan:
        found = self.decision.cleaned_data
        new = NewCalendar(found["code"], found["name"]) if found["way"] == OWN else None
        return OfficePlan(
            unit=found["unit"],
            calendar=None if found["way"] == ROOT else found["calendar"],
            new=new,
            decision_number=found["decision_number"],
            decision_date=found["decision_date"],
        )
