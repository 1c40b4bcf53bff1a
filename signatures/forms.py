"""Forms of the certificate pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Unit, User
from portal.lib.forms import PortalForm
from portal.lib.text import clean
from signatures.keys import KeyFile, TokenKey

LARGEST_KEY_FILE = 100_000  # bytes; real ones have a tenth of it
OFFICE, PERSON = "co-quan", "ca-nhan"


class CertificateForm(PortalForm):
    """A certificate to add: whose it is, and the file or the token that holds its key."""

    holder = forms.ChoiceField(
        label="Người hoặc cơ quan ký",
        error_messages={"invalid_choice": "Chọn người hoặc cơ quan ký trong danh sách"},
    )
    file = forms.FileField(
        label="Tệp chứng thư (.p12, .pfx)",
        required=False,
        help_text="Tệp mà nơi cấp chứng thư đã giao, có khóa bí mật",
    )
    passphrase = forms.CharField(
        label="Mật khẩu của tệp",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Được giữ trong thư mục khóa của máy chủ, không vào cơ sở dữ liệu",
    )
    token = forms.CharField(
        label="Hoặc tên thiết bị ký", required=False, help_text="Nhãn của USB token hay HSM"
    )
    label = forms.CharField(label="Tên chứng thư trên thiết bị", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = _holders()
        choices = [
            ("", [("", "Chọn người hoặc cơ quan")]),
            ("Cơ quan", [(key, str(row)) for key, row in self.holders.items() if _is_office(row)]),
            ("Cá nhân", [(key, _titled(row)) for key, row in self.holders.items()
                         if isinstance(row, User)]),
        ]  # fmt: skip
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]
        if not settings.SIGNING_TOKEN_LIBRARY:
            del self.fields["token"], self.fields["label"]
            for name in ("file", "passphrase"):
                self.fields[name].required = True

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_KEY_FILE:
            raise ValidationError("Tệp quá lớn, không phải tệp chứng thư. Chọn tệp .p12 hoặc .pfx")
        return file

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in found and not found["file"] and not found.get("token"):
            self.add_error("file", "Chọn tệp chứng thư (.p12 hoặc .pfx)")
        if found.get("token") and not found.get("label"):
            self.add_error("label", "Nhập tên chứng thư trên thiết bị")
        return found

    def owner(self) -> User | Unit:
        return self.holders[self.cleaned_data["holder"]]

    def source(self) -> KeyFile | TokenKey:
        found = self.cleaned_data
        if found["file"]:
            return KeyFile(found["file"].read(), found["passphrase"])
        return TokenKey(clean(found["token"]), clean(found["label"]))


def _holders() -> dict[str, User | Unit]:
    """By the value of their option: offices by code, staff by username."""
    offices = {f"{OFFICE}:{unit.code}": unit for unit in Unit.objects.all()}
    staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True).order_by("full_name")
    return offices | {f"{PERSON}:{user.username}": user for user in staff}


def _is_office(row: User | Unit) -> bool:
    return isinstance(row, Unit)


def _titled(user: User) -> str:
    return f"{user.full_name}, {user.job_title}" if user.job_title else user.full_name


class GiveUpForm(PortalForm):
    """Why a certificate is no longer signed with."""

    REVOKED, UNUSED = "thu-hoi", "khong-dung"
    WORDS = {
        REVOKED: "Bị thu hồi: lộ khóa, mất thiết bị, thôi việc. Chữ ký sau lúc này không được tin",
        UNUSED: "Không dùng nữa. Chữ ký đã có vẫn được tin",
    }
    why = forms.ChoiceField(label="Vì sao", widget=forms.RadioSelect, choices=WORDS)

    @property
    def revoked(self) -> bool:
        return bool(self.cleaned_data["why"] == self.REVOKED)
