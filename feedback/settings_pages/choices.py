"""What the forms of several pages let people choose."""

from collections.abc import Iterable

from django import forms

from feedback.models import Category

ANY = ""
# Errors of a choice that the page did not offer, or that was not made.
CHOOSE = dict.fromkeys(("invalid_choice", "required"), "Chọn một dòng trong danh sách")


def kind_field(
    label: str, any_words: str, kinds: Iterable[Category] | None = None, *, required: bool = False
) -> forms.ChoiceField:
    """The kinds (those in use) after a line for any of them; read once for each form."""
    found = Category.objects.filter(is_active=True) if kinds is None else kinds
    choices = [(ANY, any_words), *((str(kind.pk), kind.name) for kind in found)]
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=CHOOSE)
