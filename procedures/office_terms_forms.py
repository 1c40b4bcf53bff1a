"""Forms of the office's own terms."""

from typing import Any

from django import forms

from portal.lib.forms import PortalForm
from procedures.models import Procedure
from worktime.terms import UNIT_NAMES, Leg, Term, Unit

LARGEST = 999


def _amount_field(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=1,
        max_value=LARGEST,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Nhập số từ 1 đến {LARGEST}, hoặc để trống"
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _unit_field(label: str, usual: Unit) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        initial=usual.value,
        choices=[(unit.value, name) for unit, name in UNIT_NAMES.items()],
        error_messages={"invalid_choice": "Chọn đơn vị tính trong danh sách"},
    )


class OfficeTermsForm(PortalForm):
    """An amount left empty: no such term."""

    promised = _amount_field(
        "Thời hạn đơn vị cam kết", "Phải ngắn hơn quy định. Để trống nếu hẹn đúng quy định"
    )
    promised_unit = _unit_field("Thời hạn cam kết tính bằng", Unit.WORKING_DAY)
    cap = _amount_field(
        "Được gia hạn nhiều nhất",
        "Tổng các lần gia hạn. Để trống nếu pháp luật không cho gia hạn",
    )
    cap_unit = _unit_field("Gia hạn tính bằng", Unit.DAY)
    basis = forms.CharField(
        label="Điều khoản cho phép gia hạn",
        max_length=200,
        required=False,
        help_text="Phải có khi được gia hạn. Ví dụ: Luật Khiếu nại 2011, Điều 28",
    )

    def terms(self) -> dict[str, Any]:
        """What `set_office_terms` takes; call on a valid form."""
        return {
            "promised": self._leg("promised"),
            "cap": self._leg("cap"),
            "basis": self.cleaned_data["basis"],
        }

    def _leg(self, name: str) -> Leg | None:
        amount = self.cleaned_data[name]
        return Leg(amount, Unit(self.cleaned_data[f"{name}_unit"])) if amount else None


def values_of(procedure: Procedure) -> dict[str, Any]:
    """What the form shows at first."""
    values: dict[str, Any] = {"basis": procedure.extension_basis}
    for name, term in (("promised", procedure.promised_term), ("cap", procedure.extension_cap)):
        for leg in Term.parse(term).legs:
            values |= {name: leg.amount, f"{name}_unit": leg.unit.value}
    return values
