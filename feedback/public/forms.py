"""Forms of reporters and neighbours: they read and normalise, the services decide."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.lib.forms import (
    FilesField,
    FilesInput,
    LastDigitsField,
    LineField,
    LinesField,
    PhoneField,
    PortalForm,
)

NOTE, REASON = 300, 500
STARS = [
    (5, _("5 sao: rất hài lòng")),
    (4, _("4 sao: hài lòng")),
    (3, _("3 sao: bình thường")),
    (2, _("2 sao: chưa hài lòng")),
    (1, _("1 sao: rất không hài lòng")),
]


class FindForm(PortalForm):
    """The code of a report and four digits of its phone."""

    code = LineField(
        label=_("Mã phản ánh"),
        max_length=40,
        help_text=_("Dạng PA-26-7K3QXM, ghi trong tin nhắn và trên trang biên nhận"),
        error_messages={
            "required": _("Nhập mã phản ánh ghi trong tin nhắn"),
            "max_length": _("Mã dài quá. Mã phản ánh có dạng PA-26-7K3QXM"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    digits = LastDigitsField(
        label=_("4 số cuối của số điện thoại đã ghi khi gửi"),
        error_messages={"required": _("Nhập 4 số cuối của số điện thoại")},
    )


class RateForm(PortalForm):
    stars = forms.TypedChoiceField(
        label=_("Ông/bà hài lòng với câu trả lời đến đâu?"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn từ 1 đến 5 sao"),
            "invalid_choice": _("Chọn từ 1 đến 5 sao"),
        },
    )
    note = LinesField(
        label=_("Điều gì tốt, điều gì chưa tốt?"),
        required=False,
        max_length=1000,
        error_messages={"max_length": _("Viết gọn trong 1.000 chữ")},
    )


class ReopenForm(PortalForm):
    note = LinesField(
        label=_("Vì sao cần xem xét lại?"),
        max_length=REASON,
        help_text=_("Ví dụ: ổ gà mới vá đã lún lại; phần trước nhà văn hóa chưa làm"),
        error_messages={
            "required": _("Cho biết vì sao cần xem xét lại, một hai câu là đủ"),
            "max_length": _("Viết gọn trong 500 chữ"),
        },
    )


class PhotosForm(PortalForm):
    photos = FilesField(
        label=_("Chụp hoặc chọn ảnh"),
        help_text=_("Nhiều ảnh cũng được. Tránh chụp rõ mặt người, biển số xe nếu không cần"),
        widget=FilesInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True}),
    )

    def clean_photos(self) -> list[UploadedFile]:
        photos: list[UploadedFile] = self.cleaned_data["photos"]
        if not photos:
            raise forms.ValidationError(_("Chụp hoặc chọn ít nhất một ảnh"), code="required")
        return photos


class FixCheckForm(PortalForm):
    is_fixed = forms.TypedChoiceField(
        label=_("Việc này đã xong thật chưa?"),
        choices=[("1", _("Đã xong")), ("0", _("Chưa xong"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn đã xong hoặc chưa xong"),
            "invalid_choice": _("Chọn đã xong hoặc chưa xong"),
        },
    )
    note = LinesField(
        label=_("Ông/bà thấy thế nào?"),
        required=False,
        max_length=NOTE,
        error_messages={"max_length": _("Viết gọn trong 300 chữ")},
    )


class RemovalForm(PortalForm):
    reason = LinesField(
        label=_("Cần gỡ nội dung hoặc ảnh nào, vì sao?"),
        max_length=REASON,
        help_text=_("Ví dụ: ảnh thứ hai thấy rõ mặt con tôi"),
        error_messages={
            "required": _("Cho biết nội dung nào cần gỡ và vì sao"),
            "max_length": _("Viết gọn trong 500 chữ"),
        },
    )
    phone = PhoneField(label=_("Số điện thoại để báo kết quả"), required=False)
    website = forms.CharField(required=False, label=_("Bỏ trống ô này"))  # only programs fill it
