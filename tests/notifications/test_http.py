"""HTTP to gateways: none holds a sender longer than it may, or fills its memory."""

import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress

import pytest

from notifications.channels import http

HEAD = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def a_talker(pieces: Iterator[bytes], pause: float) -> Generator[str]:
    """A server that reads the request and says one piece after the other, without an end."""
    over = threading.Event()

    def talk(server: socket.socket) -> None:
        with server, suppress(OSError):
            line, _ = server.accept()
            with line:
                line.recv(65_536)
                for piece in pieces:
                    line.sendall(piece)
                    if over.wait(pause):
                        return

    server = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    talker = threading.Thread(target=talk, args=[server])
    talker.start()
    try:
        yield address
    finally:
        over.set()
        talker.join()


def one_after_the_other(first: bytes, then: bytes) -> Iterator[bytes]:
    yield first
    while True:
        yield then


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b"H"),
        (HEAD, b"X"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5", b"0"),
    ],
)
def test_who_answers_letter_by_letter_is_not_listened_to_for_ever(
    first: bytes, then: bytes
) -> None:
    began = time.monotonic()
    with a_talker(one_after_the_other(first, then), pause=0.05) as address:
        with pytest.raises(http.AnswerLost):
            http.ask("GET", address, timeout=0.5)
        assert time.monotonic() - began < 5


def test_an_answer_that_stops_at_its_time_is_no_whole_answer() -> None:
    first = HEAD + b"Content-Length: 100000\r\n\r\n"
    talker = a_talker(one_after_the_other(first, b"x"), pause=0.05)
    with talker as address, pytest.raises(http.AnswerLost):
        http.ask("GET", address, timeout=0.5)


def test_of_an_endless_answer_only_the_beginning_is_kept() -> None:
    endless = one_after_the_other(HEAD + b"\r\n", b"x" * 65_536)
    with a_talker(endless, pause=0) as address:
        assert len(http.ask("GET", address, timeout=5).body) == http.LARGEST


@pytest.mark.parametrize(
    "scheme", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/x", "//x"]
)
def test_nothing_but_http_is_asked(scheme: str) -> None:
    with pytest.raises(http.Unreachable):
        http.ask("GET", scheme)
