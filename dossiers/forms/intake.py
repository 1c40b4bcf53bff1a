"""The forms of the intake page: who, what, which papers, how much. They only parse."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils import timezone

from accounts.identity import normalise_phone
from dossiers.models import Dossier
from dossiers.workflow import REASONS
from portal.lib.errors import Refused
from portal.lib.forms import DayMonthYearField, PersonalNumberField, PhoneField, PortalForm
from portal.lib.money import parse_dong
from portal.lib.text import clean, clean_lines
from procedures.models import Case, Channel, RequiredPaper
from worktime.calendars import FIRST_DAY

FORM_ID = "tiep-nhan"  # the form element of the page
MOST_COPIES = 99
MOST_DONG = 9_999_999_999
WAYS = (
    (str(Channel.Method.DIRECT.value), "Trực tiếp tại quầy"),
    (str(Channel.Method.POSTAL.value), "Qua bưu chính"),
)
PAYMENTS = (("cash", "Tiền mặt"), ("transfer", "Chuyển khoản"), ("later", "Thu sau"))


class DeskForm(PortalForm):
    """A part of the intake page. Until `checked` it shows what was typed and demands nothing."""

    def __init__(self, *args: Any, checked: bool = False, **kwargs: Any) -> None:
        self.checked = checked
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.checked:
            super().full_clean()
        else:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}


class TypedDateField(forms.CharField):
    """A birth date in one box, as fast typists want it: 12/04/1957, 12 4 1957 or 12041957."""

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        text = clean(str(value or ""))
        if not text:
            return None
        if re.fullmatch(r"[0-9]{8}", text):
            text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
        if not re.fullmatch(r"\d{1,2}[\s./-]+\d{1,2}[\s./-]+\d{4}", text):
            raise ValidationError("Nhập ngày sinh như 12/04/1957", code="shape")
        return DayMonthYearField(when="past", noun="sinh").clean(text)

    def run_validators(self, value: Any) -> None:
        """Those of text do not fit a date."""


class StampField(forms.CharField):
    """Day and time of an arrival stamp in one box: 20/11/2026 09:30."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = clean(str(value or ""))
        if not text:
            return None
        try:
            stamp = datetime.strptime(text, "%d/%m/%Y %H:%M")
        except ValueError as error:
            raise ValidationError("Nhập như trên dấu, ví dụ 20/11/2026 09:30") from error
        if stamp.date() < FIRST_DAY:
            raise ValidationError("Xem lại năm trên dấu, ví dụ 20/11/2026 09:30")
        return timezone.make_aware(stamp)

    def run_validators(self, value: Any) -> None:
        """Those of text do not fit a moment."""


class CountField(forms.IntegerField):
    """A small number in a narrow box; empty is `empty`."""

    def __init__(self, *, empty: int = 0, **kwargs: Any) -> None:
        self.empty = empty
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def clean(self, value: Any) -> int:
        text = clean(str(value or ""))
        if not text:
            return self.empty
        if not re.fullmatch(r"[0-9]{1,2}", text):
            raise ValidationError(f"Nhập số từ 0 đến {MOST_COPIES}", code="count")
        return int(text)


class AmountField(forms.CharField):
    """An amount of đồng; empty is nothing to pay."""

    def clean(self, value: Any) -> int:
        text = clean(str(value or ""))
        try:
            amount = parse_dong(text) if text else 0
        except ValueError as error:
            raise ValidationError(
                "Nhập số tiền bằng chữ số, ví dụ 16.000", code="amount"
            ) from error
        if amount > MOST_DONG:
            raise ValidationError("Số tiền lớn quá, xin xem lại các chữ số không", code="amount")
        return amount


class ApplicantForm(DeskForm):
    """Người nộp, and for whom."""

    card = forms.CharField(label="Chuỗi thẻ", required=False, max_length=1000)
    personal_id = PersonalNumberField(label="Số căn cước", required=False)
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    birth_date = TypedDateField(label="Ngày sinh", required=False, max_length=12)
    gender = forms.ChoiceField(
        label="Giới tính", required=False, choices=[("", "Chưa rõ"), *Dossier.Gender.choices]
    )
    address = forms.CharField(label="Nơi thường trú", required=False, max_length=300)
    phone = PhoneField(label="Điện thoại nhận tin nhắn", required=False)
    email = forms.EmailField(
        label="Thư điện tử", required=False,
        error_messages={"invalid": "Nhập thư điện tử như ten@vidu.vn"},
    )  # fmt: skip
    subject_name = forms.CharField(label="Chủ hồ sơ", required=False, max_length=120)
    subject_address = forms.CharField(label="Địa chỉ chủ hồ sơ", required=False, max_length=300)
    pickup = forms.CharField(label="Mã bản nháp (6 chữ số)", required=False, max_length=10)

    def __init__(self, *args: Any, locked: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
        for name in locked:
            self.fields[name].widget.attrs["readonly"] = True

    def clean_full_name(self) -> str:
        return clean(self.cleaned_data["full_name"])

    def clean_phone(self) -> str:
        """E.164, as it is stored."""
        try:
            return normalise_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused


class RequestForm(DeskForm):
    """Thủ tục: what is asked for and how the result is handed out."""

    procedure = forms.CharField(label="Gõ tên hoặc mã", max_length=300)
    channel = forms.ChoiceField(label="Cách nộp", choices=WAYS)
    arrived_at = StampField(
        label="Ngày giờ theo dấu công văn đến", required=False, max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "20/11/2026 09:30"}
        ),
    )  # fmt: skip
    case = forms.ChoiceField(label="Trường hợp")
    summary = forms.CharField(label="Trích yếu", required=False, max_length=300)
    sets = CountField(label="Số bản", empty=1)
    delivery = forms.ChoiceField(label="Trả kết quả", choices=Dossier.Delivery.choices)
    delivery_address = forms.CharField(
        label="Địa chỉ nhận bưu phẩm", required=False, max_length=300
    )

    def __init__(self, *args: Any, cases: Iterable[Case] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "off", "list": "thu-tuc-goi-y", "data-key": "P"}
        self.fields["procedure"].widget.attrs |= attrs
        self.fields["procedure"].error_messages["required"] = "Chọn thủ tục: gõ tên, mã hoặc mã QR"
        choices = [(str(case.pk), case.name) for case in cases]
        self.fields["case"].choices = [("", "Chọn trường hợp"), *choices]  # type: ignore[attr-defined]
        self.fields["case"].required = bool(choices)

    def clean(self) -> dict[str, Any]:
        by_post = self.cleaned_data.get("delivery") == Dossier.Delivery.POST
        if by_post and not clean(self.cleaned_data.get("delivery_address", "")):
            self.add_error("delivery_address", "Nhập địa chỉ nhận bưu phẩm")
        return self.cleaned_data


