"""Forms of borders: the file, and what of it is taken over."""

from collections.abc import Sequence
from typing import Any

from django import forms

from feedback.settings_pages.choices import CHOOSE
from geo.geojson import MAX_BYTES, FoundArea
from geo.importing import Typed
from geo.models import Area, AreaImport
from portal.lib.forms import LineField, PortalForm


class AreaFileForm(PortalForm):
    kind = forms.ChoiceField(
        label="Trong tệp là",
        choices=Area.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    file = forms.FileField(
        label="Tệp GeoJSON",
        help_text=f"Tọa độ WGS 84 (EPSG:4326), nhiều nhất {MAX_BYTES // 2**20} MB",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        error_messages={"empty": "Tệp này trống. Xin chọn tệp khác"},
    )
    code_key = LineField(
        label="Thuộc tính chứa mã", max_length=60, required=False,
        help_text="Để trống: tự tìm ma, code, id…",
    )  # fmt: skip
    name_key = LineField(
        label="Thuộc tính chứa tên", max_length=60, required=False,
        help_text="Để trống: tự tìm ten, name…",
    )  # fmt: skip

    def typed(self) -> Typed:
        """Call on a valid form."""
        facts = self.cleaned_data
        content = facts["file"].read(MAX_BYTES + 1)
        name = facts["file"].name or ""
        return Typed(facts["kind"], name, content, facts["code_key"], facts["name_key"])


class TakeOverForm(PortalForm):
    """Every area of the file is chosen at first. `tep`: the file that the person has looked at."""

    codes = forms.MultipleChoiceField()
    retire_absent = forms.BooleanField(
        label="Ngừng dùng những địa bàn cùng loại không được chọn ở trên", required=False
    )

    def __init__(
        self, *args: Any, found: Sequence[FoundArea], waiting: AreaImport, **kwargs: Any
    ) -> None:
        codes = [one.code for one in found]
        super().__init__(*args, initial={"codes": codes}, **kwargs)
        self.waiting = waiting
        words = "Chọn ít nhất một địa bàn để nhập"
        self.fields["codes"] = forms.MultipleChoiceField(
            label="Địa bàn nhập vào",
            choices=[(one.code, one.name) for one in found],
            widget=forms.CheckboxSelectMultiple,
            error_messages=dict.fromkeys(("required", "invalid_choice"), words),
        )

    def clean(self) -> dict[str, Any]:
        if self.data.get("tep") != str(self.waiting.pk):
            raise forms.ValidationError(
                "Tệp này đã được thay bằng tệp dưới đây. Xem lại các vùng rồi bấm Nhập lần nữa"
            )
        return self.cleaned_data

    @property
    def chosen(self) -> set[str]:
        return set(self["codes"].value() or [])
