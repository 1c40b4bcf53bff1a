"""Nhập hộ: what somebody tells on the phone, by Zalo or at the counter, on one page."""

from typing import Any

from django import forms

from accounts.identity import normalise_phone
from accounts.models import Unit
from feedback.desk.forms import category_field, severity_field, words_field
from feedback.models import Category, Report
from feedback.places import Point, read_point
from feedback.questions import answers_from, question_fields
from feedback.services.checks import LONGEST
from feedback.services.sending import Person, Sending
from portal.lib.codes import random_token
from portal.lib.errors import Refused
from portal.lib.forms import LineField, PersonNameField, PhoneField, PortalForm

OTHER_MATTER = "khac"  # of `same_as`: it is no twin
_CHANNELS = Report.Channel
CHANNELS = (
    _CHANNELS.PHONE, _CHANNELS.COUNTER, _CHANNELS.ZALO, _CHANNELS.FACEBOOK, _CHANNELS.EMAIL,
)  # fmt: skip


class EntryForm(PortalForm):
    """`submit_key` makes sending it twice one report."""

    submit_key = forms.CharField(widget=forms.HiddenInput, max_length=80, initial=random_token)
    channel = forms.ChoiceField(
        label="Người dân báo qua",
        choices=[(channel.value, str(channel.label)) for channel in CHANNELS],
        initial=_CHANNELS.PHONE,
        widget=forms.RadioSelect,
    )
    category = category_field(to_field_name="code")
    severity = severity_field(required=False)
    text = words_field("Nội dung, ghi đúng lời người dân", LONGEST, rows=5)
    address = LineField(
        label="Nơi có việc", max_length=300, required=False,
        help_text="Số nhà, đường, thôn, gần đâu. Có tọa độ thì bỏ trống được",
    )  # fmt: skip
    lat = forms.CharField(
        label="Vĩ độ",
        max_length=60,
        required=False,
        help_text="Dán cả cặp tọa độ vào đây cũng được",
    )
    long = forms.CharField(label="Kinh độ", max_length=60, required=False)
    name = PersonNameField(label="Tên người báo", max_length=120, required=False)
    phone = PhoneField(label="Điện thoại người báo", required=False)

    def __init__(self, *args: Any, category: Category | None, root: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root = root
        self.point: Point | None = None
        self.fields["severity"].initial = category.severity if category else ""
        self.asked = question_fields(category) if category else {}
        self.fields |= self.asked
        self.order_fields(["submit_key", "channel", "category", *self.asked])

    @property
    def questions(self) -> list[Any]:
        return [self[name] for name in self.asked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lat, long = cleaned.get("lat", ""), cleaned.get("long", "")
        if lat or long:
            try:
                self.point = read_point(lat, long, root_unit=self.root.pk)
            except Refused as refused:
                self.add_error(refused.field or None, refused.message)
        elif not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", "Nhập nơi có việc: địa chỉ bằng chữ hoặc tọa độ")
        return cleaned

    def sending(self) -> Sending:
        """Of a valid form."""
        said = self.cleaned_data
        phone = normalise_phone(said["phone"]) if said["phone"] else ""
        return Sending(
            root_unit=self.root,
            category=said["category"],
            text=said["text"],
            channel=said["channel"],
            person=Person(name=said["name"], phone=phone),
            submit_key=f"desk:{said['submit_key']}",
            lat=self.point.lat if self.point else None,
            long=self.point.long if self.point else None,
            located=Report.Located.PIN if self.point else Report.Located.ADDRESS,
            address=said["address"],
            answers=answers_from(said),
            severity=said["severity"],
        )
