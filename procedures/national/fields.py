"""From the feed's category names to fields: the thirty of the boards, else a field of its own."""

import re
from collections.abc import Iterable

from django.utils.text import slugify

from portal.lib.text import fold
from procedures.models import Field
from procedures.national.values import cut

OTHER = "Lĩnh vực khác"
_NAME_LENGTH = 300
_SLUG_LENGTH = 110


class FieldFinder:
    """Finds fields by name, whatever its accents, dashes and commas; makes the missing ones."""

    def __init__(self) -> None:
        self._by_name: dict[str, Field] = {}
        self._slugs: set[str] = set()
        for field in Field.objects.order_by("on_board"):  # those of the boards win
            self._slugs.add(field.slug)
            for name in (field.name, *field.national_names.splitlines()):
                self._by_name[_key(name)] = field

    def find(self, categories: Iterable[str]) -> Field:
        """The first category that is on the boards, else the first of all."""
        names = list(categories) or [OTHER]
        known = (self._by_name.get(_key(name)) for name in names)
        on_board = next((field for field in known if field and field.on_board), None)
        return on_board or self._by_name.get(_key(names[0])) or self._make(names[0])

    def _make(self, name: str) -> Field:
        slug = base = slugify(fold(name))[:_SLUG_LENGTH] or "linh-vuc"
        number = 2
        while slug in self._slugs:
            slug, number = f"{base}-{number}", number + 1
        field = Field.objects.create(name=cut(name, _NAME_LENGTH), slug=slug)
        self._slugs.add(slug)
        self._by_name[_key(name)] = field
        return field


def _key(name: str) -> str:
    return re.sub(r"\W+", " ", fold(name)).strip()
