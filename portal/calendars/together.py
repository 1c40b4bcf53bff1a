"""Several forms on one page that are judged, mended and acted on as one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.forms.formsets import BaseFormSet

from portal.calendars.decision_form import DecisionForm
from portal.calendars.plans import Plan
from portal.lib.errors import Refused

Data = Mapping[str, Any]


class RowSet(BaseFormSet):
    """Rows of which any may be left empty, the ones shown filled in as well."""

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        """What is posted is judged for itself: a row left as it was filled in is written too."""
        if data is not None:
            kwargs.pop("initial", None)
        super().__init__(data, **kwargs)

    def initial_form_count(self) -> int:
        """None: a row that was emptied counts as not written."""
        return 0 if self.is_bound else super().initial_form_count()


def filled(rows: BaseFormSet) -> list[Any]:
    """The rows that say anything."""
    return [row for row in rows.forms if row.has_changed()]


def as_typed(form: forms.Form, data: Data) -> dict[str, Any]:
    """What was typed into the form, to show it again without judging it."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class FormsTogether:
    """The decision, and what rests on it. Read by `components/error_summary.html` like a form."""

    decision: DecisionForm
    more: Collection[str] = ()  # steps that only add rows

    @property
    def parts(self) -> Sequence[forms.Form]:
        return [self.decision]

    def plan(self) -> Plan:
        """What valid forms ask for."""
        raise NotImplementedError

    def with_more(self, data: Data, step: str) -> Self:
        """The same as typed so far, unjudged, with more rows."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in self.parts)

    def refuse(self, refused: Refused) -> None:
        """The sentence, at the field it names."""
        field = refused.field if refused.field in self.decision.fields else None
        self.decision.add_error(field, refused.message)

    @property
    def errors(self) -> list[str]:
        return [part.add_prefix(name) for part in self.parts for name in part.errors]

    def non_field_errors(self) -> list[str]:
        return [str(error) for part in self.parts for error in part.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for part in self.parts for field in part)
