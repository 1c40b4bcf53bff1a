"""Forms of the reader's pages: they read and normalise, the services decide."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.lib.forms import PortalForm
from portal.lib.text import clean

CODE_DIGITS = 6
LONGEST_TEXT = 2_000


class ChoiceForm(PortalForm):
    """How somebody wants to hear from the office. An empty `email` takes the address away."""

    ways = forms.MultipleChoiceField(
        label=_("Gửi tin cho tôi bằng"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("sms", _("Tin nhắn SMS")),
            ("zalo", _("Zalo của số điện thoại này, thay cho SMS")),
            ("email", _("Thư điện tử")),
        ],
    )
    email = forms.EmailField(
        label=_("Địa chỉ thư điện tử"),
        required=False,
        max_length=254,
        help_text=_("Ví dụ hoa.nguyen@thu.example. Một mã sẽ gửi đến địa chỉ mới để xác nhận"),
        error_messages={
            "invalid": _("Địa chỉ chưa đúng, xin xem lại. Ví dụ hoa.nguyen@thu.example"),
            "max_length": _("Địa chỉ dài quá, xin xem lại"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Tin viết bằng"), widget=forms.RadioSelect, choices=settings.LANGUAGES
    )

    def clean_email(self) -> str:
        return clean(self.cleaned_data["email"])


class EmailCodeForm(PortalForm):
    code = forms.CharField(
        label=_("Mã xác nhận"),
        max_length=12,
        help_text=_("6 chữ số trong thư"),
        error_messages={"required": _("Nhập 6 chữ số trong thư")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        if not (digits.isascii() and digits.isdigit() and len(digits) == CODE_DIGITS):
            raise forms.ValidationError(_("Mã gồm 6 chữ số, xin xem lại thư"), code="format")
        return digits


class GenuineForm(PortalForm):
    text = forms.CharField(
        label=_("Nội dung tin nhắn, hoặc mã hồ sơ"),
        max_length=LONGEST_TEXT,
        help_text=_("Chép nguyên văn cả tin. Nội dung này không được lưu lại"),
        error_messages={
            "required": _("Chép nội dung tin nhắn vào đây"),
            "max_length": _("Tin dài quá. Xin chép riêng một tin nhắn"),
        },
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])
