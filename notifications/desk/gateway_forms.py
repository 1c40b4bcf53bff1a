"""Forms of the gateways: what is wrong is said at its field, with what to do."""

import json
import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from accounts.offices import offices
from notifications.channels.json_gateway import DEFAULTS, LONGEST_TIMEOUT
from notifications.json_objects import json_object
from notifications.models import Gateway
from portal.lib.forms import PhoneField, PortalForm, VietnameseNumberField
from portal.lib.text import clean

LONGEST_SENDER = 11
_SENDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXAMPLE = 'Ví dụ: {"fields": {"to": "phone"}}'
EVERY_UNIT = "0"
ON_OFF = {"1": "Có", "0": "Không"}


class GatewayForm(PortalForm):
    """A gateway to add or to change. The secret is typed in and never shown again."""

    name = forms.CharField(label="Tên gọi", max_length=80, help_text="Ví dụ: Viettel, đường chính")
    code = forms.CharField(
        label="Mã", max_length=30, help_text="Chữ thường không dấu, số, gạch nối: viettel-1"
    )
    kind = forms.ChoiceField(label="Loại", choices=Gateway.Kind.choices, widget=forms.RadioSelect)
    url = forms.CharField(
        label="Địa chỉ (URL)",
        max_length=300,
        help_text="Bắt đầu bằng https://; trên chính máy chủ này thì http:// cũng được",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    sender = forms.CharField(
        label="Tên hiển thị khi gửi (brandname)",
        required=False,
        help_text="Đã đăng ký với nhà mạng, không dấu, tối đa 11 ký tự, ví dụ UBND BINHAN",
    )
    username = forms.CharField(label="Tên đăng nhập", required=False, max_length=80)
    secret = forms.CharField(
        label="Mật khẩu hoặc khóa bí mật",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    root_unit_id = forms.ChoiceField(label="Dùng cho")
    position = VietnameseNumberField(
        label="Thứ tự dùng", minimum=1, maximum=99, help_text="Đường số 1 được thử trước"
    )
    price = VietnameseNumberField(
        label="Giá một đoạn tin (đồng)", minimum=0, maximum=100_000, required=False
    )
    reports = forms.ChoiceField(
        label="Nhà mạng có báo lại khi tin đến máy không",
        choices=ON_OFF,
        widget=forms.RadioSelect,
        initial="1",
    )
    options = forms.CharField(
        label="Khác với cách ghi thông thường (JSON)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=f"Để trống nếu nhà mạng theo đúng tài liệu mẫu. {_EXAMPLE}",
    )

    def __init__(self, *args: Any, gateway: Gateway | None = None, **kwargs: Any) -> None:
        if gateway:
            kwargs["initial"] = _initial(gateway)
        super().__init__(*args, **kwargs)
        self.gateway = gateway
        roots = [office for office in offices().values() if office.id == office.root_id]
        self.fields["root_unit_id"].choices = [  # type: ignore[attr-defined]
            (EVERY_UNIT, "Mọi đơn vị"),
            *((str(root.id), root.short_name) for root in roots),
        ]
        if gateway:
            del self.fields["code"]  # messages and reports know the gateway by it
            if gateway.secret:
                self.fields["secret"].help_text = "Đã lưu. Để trống nếu không đổi"

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_code(self) -> str:
        code: str = clean(self.cleaned_data["code"]).lower()
        if not _CODE.fullmatch(code):
            raise ValidationError("Mã chỉ gồm chữ thường không dấu, số và gạch nối: viettel-1")
        if Gateway.objects.filter(code=code).exists():
            raise ValidationError("Mã này đã có cổng khác dùng. Chọn mã khác")
        return code

    def clean_url(self) -> str:
        url: str = clean(self.cleaned_data["url"])
        try:
            URLValidator(schemes=["http", "https"])(url)
            parts = urlsplit(url)
        except (ValidationError, ValueError) as error:
            raise ValidationError(
                "Nhập địa chỉ đầy đủ, ví dụ https://sms.nhamang.vn/gui"
            ) from error
        if parts.scheme != "https" and not _is_this_machine(parts.hostname or ""):
            raise ValidationError("Địa chỉ ngoài máy chủ này phải bắt đầu bằng https://")
        return url

    def clean_sender(self) -> str:
        sender: str = clean(self.cleaned_data["sender"])
        if len(sender) > LONGEST_SENDER:
            raise ValidationError(
                f"Tên hiển thị tối đa {LONGEST_SENDER} ký tự, anh/chị đã nhập {len(sender)}"
            )
        if sender and not _SENDER.fullmatch(sender):
            raise ValidationError("Tên hiển thị viết không dấu: chỉ chữ cái, số, dấu cách, . _ -")
        return sender

    def clean_options(self) -> dict[str, Any]:
        return read_options(self.cleaned_data["options"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        has_secret = found.get("secret") or (self.gateway and self.gateway.secret)
        if found.get("kind") == Gateway.Kind.KANNEL and not found.get("username"):
            self.add_error("username", "Nhập tên đăng nhập của Kannel (sendsms-user)")
        if found.get("kind") and not has_secret:
            self.add_error("secret", "Nhập mật khẩu hoặc khóa mà nhà mạng đã cấp")
        if self._tells_the_secret_to_somebody_else(found):
            self.add_error(
                "secret", "Địa chỉ chuyển sang máy chủ khác: nhập lại mật khẩu hoặc khóa"
            )
        if found.get("kind") == Gateway.Kind.JSON and not found.get("sender"):
            self.add_error("sender", "Nhập tên hiển thị đã đăng ký với nhà mạng")
        return found

    def _tells_the_secret_to_somebody_else(self, found: dict[str, Any]) -> bool:
        """A secret is never shown: whoever changes the address does not learn it there either."""
        if not self.gateway or not self.gateway.secret or found.get("secret"):
            return False
        return "url" in found and _server(found["url"]) != _server(self.gateway.url)

    def facts(self) -> dict[str, Any]:
        """What `save_gateway` takes."""
        found = self.cleaned_data
        return found | {
            "root_unit_id": int(found["root_unit_id"]) or None,
            "price": found["price"] or 0,
            "reports": found["reports"] == "1",
        }


def _initial(gateway: Gateway) -> dict[str, Any]:
    names = ("name", "kind", "url", "sender", "username", "position", "price")
    options = json.dumps(gateway.options, ensure_ascii=False, indent=1) if gateway.options else ""
    return {name: getattr(gateway, name) for name in names} | {
        "root_unit_id": str(gateway.root_unit_id or EVERY_UNIT),
        "reports": "1" if gateway.reports else "0",
        "options": options,
    }


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_options(text: str) -> dict[str, Any]:
    """What a JSON gateway does otherwise; only names that it knows, of the kind that it expects."""
    if not text.strip():
        return {}
    options = json_object(text)
    if options is None:
        raise ValidationError(f"Chưa đúng JSON trong ngoặc nhọn. {_EXAMPLE}")
    for name, value in options.items():
        if name not in DEFAULTS:
            raise ValidationError(f"Không có mục {name}. Các mục: {', '.join(DEFAULTS)}")
        if not _is_like(value, DEFAULTS[name]):
            raise ValidationError(f"Giá trị của mục {name} không đúng loại. Xem tài liệu cổng tin")
    return options


def _is_like(value: Any, default: Any) -> bool:
    if isinstance(default, dict):
        return isinstance(value, dict) and not any(
            isinstance(x, dict | list) for x in value.values()
        )
    if isinstance(default, float):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and 0 < value <= LONGEST_TIMEOUT
    return isinstance(value, type(default))


class TryForm(PortalForm):
    """The phone that a trial message goes to."""

    phone = PhoneField(label="Số điện thoại nhận tin thử")
