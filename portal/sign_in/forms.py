"""Forms of signing in: they read and normalise, the services decide."""

from django import forms

from accounts.identity import normalise_phone
from portal.lib.forms import OneTimeCodeField, PhoneField


class PhoneForm(forms.Form):
    phone = PhoneField(
        label="Số điện thoại",
        help_text="Mã xác nhận sẽ gửi đến số này. Sim đứng tên ai cũng được",
        error_messages={"required": "Nhập số điện thoại 10 chữ số, ví dụ 0905 123 318"},
    )

    def clean_phone(self) -> str:
        return normalise_phone(self.cleaned_data["phone"])


class CodeForm(forms.Form):
    code = OneTimeCodeField()


class StaffSignInForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        error_messages={"required": "Nhập tên đăng nhập"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
