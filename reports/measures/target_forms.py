"""The form of a target."""

from decimal import Decimal
from typing import Any

from django import forms

from accounts.offices import below, offices
from portal.lib.forms import DayMonthYearField, PortalForm, VietnameseNumberField
from reports.measures.target_rows import Wanted, groups
from reports.models import Target

EVERYBODY = ""


def _measures() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(name, [(one.slug, one.label) for one in found]) for name, found in groups().items()]


def may_set_for_all(root_id: int) -> bool:
    """A commune does not set what its province and the other communes are held against."""
    return offices()[root_id].parent_id is None


def _unit_field(root_id: int) -> forms.ChoiceField:
    own = sorted((offices()[pk] for pk in below(root_id)), key=lambda one: one.code)
    common = [(EVERYBODY, "Mọi đơn vị")] if may_set_for_all(root_id) else []
    return forms.ChoiceField(
        label="Áp dụng cho",
        required=not common,
        choices=[*common, *((str(one.id), one.short_name) for one in own)],
        help_text="Chỉ tiêu của riêng một đơn vị được dùng trước chỉ tiêu chung",
        error_messages=dict.fromkeys(
            ("invalid_choice", "required"), "Chọn một đơn vị trong danh sách"
        ),
    )


class TargetForm(PortalForm):
    measure = forms.ChoiceField(
        label="Chỉ tiêu về",
        choices=_measures,
        error_messages={"invalid_choice": "Chọn một dòng trong danh sách"},
    )
    unit = forms.ChoiceField()
    value = VietnameseNumberField(
        label="Mức phải đạt",
        help_text="Phần trăm, với ngưỡng xếp loại là điểm. Ví dụ: 70 hoặc 97,5",
        minimum=0,
        maximum=100,
    )
    basis = forms.CharField(
        label="Văn bản giao",
        max_length=200,
        required=False,
        help_text="Số, ngày, cơ quan ban hành",
    )
    valid_from = DayMonthYearField(label="Áp dụng từ ngày")
    valid_to = DayMonthYearField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa có ngày kết thúc"
    )

    def __init__(self, *args: Any, root_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _unit_field(root_id)

    def wanted(self) -> Wanted:
        """Call on a valid form."""
        data = self.cleaned_data
        unit_id = int(data["unit"]) if data["unit"] else None
        value = round(Decimal(str(data["value"])), 2)
        days = (data["valid_from"], data["valid_to"])
        return Wanted(data["measure"], unit_id, value, data["basis"], *days)


def values_of(target: Target) -> dict[str, Any]:
    """What the form shows at first."""
    return {
        "measure": target.measure,
        "unit": target.unit_id or EVERYBODY,
        "value": float(target.value) if target.value % 1 else int(target.value),
        "basis": target.basis,
        "valid_from": target.valid_from,
        "valid_to": target.valid_to,
    }
