"""Template tags of the design system. A builtin: templates use them without `load`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.lib.forms import LABELS, DayMonthYearWidget, date_parts

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "clock" %}`: an icon of the sprite; never the only label of a control."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ counts|at:path }}`: the value under a key that is itself a variable; None without it."""
    return mapping.get(key)


@register.simple_block_tag
def callout(content: str, kind: str = "info", title: str = "") -> str:
    """`{% callout kind="wait" title="..." %}<p>...</p>{% endcallout %}`: a box with an edge."""
    context = {"kind": kind, "title": title, "content": mark_safe(content)}  # noqa: S308 rendered template
    return get_template("components/callout.html").render(context)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare control of a form field, with the class of the design system."""
    return field.as_widget(attrs={"class": "mc-input"})


@register.filter
def field_kind(field: BoundField) -> str:
    """How `components/field.html` draws this field."""
    widget = field.field.widget
    if isinstance(widget, DayMonthYearWidget):
        return "date"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "control"


@register.filter
def focus_id(field: BoundField) -> str:
    """The id of the first control of a field: where a link of the error summary leads."""
    kind = field_kind(field)
    if kind == "date":
        wrong = [box for box in date_boxes(field) if box.invalid]
        return (wrong or date_boxes(field))[0].id
    return f"{field.auto_id}_0" if kind == "choices" else field.auto_id


@dataclass(frozen=True)
class DateBox:
    label: str
    name: str
    id: str
    value: str
    invalid: bool


@register.filter
def date_boxes(field: BoundField) -> list[DateBox]:
    """Ngày, Tháng, Năm of a date field; the error code `day`, `month` or `year` marks one box."""
    codes = {error.code for error in field.errors.as_data()}
    values = date_parts(field.value())
    return [
        DateBox(
            label=label,
            name=f"{field.html_name}_{part}",
            id=f"{field.auto_id}_{part}",
            value=values[part],
            invalid=part in codes or bool(codes - LABELS.keys()),
        )
        for part, label in LABELS.items()
    ]


@register.filter
def steps_of(number: int, total: int) -> list[str]:
    """`2|steps_of:6` -> the six parts of the progress bar: done, now, next."""
    return ["done"] * (number - 1) + ["now"] + ["next"] * (total - number)


DUE_ICONS = {
    "late": "alert-triangle",
    "over": "alert-triangle",
    "soon": "alarm",
    "ok": "clock",
    "wait": "player-pause",
    "off": "minus",
}


@register.filter
def due_icon(kind: str) -> str:
    return DUE_ICONS[kind]
