"""Rows as text with places to fill in: of the day first, then of each dossier.

Most of a row is the same for all dossiers that took one course on one day. A `Pattern` is written
once a course, filled in once a day, and what remains for a dossier is one formatting in C.
"""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from django.db.models import Model

NULL = "\\N"  # as COPY has it
_PLACE = re.compile("<(own|day):([a-z_0-9-]+)>")
Values = tuple[object, ...]


def own(name: str) -> str:
    """To be filled in for each dossier."""
    return f"<own:{name}>"


def day(name: str | int) -> str:
    """To be filled in for each day."""
    return f"<day:{name}>"


class Table:
    """The columns of a model in one order, and what stands in them unless said otherwise."""

    def __init__(self, model: type[Model], *, with_key: bool = False) -> None:
        fields = [f for f in model._meta.concrete_fields if with_key or not f.primary_key]
        self.name = model._meta.db_table
        self.columns = [str(field.column) for field in fields]
        self._blank = {str(field.column): _blank(field) for field in fields}

    def line(self, **values: object) -> str:
        """A row as COPY reads it; None is left blank."""
        if unknown := values.keys() - self._blank.keys():
            raise KeyError(f"{self.name} has no {', '.join(unknown)}")
        given = {name: str(value) for name, value in values.items() if value is not None}
        return "\t".join((self._blank | given).values()) + "\n"


def _blank(field: Any) -> str:
    if field.null:
        return NULL
    kind = field.get_internal_type()
    if "Char" in kind or "Text" in kind or kind == "EmailField":
        return ""
    return "{}" if kind == "JSONField" else "0"


class Pattern:
    """Rows with places; `of` picks a dossier's values for the text that `on` gives."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        """`names`: of the values of a dossier, in their order."""
        places = [(match[1], match[2]) for match in _PLACE.finditer(text)]
        self._text = _PLACE.sub(lambda match: "%%s" if match[1] == "own" else "%s", text)
        self._days = [name for kind, name in places if kind == "day"]
        own_names = [names.index(name) for kind, name in places if kind == "own"]
        self.of: Callable[[Values], Values] = itemgetter(*own_names) if own_names else _nothing

    def on(self, values: Mapping[str, str]) -> str:
        """With the day filled in."""
        return self._text % tuple(map(values.__getitem__, self._days))


def _nothing(_: Values) -> Values:
    return ()
