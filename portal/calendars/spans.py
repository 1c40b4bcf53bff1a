"""`7:30–11:30` in one box: how people write the hours of a morning."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.calendars.words import span

_ONE = r"(\d{1,2})\s*(?:[:.hg]\s*(\d{2})?)?\s*(?:phút|p)?"
_SPAN = re.compile(rf"^\s*(?:từ\s+)?{_ONE}\s*(?:-|–|—|đến|tới)\s*{_ONE}\s*$", re.IGNORECASE)
_TIME = re.compile(rf"^\s*{_ONE}\s*$", re.IGNORECASE)
_EXAMPLE = "ví dụ 7:30–11:30"


class SpanField(forms.CharField):
    """An opening and a closing time, `(time, time)`; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(**{"max_length": 40, "required": False, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = _SPAN.match(text)
        if not found:
            raise ValidationError(f"Ghi giờ mở và giờ đóng, {_EXAMPLE}", code="span")
        opens_at, closes_at = _time(*found.group(1, 2)), _time(*found.group(3, 4))
        if closes_at <= opens_at:
            raise ValidationError(f"Giờ đóng phải sau giờ mở, {_EXAMPLE}", code="order")
        return opens_at, closes_at

    def run_validators(self, value: Any) -> None:
        """The length was of the typed text."""

    def prepare_value(self, value: Any) -> Any:
        return span(*value) if isinstance(value, tuple) else value


class ClockTimeField(forms.CharField):
    """One time of the day: `15:00`, `15h`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"})
        super().__init__(**{"max_length": 20, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        found = _TIME.match(text or "")
        if text and not found:
            raise ValidationError("Ghi giờ và phút, ví dụ 15:00", code="time")
        return _time(*found.group(1, 2)) if found else None

    def run_validators(self, value: Any) -> None:
        """The length was of the typed text."""


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise ValidationError(f"Giờ từ 0 đến 23, phút từ 0 đến 59, {_EXAMPLE}") from error
