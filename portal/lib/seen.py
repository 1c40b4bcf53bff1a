"""Acts on what others act on too: which state of it the person had on the screen."""

from typing import cast

from django import forms
from django.http import QueryDict

from portal.lib.forms import PortalForm
from portal.lib.numbers import whole_number


class SeenForm(PortalForm):
    """Every act says how the matter looked (`last_seq`), and where the work goes on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    tiep = forms.CharField(widget=forms.HiddenInput, required=False)

    def seen_before(self) -> int:
        """Which state the person had looked at; of a form not sent yet, the one it shows."""
        return whole_number(str(self["seen"].value()))

    def look_again(self, last_seq: int) -> None:
        """The same words on the matter as it is now."""
        if self.is_bound:
            posted = cast("QueryDict", self.data).copy()
            posted["seen"] = str(last_seq)
            self.data = posted
