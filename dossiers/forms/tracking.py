"""Forms of citizens after sending: they read and normalise, the services decide."""

from django import forms

from dossiers.tracking.finding import CODE_LENGTH
from portal.lib.forms import LastDigitsField, PortalForm
from portal.lib.text import clean, clean_lines

NOTE_LENGTH = 1000


class LookUpForm(PortalForm):
    code = forms.CharField(
        label="Mã hồ sơ",
        max_length=CODE_LENGTH,
        help_text="Ghi ở góc trên giấy hẹn, hoặc trong tin nhắn. Viết liền, viết thường đều được",
        error_messages={
            "required": "Nhập mã hồ sơ ghi ở góc trên giấy hẹn",
            "max_length": "Mã dài quá. Xin xem lại mã ở góc trên giấy hẹn",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    digits = LastDigitsField(
        label="4 số cuối của số điện thoại đã ghi trên hồ sơ",
        help_text="Hồ sơ không ghi điện thoại thì nhập 4 số cuối của số căn cước",
        error_messages={"required": "Nhập 4 số cuối của số điện thoại"},
    )

    def clean_code(self) -> str:
        """A program may send halves of characters, which no table can hold."""
        return clean(self.cleaned_data["code"])


class NoteForm(PortalForm):
    """Words for the officer; whether they are needed depends on what is sent with them."""

    note = forms.CharField(
        label="Lời nhắn cho cán bộ",
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": f"Viết gọn trong {NOTE_LENGTH} chữ"},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean_note(self) -> str:
        return clean_lines(self.cleaned_data["note"])


class WithdrawForm(NoteForm):
    note = forms.CharField(
        label="Vì sao ông/bà rút hồ sơ?",
        max_length=NOTE_LENGTH,
        help_text="Một câu ngắn là đủ, ví dụ: tôi sẽ làm ở nơi khác",
        error_messages={
            "required": "Nhập lý do rút hồ sơ",
            "max_length": f"Viết gọn trong {NOTE_LENGTH} chữ",
        },
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class TypedCodeForm(PortalForm):
    """What a code says: typed, or read by the camera."""

    text = forms.CharField(
        label="Gõ mã in dưới hình QR",
        max_length=500,
        help_text="Ví dụ HT01, hoặc mã hồ sơ trên giấy hẹn",
        error_messages={
            "required": "Gõ mã in dưới hình QR, hoặc chọn ảnh có mã QR",
            "max_length": "Mã dài quá. Mã in dưới hình QR chỉ có vài chữ và số",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class PhotoForm(PortalForm):
    photo = forms.FileField(
        label="Hoặc chọn ảnh có mã QR",
        allow_empty_file=True,
        error_messages={"required": "Chụp hoặc chọn ảnh có mã QR"},
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
    )
