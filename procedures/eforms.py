"""The pages of an e-form from its rows. A form is never edited, so its pages stay in memory."""

from functools import lru_cache

from procedures.content import FormFieldContent, FormPageContent, from_row
from procedures.models import EForm, FormField, FormPage, Procedure

FORMS_IN_MEMORY = 200


def eform_in_use(procedure: Procedure) -> EForm | None:
    """The form a new request begins with; None: not taken online."""
    return procedure.eforms.filter(retired_at__isnull=True).first()


def form_pages(form: EForm) -> tuple[FormPageContent, ...]:
    """The pages in order, as plain values."""
    return _pages(form.content_hash)


@lru_cache(maxsize=FORMS_IN_MEMORY)
def _pages(content_hash: str) -> tuple[FormPageContent, ...]:
    form = EForm.objects.filter(content_hash=content_hash).order_by("pk")[:1]
    rows = FormPage.objects.filter(form__in=form).prefetch_related("fields__choices")
    return tuple(
        from_row(page, FormPageContent, fields=tuple(_field(row) for row in page.fields.all()))
        for page in rows
    )


def _field(row: FormField) -> FormFieldContent:
    choices = tuple((choice.value, choice.label) for choice in row.choices.all())
    return from_row(row, FormFieldContent, choices=choices)
