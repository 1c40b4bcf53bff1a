"""HTTP to gateways: one request, one answer, and whether an error leaves open that it was taken."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

TIMEOUT = 20.0  # seconds of connecting, and of waiting for the whole answer
LARGEST = 256 * 1024  # bytes of an answer that are read


class Unreachable(Exception):
    """The request did not leave whole: nothing can have been taken."""


class AnswerLost(Exception):
    """The request left whole, and no whole answer came: it may have been taken."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    @property
    def is_of_a_proxy(self) -> bool:
        """Of one in between, which cannot know whether the request was taken."""
        return self.status in {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout: float = TIMEOUT,
) -> Answer:
    """Sends one request; redirects are not followed.

    `Unreachable` or `AnswerLost`; the first for an address that is none, too.
    """
    connection, target = _connection(url, timeout)
    try:
        try:
            connection.connect()
            connection.request(method, target, body=body, headers=dict(headers or {}))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        try:
            return _answer(connection, timeout)
        except (OSError, http.client.HTTPException) as error:
            raise AnswerLost(type(error).__name__) from error
    finally:
        connection.close()


def _answer(connection: http.client.HTTPConnection, seconds: float) -> Answer:
    """All of it in time: who speaks letter by letter is cut off."""
    patience, began = Timer(seconds, _hang_up, [connection.sock]), monotonic()
    patience.start()
    try:
        response = connection.getresponse()
        body = response.read(LARGEST)
        if monotonic() - began >= seconds:
            raise TimeoutError
    finally:
        patience.cancel()
    return Answer(response.status, body)


def _hang_up(line: socket.socket) -> None:
    """Whoever reads from it finds its end; by TLS too, which needs nothing of its own for that."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _connection(url: str, timeout: float) -> tuple[http.client.HTTPConnection, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Unreachable("address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreachable("address")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=timeout), target
    secure = http.client.HTTPSConnection(host, port, timeout=timeout, context=_trusted())
    return secure, target


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
