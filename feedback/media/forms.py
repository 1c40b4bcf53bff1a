"""What a script says of a file before it sends it."""

from django import forms

from feedback.media.receiving import Announced


class AnnouncedForm(forms.Form):
    client_key = forms.CharField(max_length=80)
    name = forms.CharField(max_length=1000, required=False)
    size = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False)
    long = forms.FloatField(min_value=-180, max_value=180, required=False)

    def announced(self) -> Announced:
        said = self.cleaned_data
        whole = said["lat"] is not None and said["long"] is not None
        lat, long = (said["lat"], said["long"]) if whole else (None, None)
        return Announced(said["client_key"], said["name"], said["size"], lat, long)
