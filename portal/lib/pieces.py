"""Very many rows, read piece by piece: nothing is held, and each piece costs the same."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

AnyRow = TypeVar("AnyRow", bound=Model)


def pieces(rows: "QuerySet[AnyRow]", key: str, *columns: str, size: int) -> Iterator[list[Any]]:
    """The named `columns` of all rows in the order of (`key`, id), those without a key last."""
    names = dict.fromkeys(("pk", key, *columns))
    for is_null in (False, True):
        part, last = rows.filter(**{f"{key}__isnull": is_null}).order_by(key, "pk"), None
        while True:
            following = part if last is None else _after(part, key, last, is_null=is_null)
            piece = list(following.values_list(*names, named=True)[:size])
            if piece:
                yield piece
            if len(piece) < size:
                break
            last = piece[-1]


def _after(rows: "QuerySet[AnyRow]", key: str, last: Any, *, is_null: bool) -> "QuerySet[AnyRow]":
    """`>=` beside the rest lets the database begin where the piece before ended."""
    if is_null:
        return rows.filter(pk__gt=last.pk)
    value = getattr(last, key)
    beyond = Q(**{f"{key}__gt": value}) | Q(pk__gt=last.pk)
    return rows.filter(beyond, **{f"{key}__gte": value})
