"""An upload cut off at any byte, two hundred times over, ends whole (reliability F19)."""

import hashlib
import json
import random
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from feedback.media import quarantine
from feedback.media.receiving import PIECE
from feedback.models import Media, Upload
from tests.feedback.media.sending import make_draft

pytestmark = pytest.mark.django_db(transaction=True)
CUTS = 200
TOKEN = "a" * 32
CSRF = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


class Line:
    """A phone on a bad line: raw HTTP, which breaks off where it is told to."""

    def __init__(self, server: str) -> None:
        self.host = urlsplit(server).netloc

    def send(
        self, method: str, path: str, body: bytes = b"", *, cut: int | None = None, **headers: str
    ) -> dict[str, Any]:
        """The JSON answer; empty when the line broke after `cut` bytes of the request."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Connection: close"]
        lines += [
            f"Content-Length: {len(body)}",
            *(f"{k}: {v}" for k, v in (headers | CSRF).items()),
        ]
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        name, port = self.host.split(":")
        with socket.create_connection((name, int(port)), timeout=10) as line:
            line.sendall(request[:cut])
            if cut is not None:
                return {}
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        return json.loads(answer.partition(b"\r\n\r\n")[2])  # type: ignore[no-any-return]

    def begin(self, base: str, content: bytes) -> str:
        form = f"client_key=a&name=a.jpg&size={len(content)}".encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return str(self.send("POST", base, form, **kind)["url"])

    def piece(self, url: str, content: bytes, offset: int, cut: int | None) -> dict[str, Any]:
        piece = content[offset : offset + PIECE]
        digest = hashlib.sha256(piece).hexdigest()
        headers = {"Content-Type": "application/octet-stream", "X-Offset": str(offset)}
        return self.send("POST", url, piece, cut=cut, **headers, **{"X-SHA256": digest})


def test_cut_at_random_bytes_two_hundred_times_it_ends_whole(live_server: LiveServer) -> None:
    chance = random.Random(19)
    content = b"\xff\xd8\xff" + chance.randbytes(5 * PIECE)
    line = Line(live_server.url)
    url = line.begin(reverse("feedback:draft-media", args=[make_draft().token]), content)
    stand: dict[str, Any] = {"received": 0}
    for number in range(1, CUTS + 1):
        line.piece(url, content, stand["received"], chance.randrange(PIECE))
        if number % 40 == 0:  # now and then a piece comes through
            assert line.send("GET", url)["received"] == stand["received"]
            stand = line.piece(url, content, stand["received"], None)
    answer = line.piece(url, content, stand["received"], None)
    assert answer["media"]["state"] == "waiting"
    arrived = quarantine.path_of(Media.objects.get().quarantine).read_bytes()
    assert hashlib.sha256(arrived).digest() == hashlib.sha256(content).digest()
    assert not Upload.objects.exists()
