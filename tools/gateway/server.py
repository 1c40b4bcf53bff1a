"""The gateway's HTTP: `POST /<route>` takes a message, `GET /<route>/<reference>` and
`/<route>/balance` answer questions, `PUT /-/<route>` switches faults."""

import json
import secrets
import time
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tools.gateway.reports import Reporter
from tools.gateway.routes import Code, Log, Order, Route

BALANCE, PRICE = 100_000_000, 350  # đồng
CONTROL = "-"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, folder: Path, names: list[str], secret: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        logs = {kind: Log(folder / f"{kind}.jsonl") for kind in ("calls", "effects")}
        self.routes = {name: Route(name, **logs, balance=BALANCE, price=PRICE) for name in names}
        self.secret, self.reporter = secret, Reporter(secret, Log(folder / "reports.jsonl"))


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_POST(self) -> None:
        body = self._body()
        route = self._route()
        if route is None or not self._may_call():
            return
        try:
            order = Order(**{key: str(body[key]) for key in ("reference", "to", "text")})
        except KeyError as missing:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": f"{missing} is missing"})
            return
        self._take(route, replace(order, callback=str(body.get("callback", ""))))

    def do_GET(self) -> None:
        route = self._route()
        if route is None or not self._may_call():
            return
        last = self.path.strip("/").split("/")[-1]
        if last == "balance":
            self._answer(HTTPStatus.OK, {"balance": route.balance})
            return
        known = route.status(last)
        route.note("ask", last, "known" if known else "unknown")
        self._answer(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, known or {})

    def do_PUT(self) -> None:
        body = self._body()
        first, _, name = self.path.strip("/").partition("/")
        route = self.server.routes.get(name)
        if first != CONTROL or route is None:
            self._answer(HTTPStatus.NOT_FOUND, {})
            return
        balance = body.pop("balance", None)
        route.balance = route.balance if balance is None else int(balance)
        route.faults = replace(route.faults, **body)
        self._answer(HTTPStatus.OK, {})

    def _take(self, route: Route, order: Order) -> None:
        fate = route.fate()
        if fate in {"errors", "cut"}:
            route.note("send", order.reference, fate)
            if fate == "cut":
                self.close_connection = True
            else:
                self._answer(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "try later"})
            return
        answer = route.take(order)
        came = Code(int(str(answer["code"]))).name.lower()
        route.note("send", order.reference, came)
        if came == "taken":
            self.server.reporter.put(route, order, str(answer["message_id"]))
        time.sleep(route.faults.slow)
        if fate == "swallow":
            self.close_connection = True
        else:
            self._answer(HTTPStatus.OK, answer)

    def _route(self) -> Route | None:
        route = self.server.routes.get(self.path.strip("/").split("/")[0])
        if route is None:
            self._answer(HTTPStatus.NOT_FOUND, {})
        return route

    def _may_call(self) -> bool:
        given = self.headers.get("Authorization", "")
        if secrets.compare_digest(given.encode(), f"Bearer {self.server.secret}".encode()):
            return True
        self._answer(HTTPStatus.UNAUTHORIZED, {})
        return False

    def _body(self) -> dict[str, Any]:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return dict(json.loads(content or "{}"))

    def _answer(self, status: HTTPStatus, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """The calls are in a file of their own."""


def serve(port: int, folder: Path, names: list[str], secret: str) -> None:
    with Server(port, folder, names, secret) as server:
        server.serve_forever()
