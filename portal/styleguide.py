"""What `/styleguide/` shows: one form with every kind of field, and the lists of the components."""

from typing import Any

from django import forms

from portal.lib.forms import DayMonthYearField, PersonalNumberField, PhoneField, PortalForm


class SampleForm(PortalForm):
    full_name = forms.CharField(label="Họ và tên", help_text="Ghi như trên căn cước", max_length=120)
    birth_date = DayMonthYearField(
        label="Ngày sinh của trẻ", help_text="Ghi theo giấy chứng sinh, ví dụ 5 11 2026", when="past", noun="sinh"
    )
    place = forms.ChoiceField(
        label="Nơi sinh",
        widget=forms.RadioSelect,
        choices=[("hospital", "Bệnh viện, trạm y tế"), ("home", "Ở nhà hoặc nơi khác")],
    )
    wishes = forms.MultipleChoiceField(
        label="Nhận thông báo qua",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("sms", "Tin nhắn"), ("email", "Thư điện tử")],
    )
    ward = forms.ChoiceField(label="Thôn", choices=[("", "Chọn thôn"), ("1", "Thôn 1"), ("2", "Thôn 2")])
    personal_number = PersonalNumberField(label="Số căn cước")
    phone = PhoneField(label="Điện thoại nhận tin nhắn")
    copies = forms.IntegerField(
        label="Số bản", min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    photo = forms.FileField(label="Ảnh giấy chứng sinh", required=False, help_text="Ảnh hoặc PDF, tối đa 10 MB")
    note = forms.CharField(label="Điều cần nói thêm", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="Tôi đã đọc và khai đúng sự thật")


WRONG = {
    "birth_date_day": "5",
    "birth_date_month": "11",
    "birth_date_year": "2062",
    "place": "hospital",
    "personal_number": "0561570043",
    "phone": "0905 123",
    "copies": "hai",
}
