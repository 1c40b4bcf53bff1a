"""What the public will see: the words, and of each picture whether and what of it is covered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from feedback.disclosure import address_for_all, public_address
from feedback.models import Media, Report
from feedback.services.checks import LONGEST
from feedback.services.moderation import WHOLE, Box
from portal.lib.forms import LineField, LinesField
from portal.lib.seen import SeenForm

SIDES = ("left", "top", "width", "height")
MOST_BOXES = 60  # of one picture
_WRONG = (
    "Mỗi vùng che cần đủ bốn số từ 0 đến 1000 (trái, trên, rộng, cao), rộng và cao ít nhất là 1"
)


class BoxesWidget(forms.Widget):
    """Rows of four numbers under the same four names, drawn by `feedback/desk/_picture.html`."""

    template_name = "django/forms/widgets/text.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        columns = [data.getlist(f"{name}_{side}") for side in SIDES]
        rows = zip(*columns, strict=False)
        return [row for row in rows if any(text.strip() for text in row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class BoxesField(forms.Field):
    widget = BoxesWidget

    def to_python(self, value: Iterable[tuple[str, ...]] | None) -> list[Box]:
        boxes = [self._box(row) for row in value or []]
        if len(boxes) > MOST_BOXES:
            raise ValidationError(f"Một ảnh có nhiều nhất {MOST_BOXES} vùng che")
        return boxes

    @staticmethod
    def _box(row: tuple[str, ...]) -> Box:
        if not all(text.strip().isascii() and text.strip().isdigit() for text in row):
            raise ValidationError(_WRONG)
        left, top, width, height = (min(int(text.strip()[:6]), WHOLE) for text in row)
        if left >= WHOLE or top >= WHOLE or not width or not height:
            raise ValidationError(_WRONG)
        return Box(left, top, min(width, WHOLE - left), min(height, WHOLE - top))


class ModerationForm(SeenForm):
    """`anh_<pk>` lets a picture be seen, `vung_<pk>` are its covered rectangles."""

    text = LinesField(
        label="Lời công khai",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Nhập lời mà mọi người sẽ đọc"},
    )
    address = LineField(label="Địa chỉ công khai", max_length=300, required=False)
    looked = forms.BooleanField(
        label="Tôi đã xem các chỗ được nhắc, vẫn công khai như vậy", required=False
    )

    def __init__(self, *args: Any, media: Iterable[Media] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.media_shown = list(media)
        for one in self.media_shown:
            label = "Cho công khai video này" if one.kind == Media.Kind.VIDEO else (
                "Cho công khai ảnh này"
            )  # fmt: skip
            self.fields[f"anh_{one.pk}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"vung_{one.pk}"] = BoxesField(label="Vùng che", required=False)

    def pictures(self) -> Mapping[int, list[Box]]:
        """Those that become public, with what is covered in them."""
        cleaned = self.cleaned_data
        return {
            one.pk: cleaned[f"vung_{one.pk}"]
            for one in self.media_shown
            if cleaned[f"anh_{one.pk}"]
        }


class RefusalForm(SeenForm):
    """Taking it down, or deciding that it is not published."""

    reason = LinesField(
        label="Lý do không công khai",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Nhập lý do, đồng nghiệp sẽ đọc"},
    )


def first_answers(report: Report, media: Iterable[Media]) -> dict[str, Any]:
    """Of a form not sent yet: what is public now, or the report's own words and no picture."""
    was_shown, proposed = bool(report.public_text), address_for_all(report, report.address)
    initial: dict[str, Any] = {
        "seen": report.last_seq,
        "text": report.public_text or report.text,
        "address": public_address(report) if was_shown else proposed,
    }
    for one in media:
        boxes = [tuple(getattr(blur, side) for side in SIDES) for blur in one.blurs.all()]
        initial |= {f"anh_{one.pk}": bool(one.public_sha256), f"vung_{one.pk}": boxes}
    return initial
