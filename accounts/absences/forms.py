"""The form of an absence."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.absences.declaring import Away
from accounts.absences.standing import deputies_for
from accounts.models import User
from accounts.permissions import Perm
from portal.lib.forms import DayMonthYearField, PortalForm


class PersonField(forms.ModelChoiceField):
    """Somebody of the staff, with the office."""

    def label_from_instance(self, person: Any) -> str:
        return f"{person} · {person.unit.short_name}"


class AbsenceForm(PortalForm):
    """`user` is there for a head alone, who writes down absences of the office."""

    user = PersonField(label="Người vắng mặt", queryset=User.objects.none(), empty_label=None)
    since = DayMonthYearField(label="Ngày bắt đầu vắng")
    until = DayMonthYearField(label="Ngày cuối vắng")
    deputy = PersonField(
        label="Người thay",
        queryset=User.objects.none(),
        empty_label="Chọn người thay",
        help_text="Cùng đơn vị, hoặc người xem được hồ sơ của mọi đơn vị",
    )
    reason = forms.CharField(label="Lý do", required=False, max_length=200)
    decision_number = forms.CharField(
        label="Số quyết định, giấy nghỉ phép", required=False, max_length=60
    )

    def __init__(self, data: Any, *, by: User) -> None:
        super().__init__(data, initial={"user": by})
        self.by = by
        people: dict[str, Any] = self.fields
        people["deputy"].queryset = deputies_for(by)
        if Perm.ASSIGN in by.permissions:
            people["user"].queryset = _staff_of(by)
        else:
            del people["user"]

    @property
    def absent(self) -> User:
        return self.cleaned_data.get("user") or self.by

    @property
    def away(self) -> Away:
        names = ("since", "until", "reason", "decision_number")
        return Away(**{name: self.cleaned_data[name] for name in names})


def _staff_of(head: User) -> QuerySet[User]:
    staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True, unit=head.unit)
    return staff.select_related("unit").order_by("name_fold")
