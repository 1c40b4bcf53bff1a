"""The words that go with a reminder."""

from django import forms

from portal.lib.forms import PortalForm
from reports.acts.urging import NOTE_LENGTH


class UrgeForm(PortalForm):
    loi_nhan = forms.CharField(
        label="Lời nhắn kèm theo",
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": f"Viết gọn lời nhắn trong {NOTE_LENGTH} chữ"},
    )
