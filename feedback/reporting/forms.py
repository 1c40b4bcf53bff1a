"""Forms of the journey: they read and tidy, the services decide."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.identity import normalise_phone
from feedback.models import Category, Report
from feedback.places import Point, read_point
from feedback.questions import answers_from, question_fields
from feedback.services.checks import LONGEST
from portal.lib.errors import Refused
from portal.lib.forms import (
    FilesField,
    FilesInput,
    LineField,
    LinesField,
    OneTimeCodeField,
    PersonNameField,
    PhoneField,
    PortalForm,
)
from portal.lib.numbers import whole_number
from portal.lib.text import clean_lines

LONGEST_ADDRESS = 300
PICTURES = "image/*,.heic,.heif,video/mp4,video/quicktime,video/webm"


class MediaForm(PortalForm):
    """Two controls, because asking for the camera hides the pictures already there."""

    camera = FilesField(
        label=_("Chụp ảnh"),
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    gallery = FilesField(
        label=_("Chọn ảnh hoặc video có sẵn trong máy"),
        help_text=_("Nhiều nhất 5 ảnh, hoặc 1 video không quá 60 giây"),
        widget=FilesInput(attrs={"accept": PICTURES, "multiple": True}),
    )

    def chosen(self) -> list[UploadedFile]:
        return [file for name in self.fields for file in self.cleaned_data[name]]


class WordsForm(PortalForm):
    """What is the matter, and the questions of its category."""

    text = LinesField(
        label=_("Ông/bà thấy gì?"),
        help_text=_(
            "Ví dụ: ổ gà sâu, rộng chừng nửa mét, tối qua có người ngã xe. "
            "Không cần ghi tên, số điện thoại của ai"
        ),
        max_length=LONGEST,
        error_messages={
            "required": _("Viết vài chữ về việc ông/bà thấy"),
            "max_length": f"Viết gọn lại trong {LONGEST} ký tự, hiện có %(show_value)s ký tự",
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, category: Category, *args: Any, **kwargs: Any) -> None:
        fields = {"text": self.declared_fields["text"], **question_fields(category)}
        self.base_fields = fields  # type: ignore[misc]  # of this form alone
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What can be kept of it, also when something is wrong."""
        typed = clean_lines(self.data.get("text", ""))[:LONGEST]
        return {
            "text": self.cleaned_data.get("text", typed),
            "answers": answers_from(self.cleaned_data),
        }


class PlaceForm(PortalForm):
    """A point, words, or both. The three hidden boxes are filled in by the page's script."""

    address = LineField(
        label=_("Địa chỉ, hoặc gần chỗ nào"),
        help_text=_(
            "Có vị trí rồi thì bỏ trống được. Ví dụ: trước cổng chợ, đường Trần Phú, thôn 2"
        ),
        required=False,
        max_length=LONGEST_ADDRESS,
        error_messages={"max_length": _("Viết địa chỉ gọn lại trong 300 ký tự")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    lat = forms.CharField(label=_("Vĩ độ"), required=False, max_length=60)
    long = forms.CharField(label=_("Kinh độ"), required=False, max_length=60)
    accuracy = forms.CharField(required=False, widget=forms.HiddenInput)
    located = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, root_unit: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root_unit = root_unit
        for name in ("lat", "long"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["point"] = self._point(cleaned.get("lat", ""), cleaned.get("long", ""))
        if not self.errors and cleaned["point"] is None and not cleaned.get("address"):
            self.add_error("address", _("Ghi địa chỉ bằng chữ, hoặc lấy vị trí ở trên"))
        return cleaned

    def _point(self, lat: str, long: str) -> Point | None:
        if not lat and not long:
            return None
        try:
            return read_point(lat, long, root_unit=self.root_unit)
        except Refused as refused:
            self.add_error(refused.field or "lat", refused.message)
            return None

    def facts(self) -> dict[str, Any]:
        """Of a valid form, as the draft keeps it."""
        point: Point | None = self.cleaned_data["point"]
        where = {"address": self.cleaned_data["address"], "nearby_seen": False}
        if point is None:
            return where | _NOWHERE
        told = self.cleaned_data["located"]
        return where | {
            "lat": point.lat,
            "long": point.long,
            "accuracy": whole_number(self.cleaned_data["accuracy"]) or None,
            "located": told if told in Report.Located.values else Report.Located.PIN,
        }


_NOWHERE = {"lat": None, "long": None, "accuracy": None, "located": Report.Located.ADDRESS}


class ContactForm(PortalForm):
    phone = PhoneField(
        label=_("Số điện thoại"),
        help_text=_("Nhận mã xác nhận và tin khi có trả lời. Sim đứng tên ai cũng được"),
        error_messages={
            "required": _("Nhập số điện thoại 10 chữ số, hoặc chọn gửi không để lại số")
        },
    )
    name = PersonNameField(
        label=_("Họ và tên"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_phone(self) -> str:
        return normalise_phone(self.cleaned_data["phone"])


class NameForm(PortalForm):
    """Who is signed in has a phone already."""

    name = ContactForm.declared_fields["name"]


class CodeForm(PortalForm):
    code = OneTimeCodeField()


class SendForm(PortalForm):
    """Nothing is asked. `website` is seen by programs alone: who fills it in is one."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))
