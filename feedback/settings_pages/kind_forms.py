"""Forms of a kind of report and of its questions."""

from typing import Any

from django import forms

from feedback.models import Category, Group, Question, Severity
from feedback.settings_pages.choices import CHOOSE
from feedback.settings_pages.questions import Asked
from portal.lib.forms import LineField, LinesField, PortalForm, VietnameseNumberField

# All are in the sprite: `feedback/shipped.yaml` names them.
ICONS = {
    "message-report": "Lời nhắn", "road": "Đường", "barrier-block": "Rào chắn",
    "crane": "Cần cẩu", "building-community": "Tòa nhà", "trash": "Thùng rác", "tree": "Cây",
    "volume": "Loa", "bulb": "Bóng đèn", "ripple": "Sóng nước", "droplet": "Giọt nước",
    "alert-triangle": "Cảnh báo", "shield": "Khiên", "heart": "Trái tim", "soup": "Bát ăn",
    "school": "Trường học", "file-time": "Hồ sơ", "device-laptop": "Máy tính",
    "user-exclamation": "Người",
}  # fmt: skip
_LIST = {Question.Datatype.ONE, Question.Datatype.MANY}


_WIDE = {"data-wide": ""}  # a row of its own


class WholeNumberField(VietnameseNumberField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, float):
            raise forms.ValidationError("Nhập số nguyên, ví dụ 48", code="whole")


def _hours(label: str, most: int) -> WholeNumberField:
    return WholeNumberField(label=label, minimum=1, maximum=most)


class KindForm(PortalForm):
    """Named like the columns; numbers are hours, working days, metres as their labels say."""

    name = LineField(label="Tên loại", max_length=80)
    name_en = LineField(label="Tên tiếng Anh", max_length=80, required=False)
    description = LineField(
        label="Giải thích ngắn",
        widget=forms.TextInput(attrs=_WIDE),
        max_length=200,
        required=False,
        help_text="Hiện dưới tên loại",
    )
    keywords = LineField(
        label="Từ để tìm",
        widget=forms.TextInput(attrs=_WIDE),
        max_length=200,
        required=False,
        help_text="Những từ người dân hay dùng, cách nhau bằng dấu phẩy",
    )
    group = forms.ChoiceField(label="Nhóm", choices=Group.choices, error_messages=CHOOSE)
    icon = forms.ChoiceField(label="Hình", choices=ICONS.items(), error_messages=CHOOSE)
    order = WholeNumberField(label="Thứ tự trong danh sách", minimum=0, maximum=999)
    is_active = forms.BooleanField(label="Đang dùng", required=False)

    publication = forms.ChoiceField(
        label="Công khai",
        choices=Category.Publication.choices,
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
    )
    about_conduct = forms.BooleanField(
        label="Về thái độ, hành vi của cán bộ: chỉ lãnh đạo xem, không bao giờ công khai",
        required=False,
    )
    severity = forms.ChoiceField(
        label="Mức độ khi mới nhận", choices=Severity.choices, error_messages=CHOOSE
    )
    handling_message = LineField(
        label="Lời báo kèm khi đã nhận",
        widget=forms.TextInput(attrs=_WIDE),
        max_length=300,
        required=False,
        help_text="Ví dụ: Đang cháy hãy gọi 114",
    )

    answer_hours = _hours("Trả lời lần đầu trong (giờ)", 720)
    answer_count = forms.ChoiceField(
        label="Đếm giờ", choices=Category.Count.choices, error_messages=CHOOSE
    )
    days_normal = _hours("Bình thường (ngày làm việc)", 365)
    days_soon = _hours("Cần sớm (ngày làm việc)", 365)
    days_urgent = _hours("Khẩn cấp (ngày làm việc)", 365)
    triage_hours = _hours("Phân loại (giờ làm việc)", 400)
    verify_hours = _hours("Kiểm tra (giờ làm việc)", 400)
    wait_hours = _hours("Chờ cơ quan khác (giờ làm việc)", 400)

    near_metres = _hours("Coi là cùng chỗ trong vòng (mét)", 2000)
    near_days = _hours("và trong vòng (ngày)", 90)
    needs_after_photo = forms.BooleanField(
        label="Trả lời kết quả phải kèm ảnh sau khi xử lý", required=False
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        days = [facts.get(f"days_{severity}") for severity in ("normal", "soon", "urgent")]
        for name, longer, shorter in zip(("soon", "urgent"), days, days[1:], strict=False):
            if longer and shorter and shorter > longer:
                self.add_error(f"days_{name}", "Mức gấp hơn không thể có hạn dài hơn")
        return facts

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """In the order of the page, under headings."""
        names = list(self.fields)
        starts = {
            "name": "Người dân thấy", "publication": "Công khai, mức độ",
            "answer_hours": "Thời hạn hứa", "near_metres": "Trùng, ảnh",
        }  # fmt: skip
        parts: list[tuple[str, list[forms.BoundField]]] = []
        for name in names:
            if name in starts:
                parts.append((starts[name], []))
            parts[-1][1].append(self[name])
        return parts


class QuestionForm(PortalForm):
    text = LineField(label="Câu hỏi", max_length=200)
    hint = LineField(label="Gợi ý dưới câu hỏi", max_length=200, required=False)
    datatype = forms.ChoiceField(
        label="Cách trả lời",
        choices=Question.Datatype.choices,
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
    )
    choices = LinesField(
        label="Các lựa chọn",
        max_length=2000,
        required=False,
        help_text="Mỗi dòng một lựa chọn. Chỉ cần khi trả lời bằng cách chọn",
    )
    required = forms.BooleanField(label="Bắt buộc trả lời", required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        names = [name for name in facts.get("choices", "").splitlines() if name]
        if facts.get("datatype") in _LIST and len(names) < 2 and "choices" not in self.errors:
            self.add_error("choices", "Ghi ít nhất hai lựa chọn, mỗi dòng một lựa chọn")
        if any(len(name) > 120 for name in names):
            self.add_error("choices", "Mỗi lựa chọn dài nhất 120 chữ")
        return facts

    def asked(self) -> Asked:
        """Call on a valid form."""
        facts = self.cleaned_data
        is_list = facts["datatype"] in _LIST
        names = [name for name in facts["choices"].splitlines() if name]
        return Asked(
            text=facts["text"],
            hint=facts["hint"],
            datatype=facts["datatype"],
            required=facts["required"] and facts["datatype"] != Question.Datatype.INFO,
            choices=tuple(dict.fromkeys(names)) if is_list else (),
        )
