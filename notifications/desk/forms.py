"""Forms of the desk."""

from django import forms

from notifications.models import Message
from portal.lib.forms import PortalForm
from portal.lib.text import clean

_NOTE = Message._meta.get_field("call_note")


class CalledForm(PortalForm):
    """What came of calling somebody."""

    note = forms.CharField(
        label="Kết quả cuộc gọi",
        required=False,
        max_length=_NOTE.max_length,
        help_text="Ví dụ: đã báo con gái, hẹn sáng thứ Hai đến nhận",
        error_messages={"max_length": f"Viết ngắn lại, tối đa {_NOTE.max_length} chữ cái"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])
