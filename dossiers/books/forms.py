"""What is asked for before a book is made, and about cards."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.offices import OfficeFacts
from dossiers.books.cards import LONGEST, VARIABLES, check_words
from dossiers.books.years import years_until
from dossiers.models import BookJob
from portal.lib.errors import Refused
from portal.lib.forms import PersonNameField, PortalForm

_SAID = "; ".join(f"{{{name}}} {words}" for name, words in VARIABLES.items())


def _not_listed(what: str) -> dict[str, str]:
    return {"invalid_choice": f"Chọn {what} trong danh sách"}


class BookForm(PortalForm):
    """Parameters: `offices` by code, of which one is asked for; `today` for the years."""

    office = forms.ChoiceField(label="Đơn vị", error_messages=_not_listed("đơn vị"))
    year = forms.TypedChoiceField(label="Năm", coerce=int, error_messages=_not_listed("năm"))
    kind = forms.ChoiceField(
        label="Sổ", choices=BookJob.Kind.choices, widget=forms.RadioSelect,
        error_messages=_not_listed("sổ"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, offices: Mapping[str, OfficeFacts], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offices = offices
        names = [(code, office.name) for code, office in offices.items()]
        self.fields["office"].choices = names  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in years_until(today)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]

    def chosen_office(self) -> OfficeFacts:
        return self._offices[self.cleaned_data["office"]]


class CardForm(PortalForm):
    """A card of the office; what may stand in braces is said beside the words."""

    heading = forms.CharField(label="Tiêu đề", max_length=60)
    words = forms.CharField(
        label="Lời chúc",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=f"Dùng được: {_SAID}. Dòng trống ngăn hai đoạn",
    )
    signer_title = forms.CharField(
        label="Chức vụ người ký", max_length=80, required=False, help_text="Để trống: CHỦ TỊCH"
    )
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    is_on = forms.BooleanField(label="In thiệp này khi trả kết quả", required=False)

    def clean_words(self) -> str:
        try:
            return check_words(self.cleaned_data["words"])
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused


class ChooseCardForm(PortalForm):
    """For which procedure a card is written; parameter `procedures`: code and name of each."""

    code = forms.ChoiceField(label="Thủ tục", error_messages=_not_listed("thủ tục"))

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = procedures  # type: ignore[attr-defined]


class NameForm(PortalForm):
    """Whose name stands on the card."""

    name = PersonNameField(
        label="Tên trên thiệp",
        max_length=120,
        help_text="Ví dụ: bé Nguyễn Minh An; anh Nguyễn Văn Hùng và chị Trần Thị Thảo",
    )
