"""How long a page may keep the database busy: whoever asks for too much slows nobody else."""

from collections.abc import Generator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from portal.lib.errors import Refused

_CANCELLED = "57014"  # query_canceled, of PostgreSQL
_TOO_SLOW = (
    "Số liệu này cần nhiều thời gian hơn mức cho phép. "
    "Chọn kỳ ngắn hơn hoặc một đơn vị, rồi thử lại"
)


@contextmanager
def at_most(seconds: float) -> Generator[None]:
    """Every query inside may take so long; the first that takes longer is `Refused`.

    SQLite has no such limit, and a transaction there would keep writers out: it runs them as they
    are.
    """
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _CANCELLED:
            raise
        raise Refused("too_slow", _TOO_SLOW) from error
