"""Forms of the Zalo pages. Secrets are typed in and never shown again."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit
from notifications.models import ZaloAccount
from notifications.wording.variables import variables_of
from portal.lib.forms import PortalForm, VietnameseNumberField
from portal.lib.text import clean

EVERY_UNIT = ("0", "Mọi đơn vị")
SECRETS = ("app_secret", "oa_secret", "refresh_token")
NEEDED = {"app_secret", "refresh_token"}
KEPT = "Đã lưu, không hiện lại. Để trống thì giữ nguyên"

_NUMBER = re.compile(r"[0-9]{5,40}")
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,39})\s*=\s*\{?([a-z_]+)\}?")
DIGITS = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


def _secret(label: str, help_text: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class AccountForm(PortalForm):
    """An account; of one that is there, what is left empty of its secrets stays."""

    name = forms.CharField(label="Tên tài khoản Zalo OA", max_length=80)
    unit = forms.ChoiceField(label="Dùng cho")
    app_id = forms.CharField(label="Mã ứng dụng (App ID)", max_length=40, widget=DIGITS)
    oa_id = forms.CharField(label="Mã của OA (OA ID)", max_length=40, required=False, widget=DIGITS)
    app_secret = _secret("Khóa bí mật của ứng dụng", "Trang Zalo for Developers, mục Cài đặt")
    oa_secret = _secret(
        "Khóa bí mật của OA", "Mục Webhook. Không có khóa này thì không biết tin đã đến máy chưa"
    )
    refresh_token = _secret(
        "Khóa làm mới (refresh token)",
        "Công cụ API Explorer. Mỗi khóa chỉ dùng một lần, sau đó hệ thống tự đổi khóa",
    )
    price = VietnameseNumberField(label="Giá một tin, đồng", minimum=0, maximum=100_000)
    is_on = forms.BooleanField(label="Gửi tin qua tài khoản này", required=False)

    def __init__(self, *args: Any, account: ZaloAccount | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(account), **kwargs)
        units = Unit.objects.filter(root=None).values_list("pk", "name")
        choices = [EVERY_UNIT, *((str(pk), name) for pk, name in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        for name in SECRETS:
            if account and getattr(account, name):
                self.fields[name].help_text = KEPT
            else:
                self.fields[name].required = name in NEEDED

    def clean_app_id(self) -> str:
        return _digits(self.cleaned_data["app_id"])

    def clean_oa_id(self) -> str:
        text: str = self.cleaned_data["oa_id"]
        return _digits(text) if text else ""


class TemplateForm(PortalForm):
    """Which of Zalo's templates says this kind of message, and what fills its fields."""

    template_id = forms.CharField(label="Mã mẫu trên Zalo (template ID)", max_length=40)
    fields_of = forms.CharField(
        label="Trường của mẫu",
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false", "autocapitalize": "off"}),
        help_text="Mỗi dòng một trường: tên trường trên Zalo = nội dung của cổng. "
        "Ví dụ: so_ho_so = {ma_ho_so}",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {one.name: one.key for one in variables_of(kind)}

    def clean_template_id(self) -> str:
        text = clean(self.cleaned_data["template_id"])
        if not re.fullmatch(r"[A-Za-z0-9]+", text):
            raise ValidationError("Mã mẫu chỉ gồm chữ và số, chép từ trang Zalo Cloud")
        return text

    def clean_fields_of(self) -> dict[str, str]:
        """Zalo's field -> key of our variable."""
        lines = [clean(line) for line in self.cleaned_data["fields_of"].splitlines()]
        fields: dict[str, str] = {}
        for line in filter(None, lines):
            name, key = self._read(line)
            if name in fields:
                raise ValidationError(f"Trường {name} có hai dòng, xin giữ một dòng")
            fields[name] = key
        return fields

    def _read(self, line: str) -> tuple[str, str]:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValidationError(f"Viết dòng “{line}” theo dạng: tên_trường = nội_dung")
        if match[2] not in self.keys:
            raise ValidationError(
                f"Loại tin này không có nội dung “{match[2]}”. Chọn trong danh sách bên dưới"
            )
        return match[1], self.keys[match[2]]


def lines_of(fields: Mapping[str, str], kind: str) -> str:
    """`fields` of a template as the form writes them."""
    names = {one.key: one.name for one in variables_of(kind)}
    return "\n".join(f"{name} = {{{names.get(key, key)}}}" for name, key in fields.items())


def _initial(account: ZaloAccount | None) -> dict[str, Any]:
    if account is None:
        return {"is_on": True, "price": 300}
    unit = str(account.root_unit_id or 0)
    shown = ("name", "app_id", "oa_id", "price", "is_on")
    return {"unit": unit} | {name: getattr(account, name) for name in shown}


def _digits(text: str) -> str:
    text = re.sub(r"\s", "", text)
    if not _NUMBER.fullmatch(text):
        raise ValidationError("Mã này gồm toàn chữ số, chép từ trang Zalo for Developers")
    return text
