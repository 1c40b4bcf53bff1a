"""What a visitor chooses to see of the published reports; all of it stands in the address."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.offices import offices
from feedback.figures import conditions
from feedback.models import Category, Report
from feedback.models.category import Group
from feedback.models.report import ReportQuerySet
from feedback.models.report_indexes import OPEN_REPORT
from feedback.public.words import category_name
from geo.models import Area
from portal.lib.forms import PortalForm

RECENT = timedelta(days=30)
_ANY = {"invalid_choice": _("Chọn một dòng trong danh sách")}
STATES = [
    ("", _("Đang xử lý, và xong trong 30 ngày")),
    ("dang-xu-ly", _("Đang xử lý")),
    ("da-xong", _("Đã xong")),
    ("tat-ca", _("Tất cả")),
]
DAYS = [
    ("", _("Lúc nào cũng được")),
    ("7", _("7 ngày qua")),
    ("30", _("30 ngày qua")),
    ("90", _("90 ngày qua")),
    ("365", _("12 tháng qua")),
]
PROMISES = [
    ("", _("Đúng hẹn và trễ hẹn")),
    ("dung-hen", _("Trả lời đúng hẹn")),
    ("tre-hen", _("Trễ hẹn trả lời")),
]


class ChoosingForm(PortalForm):
    """Lists of what there is; a value that is in none of them is an error at its field."""

    xem = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)
    loai = forms.ChoiceField(label=_("Loại việc"), required=False)
    noi = forms.ChoiceField(label=_("Nơi"), required=False)
    tu = forms.ChoiceField(label=_("Gửi trong"), choices=DAYS, required=False)
    hen = forms.ChoiceField(label=_("Lời hẹn"), choices=PROMISES, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.categories = [row for row in Category.objects.all() if row.may_be_public]
        self.areas, names = _areas()
        self._offer("loai", [("", _("Mọi loại việc")), *self._kinds()])
        self._offer("noi", [("", _("Mọi nơi")), *names.items()])
        for row in self.fields.values():
            row.error_messages |= _ANY

    def _offer(self, name: str, choices: list[Any]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type
        chosen.choices = choices

    def _kinds(self) -> list[Any]:
        by_group = {
            group.label: [
                (row.code, category_name(row)) for row in self.categories if row.group == group
            ]
            for group in Group
        }
        return [(label, rows) for label, rows in by_group.items() if rows]

    def chosen(self) -> "Chosen":
        """Of a valid form."""
        given = self.cleaned_data
        kind = next((row for row in self.categories if row.code == given["loai"]), None)
        return Chosen(
            state=given["xem"],
            category=kind,
            area=self.areas.get(given["noi"]),
            days=int(given["tu"] or 0),
            promise=given["hen"],
            query={name: value for name, value in given.items() if value},
        )


def _areas() -> tuple[dict[str, Area], dict[str, str]]:
    """Areas and their names by code; of several communes each code and name says whose."""
    areas = list(Area.objects.filter(is_active=True).defer("shape"))
    several, known = len({area.root_unit_id for area in areas}) > 1, offices()
    found: dict[str, Area] = {}
    names: dict[str, str] = {}
    for area in areas:
        commune = known[area.root_unit_id]
        code = f"{commune.code}.{area.code}" if several else area.code
        is_part = several and area.kind != Area.Kind.WHOLE
        found[code] = area
        names[code] = f"{area.name}, {commune.short_name}" if is_part else area.name
    return found, names


@dataclass(frozen=True)
class Chosen:
    state: str = ""
    category: Category | None = None
    area: Area | None = None
    days: int = 0
    promise: str = ""
    query: dict[str, str] = field(default_factory=dict)  # as the address says it

    def reports(self, at: datetime) -> ReportQuerySet:
        """The published reports that are meant, in no order."""
        return Report.objects.public().filter(*self._conditions(at))

    def _conditions(self, at: datetime) -> list[Q]:
        found = [self._state(at), self._promise(at), self._area()]
        if self.category:
            found.append(Q(category=self.category))
        if self.days:
            found.append(Q(received_at__gte=at - timedelta(days=self.days)))
        return found

    def _state(self, at: datetime) -> Q:
        ended = Q(closed_at__isnull=False)
        states = {"dang-xu-ly": OPEN_REPORT, "da-xong": ended, "tat-ca": Q()}
        return states.get(self.state, OPEN_REPORT | Q(closed_at__gte=at - RECENT))

    def _promise(self, at: datetime) -> Q:
        named = conditions(at)
        promises = {
            "dung-hen": named["answered_in_time"],
            "tre-hen": named["answered_late"] | named["unanswered_late"],
        }
        return promises.get(self.promise, Q())

    def _area(self) -> Q:
        """A report belongs to the smallest area around it: of a commune every report is meant."""
        if self.area is None:
            return Q()
        if self.area.kind == Area.Kind.WHOLE:
            return Q(root_unit=self.area.root_unit_id)
        return Q(area=self.area)
