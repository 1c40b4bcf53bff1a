"""The search box and its filters. A value that is not on offer counts as not chosen."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.lib.forms import PortalForm
from portal.lib.text import clean
from procedures.memory import Catalogue
from procedures.search import Filters

# As the address of the page says it, and as the search knows it.
AUDIENCES = {"cong-dan": "citizen", "doanh-nghiep": "business", "to-chuc": "organisation"}
LEVELS = {"xa": "commune", "tinh": "province", "bo": "ministry"}
AUDIENCE_CHOICES = (
    ("", _("Mọi đối tượng")),
    ("cong-dan", _("Công dân")),
    ("doanh-nghiep", _("Doanh nghiệp, hợp tác xã")),
    ("to-chuc", _("Cơ quan, tổ chức")),
)
LEVEL_CHOICES = (
    ("", _("Mọi cấp")),
    ("xa", _("Cấp xã")),
    ("tinh", _("Cấp tỉnh")),
    ("bo", _("Cấp bộ")),
)


class SearchForm(PortalForm):
    """GET `/tim?q=&linh-vuc=&doi-tuong=&cap=&truc-tuyen=`."""

    q = forms.CharField(label=_("Tìm thủ tục"), required=False)
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    audience = forms.ChoiceField(label=_("Đối tượng"), required=False, choices=AUDIENCE_CHOICES)
    level = forms.ChoiceField(label=_("Cấp thực hiện"), required=False, choices=LEVEL_CHOICES)
    online = forms.BooleanField(label=_("Nộp được trên cổng này"), required=False)

    NAMES = {"field": "linh-vuc", "audience": "doi-tuong", "level": "cap", "online": "truc-tuyen"}

    def __init__(self, data: QueryDict, *, known: Catalogue, **kwargs: Any) -> None:
        super().__init__(data, auto_id="loc-%s", **kwargs)
        on_board = sorted((f for f in known.fields.values() if f.on_board), key=lambda f: f.order)
        choices = [("", _("Mọi lĩnh vực")), *((field.slug, field.name) for field in on_board)]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        """The names people read in the address."""
        return self.NAMES.get(field_name, field_name)

    def choices_fields(self) -> list[forms.BoundField]:
        return [self["field"], self["audience"], self["level"]]

    def chosen(self) -> str:
        """The filters that are on, in words: `Đất đai, Cấp xã`."""
        self.is_valid()
        words = [
            str(dict(choices)[self.cleaned_data[name]])
            for name, choices in (
                ("field", self.fields["field"].choices),  # type: ignore[attr-defined]
                ("audience", AUDIENCE_CHOICES),
                ("level", LEVEL_CHOICES),
            )
            if self.cleaned_data.get(name)
        ]
        if self.cleaned_data.get("online"):
            words.append(str(self.fields["online"].label))
        return ", ".join(words)

    def query(self) -> str:
        return clean(self.data.get("q", ""))

    def filters(self) -> Filters:
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            field=chosen.get("field", ""),
            audience=AUDIENCES.get(chosen.get("audience", ""), ""),
            level=LEVELS.get(chosen.get("level", ""), ""),
            online=bool(chosen.get("online")),
        )
