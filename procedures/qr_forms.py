"""Forms of the QR pages: filter the codes, add a place, retire a code, order boards."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit
from portal.lib.forms import PortalForm
from portal.lib.text import clean
from procedures.boards.orders import Content, Order
from procedures.code_rows import LIVE, NEVER, RETIRED, CodeFilter
from procedures.models import BoardBatch, Field, QrCode
from procedures.qr import find_code

PLACE_CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")
_BETWEEN = re.compile(r"[\s,;]+")


class CodeFilterForm(PortalForm):
    """GET `/qt/qr/?q=&loai=&linh-vuc=&xem=`. A value that is not on offer counts as not chosen."""

    q = forms.CharField(label="Mã hoặc tên", required=False)
    kind = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Loại mã"), *QrCode.Kind.choices]
    )
    field = forms.ChoiceField(label="Lĩnh vực", required=False)
    show = forms.ChoiceField(
        label="Xem",
        required=False,
        choices=[(LIVE, "Đang dùng"), (NEVER, "Chưa ai quét"), (RETIRED, "Đã ngừng dùng")],
    )

    NAMES = {"kind": "loai", "field": "linh-vuc", "show": "xem"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="loc-%s", **kwargs)
        for name in self.NAMES:
            self.fields[name].widget.attrs["class"] = "mc-chip"
        fields = Field.objects.filter(on_board=True).values_list("code", "name")
        self.fields["field"].choices = [("", "Lĩnh vực"), *fields]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        """The names people read in the address."""
        return self.NAMES.get(field_name, field_name)

    def filter(self) -> CodeFilter:
        self.is_valid()
        chosen = self.cleaned_data
        return CodeFilter(
            words=clean(chosen.get("q", "")),
            kind=chosen.get("kind", ""),
            field=chosen.get("field", ""),
            show=chosen.get("show", LIVE),
        )


class PlaceForm(PortalForm):
    """A new counter or help desk."""

    code = forms.CharField(
        label="Mã", max_length=12, help_text="Chữ và số, ví dụ Q05. Mã đã dùng không dùng lại"
    )
    name = forms.CharField(label="Tên", max_length=44, help_text="Ví dụ: Quầy 5")
    about = forms.CharField(
        label="Phục vụ việc gì", max_length=200, required=False, help_text="Ví dụ: Hộ tịch, cư trú"
    )
    unit = forms.ModelChoiceField(
        label="Thuộc đơn vị", queryset=Unit.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, root: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(root=root)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code = re.sub(r"[\s.-]", "", self.cleaned_data["code"]).upper()
        if not PLACE_CODE.fullmatch(code):
            raise ValidationError("Mã gồm 1 đến 3 chữ cái không dấu rồi đến số, ví dụ Q05")
        return code

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_about(self) -> str:
        return clean(self.cleaned_data["about"])


class CodeField(forms.CharField):
    """A code of ours (a `QrCode`), typed as people type it; None when left empty."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        code = find_code(text)
        if code is None or code.retired_at is not None:
            raise ValidationError(f"Không có mã {text} đang dùng. Kiểm tra lại mã", code="unknown")
        return code


class CodesField(forms.CharField):
    """`QrCode`s with blanks or commas between them, each once, in the order typed."""

    def to_python(self, value: Any) -> Any:
        texts = [text for text in _BETWEEN.split(super().to_python(value) or "") if text]
        one = CodeField()
        codes = [one.to_python(text) for text in texts]
        return list({code.pk: code for code in codes if code}.values())


class RetireForm(PortalForm):
    note = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Người quét mã sẽ đọc câu này. Ví dụ: Thủ tục đã gộp vào Đăng ký khai sinh",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replaced_by = CodeField(
        label="Mã thay thế", required=False, help_text="Người quét được chỉ sang mã này"
    )

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])


class BoardForm(PortalForm):
    """What to print on which sheets."""

    layout = forms.ChoiceField(
        label="Khổ giấy", choices=BoardBatch.Layout.choices, widget=forms.RadioSelect
    )
    content = forms.ChoiceField(label="Nội dung", choices=Content.choices, widget=forms.RadioSelect)
    field = forms.ModelChoiceField(
        label="Lĩnh vực",
        queryset=Field.objects.filter(on_board=True),
        required=False,
        empty_label="Chọn lĩnh vực",
        help_text="Khi in thủ tục của một lĩnh vực",
    )
    picked = CodesField(
        label="Các mã tự chọn",
        required=False,
        help_text="Cách nhau bằng dấu cách, ví dụ: HT01 HT05 CT01",
    )

    def __init__(self, *args: Any, picked: str = "", **kwargs: Any) -> None:
        content = Content.PICKED if picked else Content.EVERYTHING
        initial = {"layout": BoardBatch.Layout.A3, "content": content, "picked": picked}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        content = found.get("content")
        if content == Content.ONE_FIELD and not found.get("field"):
            self.add_error("field", "Chọn lĩnh vực cần in")
        if content == Content.PICKED and "picked" in found and not found["picked"]:
            self.add_error("picked", "Nhập ít nhất một mã, ví dụ HT01")
        return found

    def order(self) -> Order:
        found = self.cleaned_data
        return Order(
            layout=BoardBatch.Layout(found["layout"]),
            content=Content(found["content"]),
            field=found["field"],
            picked=found["picked"],
        )
