"""A query compiled by the ORM once a process, then run with other values.

Building and compiling a small query costs several times what the database needs to answer it
(performance 0.3 and 2.1). Only the busiest page of the portal is worth this.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Prepared:
    """`build` makes a `values_list` queryset that filters by its one argument, as `sample` is."""

    def __init__(self, build: Callable[[Any], QuerySet[Any, Any]], sample: int | str) -> None:
        self._build = build
        self._sample = sample

    def rows(self, value: int | str) -> list[tuple[Any, ...]]:
        """What the queryset would give for `value`."""
        compiler, sql, converters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [value])
            found = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(found, converters)]

    @cached_property
    def _compiled(self) -> tuple[SQLCompiler, str, dict[int, Any]]:
        compiler = self._build(self._sample).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        if list(params) != [self._sample]:
            raise ValueError(f"one parameter is expected, not {params!r}")
        return compiler, sql, compiler.get_converters([part[0] for part in compiler.select])