class FeeForm(DeskForm):
    """Phí, lệ phí: how much and whether it was paid."""

    amount = AmountField(label="Phải thu (đồng)", required=False, max_length=20)
    payment = forms.ChoiceField(
        label="Thu bằng", required=False, choices=PAYMENTS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"inputmode": "numeric", "autocomplete": "off", "data-key": "F"}
        self.fields["amount"].widget.attrs |= attrs
        for field in self.fields.values():  # they stand in the pane, outside the form element
            field.widget.attrs["form"] = FORM_ID

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("amount") and not self.cleaned_data.get("payment"):
            self.add_error("payment", "Chọn đã thu tiền mặt, chuyển khoản hay thu sau")
        return self.cleaned_data


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class ManyFilesField(forms.Field):
    widget = ManyFilesInput


class PaperForm(DeskForm):
    """One row of the papers table. `kept`: files sent with an earlier try, signed."""

    given = forms.BooleanField(required=False)
    originals = CountField(label="Bản chính")
    certified = CountField(label="Bản chứng thực")
    copies = CountField(label="Bản photo")
    scans = ManyFilesField(required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, paper: RequiredPaper | None = None, needed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.needed = paper, needed
        name = paper.name if paper else "Giấy tờ khác"
        self.fields["given"].widget.attrs["aria-label"] = f"Đã nhận: {name}"
        for count in ("originals", "certified", "copies"):
            self.fields[count].widget.attrs["aria-label"] = f"{self.fields[count].label}: {name}"
        attrs = {"aria-label": f"Tệp quét: {name}", "accept": "image/*,application/pdf"}
        self.fields["scans"].widget.attrs |= attrs

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.needed and not data.get("given"):
            self.add_error(
                "given",
                f"Còn thiếu: {self.paper}. Đã nhận thì đánh dấu, chưa có thì bấm Hướng dẫn bổ sung",
            )
        counted = sum(data.get(count, 1) for count in ("originals", "certified", "copies"))
        shown = self.paper is not None and self.paper.shown_only
        if data.get("given") and not shown and not counted:
            self.add_error("originals", "Ghi số bản đã nhận")
        return data


class OtherPaperForm(PaperForm):
    """A paper that the procedure does not list; it counts when it has a name."""

    name = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {
            "aria-label": "Tên giấy tờ khác",
            "autocomplete": "off",
        }

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["given"] = bool(clean(self.cleaned_data.get("name", "")))
        return super().clean()


class GuidanceForm(PortalForm):
    """Phiếu hướng dẫn: which papers are to be brought, and what else."""

    note = forms.CharField(
        label="Nội dung khác cần hoàn thiện", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean_note(self) -> str:
        return clean_lines(self.cleaned_data["note"])


class RefusalForm(PortalForm):
    """Phiếu từ chối: the reason from the list, and in words."""

    reason = forms.ChoiceField(label="Lý do", choices=REASONS["refuse"], widget=forms.RadioSelect)
    note = forms.CharField(
        label="Giải thích cụ thể, hướng dẫn nơi nộp đúng", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean_note(self) -> str:
        return clean_lines(self.cleaned_data["note"])


def sign_files(files: Iterable[tuple[int, str]]) -> str:
    """Files sent with a try that did not succeed, for the hidden field of the next one."""
    rows = [[pk, name] for pk, name in files]
    return signing.dumps(rows, salt="intake-files") if rows else ""


def signed_files(text: str) -> list[tuple[int, str]]:
    """Pairs of StoredFile id and name; nothing for a text we did not sign."""
    try:
        return [(pk, name) for pk, name in signing.loads(text, salt="intake-files")] if text else []
    except signing.BadSignature:
        return []
