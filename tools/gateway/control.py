"""Starting a gateway, switching its faults, reading what it wrote down."""

import http.client
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.gateway.routes import Faults
from tools.processes import Children, free_port, is_free, wait_until
from tools.steps import PYTHON, ROOT


@dataclass(frozen=True)
class Gateway:
    port: int
    folder: Path
    secret: str

    def url(self, route: str) -> str:
        """What the portal posts messages to."""
        return f"http://127.0.0.1:{self.port}/{route}"

    def fail(self, route: str, faults: Faults) -> None:
        """From now on; `Faults()` ends all of them."""
        self._put(route, asdict(faults))

    def pay_in(self, route: str, balance: int) -> None:
        self._put(route, {"balance": balance})

    def effects(self) -> list[dict[str, Any]]:
        """Every message that a phone got: `at, route, reference, to, text`."""
        return list(_lines(self.folder / "effects.jsonl"))

    def calls(self) -> list[dict[str, Any]]:
        """Every call of the portal: `at, route, what (send, ask), reference, came`."""
        return list(_lines(self.folder / "calls.jsonl"))

    @property
    def work(self) -> int:
        """Grows with every call."""
        return (self.folder / "calls.jsonl").stat().st_size

    def _put(self, route: str, body: dict[str, Any]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("PUT", f"/-/{route}", json.dumps(body))
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != http.HTTPStatus.OK:
            raise LookupError(f"the gateway has no route {route}: {status}")


def start(children: Children, folder: Path, *, routes: Sequence[str] = ("a", "b")) -> Gateway:
    """On a free loopback port, its logs in `folder`, with a secret of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    port, secret = free_port(), secrets.token_urlsafe(12)
    command: list[str | Path] = [PYTHON, "-m", "tools.gateway", "--folder", folder]
    command += ["--port", str(port), "--routes", ",".join(routes), "--secret", secret]
    child = children.start("gateway", command, cwd=ROOT)
    wait_until(lambda: not is_free(port), child, seconds=30)
    return Gateway(port, folder, secret)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
