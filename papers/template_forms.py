"""Forms of the pages of templates and of form sets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit
from papers.templates import FORM_NAMES, LETTERS
from papers.wording import VARIABLES, check_wording
from portal.lib.errors import Refused
from portal.lib.forms import DayMonthYearField, PortalForm
from portal.lib.text import clean, clean_lines

_SIGNER_FIELDS = ("on_behalf", "signer_title", "signer_name")
_EXPLAINED = "; ".join(f"{{{name}}}: {meaning}" for name, meaning in VARIABLES.items())


class _Words(forms.CharField):
    """One line of words, optional, cleaned."""

    def __init__(self, label: str, length: int, hint: str = "") -> None:
        super().__init__(label=label, max_length=length, help_text=hint, required=False)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class TemplateForm(PortalForm):
    """What is left empty is said as the office's own row says it."""

    superior = _Words("Cơ quan cấp trên", 200, "Để trống: theo đơn vị. In hoa khi in")
    office_name = _Words("Tên đơn vị trên giấy", 200, "Để trống: theo đơn vị")
    place_name = _Words("Địa danh", 80, "Trước ngày tháng, ví dụ: Bình An")
    on_behalf = _Words("Thay mặt", 120, "Ví dụ: TM. ỦY BAN NHÂN DÂN")
    signer_title = _Words("Chức vụ người ký", 120, "Ví dụ: CHỦ TỊCH")
    signer_name = _Words(
        "Họ tên người đứng đầu", 120,
        "Người khác ký thì giấy tự ghi KT. và chức vụ của người đó",
    )  # fmt: skip
    phone = _Words("Điện thoại", 40, "Để trống: theo đơn vị")
    closing = forms.CharField(
        label="Câu cuối",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Thay câu hướng dẫn ở cuối giấy. Dùng được {_EXPLAINED}",
    )
    seal = forms.BooleanField(label="Đóng dấu số của đơn vị khi lập giấy", required=False)

    def __init__(self, *args: Any, form_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form_code not in LETTERS:  # slips are signed by the officer whose name they carry
            for name in _SIGNER_FIELDS:
                del self.fields[name]

    def clean_closing(self) -> str:
        try:
            return check_wording(clean_lines(self.cleaned_data["closing"]), field="closing")
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused


class ChooseForm(PortalForm):
    """Which office and form to write a template for."""

    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), empty_label=None)
    form = forms.ChoiceField(label="Mẫu giấy", choices=list(FORM_NAMES.items()))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["unit"].queryset = chosen  # type: ignore[attr-defined]


class FormSetForm(PortalForm):
    """The circular behind a set of forms, corrected when the gazette says otherwise."""

    name = forms.CharField(label="Tên bộ mẫu", max_length=200)
    circular = forms.CharField(
        label="Thông tư", max_length=200, help_text="Như in ở chân giấy, ví dụ: Thông tư số …"
    )
    valid_from = DayMonthYearField(label="Dùng từ ngày")
