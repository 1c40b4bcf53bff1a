"""The gateway that drills and tests send through behaves like one, on good days and bad."""

import hashlib
import hmac
import http.client
import json
import threading
import time
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools import gateway
from tools.gateway import Faults, Gateway
from tools.processes import Children

HOA = "84905123318"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Gateway]:
    folder = tmp_path_factory.mktemp("gateway")
    with Children(folder / "log") as children:
        yield gateway.start(children, folder)


@pytest.fixture
def well(running: Gateway) -> Gateway:
    for route in ("a", "b"):
        running.fail(route, Faults())
    return running


def ask(gate: Gateway, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", gate.port, timeout=10)
    try:
        headers = {"Authorization": f"Bearer {gate.secret}"}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def send(
    gate: Gateway, reference: str, *, route: str = "a", to: str = HOA, callback: str = ""
) -> tuple[int, dict[str, Any]]:
    order = {"reference": reference, "to": to, "text": "Ho so da co ket qua", "callback": callback}
    return ask(gate, "POST", f"/{route}", order)


def effects(gate: Gateway, reference: str) -> int:
    return sum(effect["reference"] == reference for effect in gate.effects())


def test_a_repeated_reference_is_taken_once(well: Gateway) -> None:
    first, second = send(well, "once"), send(well, "once")
    assert (first[1]["code"], second[1]["code"]) == (0, 1)
    assert first[1]["message_id"] == second[1]["message_id"]
    assert effects(well, "once") == 1


def test_two_operators_know_nothing_of_each_other(well: Gateway) -> None:
    send(well, "both", route="a")
    send(well, "both", route="b")
    assert effects(well, "both") == 2


def test_it_answers_by_reference(well: Gateway) -> None:
    _, sent = send(well, "known")
    known = {"code": 0, "state": "accepted", "message_id": sent["message_id"]}
    assert ask(well, "GET", "/a/known") == (200, known)
    assert ask(well, "GET", "/a/unknown")[0] == 404


def test_it_refuses_what_can_never_be_sent(well: Gateway) -> None:
    assert send(well, "landline", to="842363555333")[1]["code"] == 2
    assert ask(well, "POST", "/a", {"reference": "x", "to": HOA, "text": " "})[1]["code"] == 4
    assert ask(well, "POST", "/a", {"reference": "x", "to": HOA})[0] == 400
    assert effects(well, "landline") == effects(well, "x") == 0


def test_the_balance_falls_until_nothing_is_sent(well: Gateway) -> None:
    well.pay_in("b", 700)
    for reference, code, left in (("pay-1", 0, 350), ("pay-2", 0, 0), ("pay-3", 3, 0)):
        assert send(well, reference, route="b")[1]["code"] == code
        assert ask(well, "GET", "/b/balance")[1] == {"balance": left}
    well.pay_in("b", 100_000)


def test_a_stranger_gets_nothing(well: Gateway) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", well.port, timeout=10)
    connection.request("POST", "/a", "{}", {"Authorization": "Bearer wrong"})
    assert connection.getresponse().status == 401
    connection.close()


def test_errors_and_cuts_take_nothing_and_a_swallowed_answer_is_of_a_text_that_left(
    well: Gateway,
) -> None:
    well.fail("a", Faults(errors=1))
    assert send(well, "error")[0] == 503
    for fault, left in (("cut", 0), ("swallow", 1)):
        well.fail("a", Faults(**{fault: 1}))
        with pytest.raises(http.client.RemoteDisconnected):
            send(well, fault)
        assert effects(well, fault) == left
    assert effects(well, "error") == 0
    came = [call["came"] for call in well.calls() if call["reference"] in {"error", "cut"}]
    assert came == ["errors", "cut"]


def test_a_slow_answer_is_of_a_text_that_left_before(well: Gateway) -> None:
    well.fail("a", Faults(slow=0.5))
    started = time.monotonic()
    send(well, "slow")
    assert time.monotonic() - started >= 0.5


class Portal(BaseHTTPRequestHandler):
    """Takes reports; the first one finds it busy."""

    reports: list[tuple[bytes, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.reports.append((body, self.headers["X-Signature"]))
        self.send_response(503 if len(self.reports) == 1 else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_reports_are_signed_and_repeated_until_they_are_taken(well: Gateway) -> None:
    Portal.reports = []
    with HTTPServer(("127.0.0.1", 0), Portal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _, sent = send(well, "told", callback=f"http://127.0.0.1:{server.server_port}/bao-cao/")
        wait_for_reports(2)
        server.shutdown()
    (body, signature), again = Portal.reports
    assert again == (body, signature)
    expected = hmac.new(well.secret.encode(), body, hashlib.sha256).hexdigest()
    assert signature == expected
    report = json.loads(body)
    assert (report["reference"], report["status"]) == ("told", "delivered")
    assert report["message_id"] == sent["message_id"]
    assert ask(well, "GET", "/a/told")[1]["state"] == "delivered"


def wait_for_reports(count: int) -> None:
    deadline = time.monotonic() + 15
    while len(Portal.reports) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_new_one_has_written_nothing_down_and_knows_its_own_routes(tmp_path: Path) -> None:
    with Children(tmp_path / "log") as children:
        gate = gateway.start(children, tmp_path / "new", routes=("only",))
        assert gate.effects() == gate.calls() == []
        with pytest.raises(LookupError, match="no route other"):
            gate.fail("other", Faults())
