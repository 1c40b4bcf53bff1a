"""A local server that speaks Zalo's API: messages by template, quota, tokens that work once."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from django.utils import timezone

from notifications.models import ZaloAccount
from portal.lib.sealed import seal

SECRET, OA_SECRET, APP_ID = "app-secret", "oa-secret", "2074138120372622546"
SECONDS = 90_000


class Zalo:
    """`error` is what it answers to messages; `cut` hangs up after having done what was asked."""

    def __init__(self) -> None:
        self.error = 0
        self.status = 200
        self.cut = False
        self.sent: list[dict[str, Any]] = []
        self.generation = 1  # of the pair of tokens
        self.renewals = 0
        self.url = ""
        self.lock = threading.Lock()

    @property
    def access_token(self) -> str:
        return f"access-{self.generation}"

    @property
    def refresh_token(self) -> str:
        return f"refresh-{self.generation}"

    def message(self, headers: Any, body: bytes) -> dict[str, Any]:
        if headers["access_token"] != self.access_token:
            return {"error": -124, "message": "Access token invalid"}
        if self.error:
            return {"error": self.error, "message": "no"}
        with self.lock:
            self.sent.append(json.loads(body))
        return {"error": 0, "message": "Success", "data": {"msg_id": f"m{len(self.sent)}"}}

    def quota(self, headers: Any) -> dict[str, Any]:
        if headers["access_token"] != self.access_token:
            return {"error": -124, "message": "Access token invalid"}
        return {"error": 0, "data": {"dailyQuota": "500", "remainingQuota": "499"}}

    def token(self, headers: Any, body: bytes) -> dict[str, Any]:
        asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        with self.lock:
            wanted = {
                "refresh_token": self.refresh_token, "app_id": APP_ID,
                "grant_type": "refresh_token",
            }  # fmt: skip
            if asked != wanted or headers["secret_key"] != SECRET:
                return {"error": -14014, "error_name": "Invalid refresh token."}
            self.generation += 1
            self.renewals += 1
            return {
                "access_token": self.access_token, "refresh_token": self.refresh_token,
                "expires_in": str(SECONDS),
            }  # fmt: skip


def make_account(url: str = "http://127.0.0.1:9", **fields: Any) -> ZaloAccount:
    """With the first pair of tokens; without `url` nobody answers."""
    about: dict[str, Any] = {
        "name": "Xã Bình An", "app_id": APP_ID, "app_secret": seal(SECRET), "price": 300,
        "oa_secret": seal(OA_SECRET), "access_token": seal("access-1"),
        "refresh_token": seal("refresh-1"), "expires_at": timezone.now() + timedelta(hours=20),
        "message_url": f"{url}/message/template", "token_url": f"{url}/token",
    }  # fmt: skip
    return ZaloAccount.objects.create(**about | fields)


@contextmanager
def serving() -> Generator[Zalo]:
    zalo = Zalo()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            ask = zalo.token if self.path == "/token" else zalo.message
            self._answer(ask(self.headers, body))

        def do_GET(self) -> None:
            self._answer(zalo.quota(self.headers))

        def _answer(self, facts: dict[str, Any]) -> None:
            if zalo.cut:
                self.connection.close()
                return
            content = json.dumps(facts).encode()
            self.send_response(zalo.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (OSError, ValueError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    zalo.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield zalo
    finally:
        server.shutdown()
        server.server_close()
