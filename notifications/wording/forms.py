"""The form of the words of one kind, channel and language."""

from typing import Any

from django import forms

from notifications.models.message import Channel
from notifications.wording.checking import check_words
from notifications.wording.places import Place
from notifications.wording.shipped import Words
from portal.lib.errors import Refused
from portal.lib.forms import PortalForm
from portal.lib.text import clean, clean_lines

_ROWS = {Channel.SMS: 4, Channel.EMAIL: 18, Channel.INAPP: 2}


class WordsForm(PortalForm):
    """`version`: what was on the screen, so that nobody overwrites what they have not seen."""

    title = forms.CharField(label="Tiêu đề", max_length=200)
    text = forms.CharField(label="Nội dung", max_length=5_000, widget=forms.Textarea)
    accented = forms.BooleanField(label="Gửi có dấu: 70 ký tự một tin", required=False)
    allow_parts = forms.BooleanField(
        label="Cho phép dài hơn một tin, mỗi tin tính tiền riêng", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.fields["text"].widget.attrs["rows"] = _ROWS[place.channel]
        if not place.has_title:
            del self.fields["title"]
        if place.channel is not Channel.SMS:
            del self.fields["accented"], self.fields["allow_parts"]
        elif place.language == "en":
            del self.fields["accented"]

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def clean_text(self) -> str:
        return clean_lines(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                check_words(self.place, self.words)
            except Refused as refused:
                self.add_error(refused.field or None, refused.message)
        return self.cleaned_data

    @property
    def words(self) -> Words:
        """What was typed, once the fields are clean."""
        data = self.cleaned_data
        return Words(
            data.get("title", ""),
            data["text"],
            data.get("accented", False),
            data.get("allow_parts", False),
        )

    @property
    def base(self) -> int:
        return self.cleaned_data.get("version") or 0
