"""No database connection is held while somebody else's machine is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.db import connection


@contextmanager
def without_database() -> Iterator[None]:
    """Lets go of this thread's connection; a query of the code inside is a fault of that code.

    Inside a transaction the connection stays: it belongs to whoever opened that.
    """
    if not connection.in_atomic_block:
        connection.close()
    with connection.execute_wrapper(_refuse):
        yield


def _refuse(*_: Any) -> NoReturn:
    raise RuntimeError("a call of a gateway must not ask the database")
