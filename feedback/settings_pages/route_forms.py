"""Forms of a route and of the bench that tries routes out."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.offices import below, offices
from feedback.models import Category, Route
from feedback.places import Point, read_point
from feedback.settings_pages.choices import ANY, CHOOSE, kind_field
from geo.models import Area
from portal.lib.errors import Refused
from portal.lib.forms import LineField, PortalForm


def _areas(root_id: int) -> list[tuple[str, str]]:
    areas = Area.objects.filter(root_unit=root_id, is_active=True).values_list("pk", "name")
    return [(ANY, "Mọi nơi"), *((str(pk), name) for pk, name in areas)]


def _units(root_id: int) -> list[tuple[str, str]]:
    units = sorted((offices()[pk] for pk in below(root_id)), key=lambda one: one.code)
    return [(ANY, "Chọn đơn vị"), *((str(one.id), one.short_name) for one in units)]


class RouteForm(PortalForm):
    category = forms.ChoiceField()
    area = forms.ChoiceField(required=False)
    unit = forms.ChoiceField()

    def __init__(self, *args: Any, root_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = kind_field("Loại phản ánh", "Mọi loại")
        self.fields["area"] = forms.ChoiceField(
            label="Ở địa bàn", choices=_areas(root_id), required=False, error_messages=CHOOSE
        )
        self.fields["unit"] = forms.ChoiceField(
            label="Giao cho đơn vị", choices=_units(root_id), error_messages=CHOOSE
        )

    def facts(self) -> dict[str, int | None]:
        """Ids; None for any. Call on a valid form."""
        return {f"{name}_id": int(value) if value else None
                for name, value in self.cleaned_data.items()}  # fmt: skip


def values_of(route: Route) -> dict[str, Any]:
    return {name: getattr(route, f"{name}_id") or ANY for name in RouteForm.base_fields}


class BenchForm(PortalForm):
    """Where would a report of this kind at this point go? By GET: it writes nothing."""

    loai = forms.ChoiceField()
    lat = LineField(
        label="Vĩ độ, kinh độ", max_length=60, required=False,
        help_text="Ví dụ 11.1003, 108.1012. Để trống nếu chỉ có địa chỉ bằng chữ",
    )  # fmt: skip

    def __init__(self, *args: Any, root_id: int, kinds: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.root_id = root_id
        self.fields["loai"] = kind_field("Loại phản ánh", "Chọn loại", kinds, required=True)

    def clean_lat(self) -> Point | None:
        if not self.cleaned_data["lat"]:
            return None
        try:
            return read_point(self.cleaned_data["lat"], "", root_unit=self.root_id)
        except Refused as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from refused
