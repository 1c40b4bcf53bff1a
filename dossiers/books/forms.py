"""What is asked for before a book is made."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from accounts.offices import OfficeFacts
from dossiers.books.years import years_until
from dossiers.models import BookJob
from portal.lib.forms import PortalForm


class BookForm(PortalForm):
    """Parameters: `offices` by code, of which one is asked for; `today` for the years."""

    office = forms.ChoiceField(label="Đơn vị")
    year = forms.TypedChoiceField(label="Năm", coerce=int)
    kind = forms.ChoiceField(label="Sổ", choices=BookJob.Kind.choices, widget=forms.RadioSelect)

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
