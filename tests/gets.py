"""GET and HEAD never write: every test that uses Django's client checks it, unasked."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client

# What a visit itself leaves behind.
ALLOWED_TABLES = {"django_session", "accounts_accesslog", "procedures_qrscan"}
# Kannel's delivery reports, which are GETs (docs/adr/0012): the only address that may do more.
REPORTS = re.compile(r"/tin-nhan/bao-cao/[^/]+/[^/]+/[^/]+/")
REPORT_TABLES = {f"notifications_{name}" for name in ("message", "messageevent", "messagevolume")}
_WRITE = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE)\s+"
    r"\"?(?P<table>\w+)\"?",
    re.IGNORECASE,
)
_LOCK = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)


class GetWrote(AssertionError):
    """A safe request changed the database."""


def allowed_tables(path: str) -> set[str]:
    return ALLOWED_TABLES | REPORT_TABLES if REPORTS.fullmatch(path) else ALLOWED_TABLES


def written_table(sql: str) -> str | None:
    """The table that a statement writes, or None."""
    found = _WRITE.search(_LOCK.sub("", sql))
    return found["table"] if found else None


@contextmanager
def never_write() -> Generator[None]:
    """Inside, a GET or HEAD of Django's test client raises `GetWrote` after writing a table."""
    send = Client.request

    def checked(self: Client, **request: Any) -> Any:
        if request.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return send(self, **request)
        written: list[str] = []
        allowed = allowed_tables(request["PATH_INFO"])

        def watch(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
            table = written_table(sql)
            if table and table not in allowed:
                written.append(sql)
            return execute(sql, *args)

        with connection.execute_wrapper(watch):
            response = send(self, **request)
        if written:
            raise GetWrote(f"{request['REQUEST_METHOD']} {request['PATH_INFO']} ran {written[0]}")
        return response

    with mock.patch.object(Client, "request", checked):
        yield
