"""The product's own server under wrk, all targets in turn within each round."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from portal.bench.goals import Goal, Measured, Sample
from portal.bench.processes import cpu_seconds, parent_of

WORKERS, CONNECTIONS = 2, 6
_SCRIPT = """
local paths = {}
for line in io.lines("%(paths)s") do paths[#paths + 1] = line end
math.randomseed(%(seed)d)
local headers = { ["Cookie"] = "%(cookie)s" }
function request()
  return wrk.format("%(method)s", paths[math.random(#paths)], headers)
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {"requests": %%d, "us": %%d, "errors": %%d, ',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout))
  io.write(string.format('"p50": %%f, "p95": %%f, "p99": %%f}\\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
"""


@dataclass(frozen=True)
class Target:
    """What is asked for: paths in random order, perhaps as somebody signed in, perhaps of a server
    beside ours."""

    name: str
    paths: list[str]
    cookie: str = ""
    method: str = "GET"
    connections: int = CONNECTIONS
    address: str = ""  # http://127.0.0.1:8001
    goal: Goal | None = None
    yardstick: str = ""
    samples: list[Sample] = field(default_factory=list)


class Server:
    """gunicorn with the product and the yardsticks, on a free port of this machine."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._folder = folder
        command = [sys.executable, "-m", "gunicorn", "portal.bench.wsgi"]
        command += ["--config", "deploy/gunicorn.conf.py", "--workers", str(WORKERS)]
        with (folder / "web.log").open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
            )

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)

    def wait(self, path: str) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.fetch(path)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise CommandError((self._folder / "web.log").read_text(encoding="utf-8"))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fetch(self, path: str, *, cookie: str = "", method: str = "GET", address: str = "") -> None:
        """Refuse anything but 200: a redirect to a sign-in page is quick and worthless."""
        request = urllib.request.Request(  # noqa: S310 - our own
            (address or self.address) + path, method=method, headers={"Cookie": cookie}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own
                status, where = answer.status, answer.url
        except urllib.error.HTTPError as error:
            status, where = error.code, error.url
        if status != 200 or not where.endswith(path):
            log = (self._folder / "web.log").read_text(encoding="utf-8")[-3000:]
            raise CommandError(f"{path} answered {status} at {where}:\n{log}")

    def measure(self, target: Target, *, seconds: float) -> Sample:
        before = self._cpu()
        answer = self._wrk(target, seconds)
        after = self._cpu()
        if not answer["requests"]:  # the machine is too busy to measure on
            raise CommandError(f"{target.name}: no answer in {seconds:.0f} s")
        web, database = (
            (b - a) / answer["requests"] * 1e6 for a, b in zip(before, after, strict=True)
        )
        return Sample(
            per_second=answer["requests"] / answer["us"] * 1e6,
            p50=answer["p50"],
            p95=answer["p95"],
            p99=answer["p99"],
            errors=int(answer["errors"]),
            web_us=web,
            database_us=database,
        )

    def _cpu(self) -> tuple[float, float]:
        return cpu_seconds(self._process.pid), _database_cpu()

    def _wrk(self, target: Target, seconds: float) -> dict[str, float]:
        paths = self._folder / "paths.txt"
        paths.write_text("\n".join(target.paths), encoding="utf-8")
        script = self._folder / "script.lua"
        words = {"paths": paths, "cookie": target.cookie, "method": target.method}
        script.write_text(_SCRIPT % (words | {"seed": secrets.randbelow(10**6)}), encoding="utf-8")
        command = ["wrk", "--threads", "1", "--connections", str(target.connections), "--latency"]
        command += ["--duration", f"{seconds:.0f}s", "--script", str(script)]
        answer = subprocess.run(
            [*command, f"{target.address or self.address}/"],
            capture_output=True,
            text=True,
            check=True,
        )
        return dict(json.loads(answer.stdout.partition("RESULT ")[2]))


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()


def run(server: Server, targets: list[Target], *, rounds: int, seconds: float) -> list[Measured]:
    """All targets in each round; the first round warms up and is dropped."""
    for target in targets:
        for path in target.paths[:20]:
            server.fetch(path, cookie=target.cookie, method=target.method, address=target.address)
    for number in range(rounds + 1):
        for target in targets:
            sample = server.measure(target, seconds=seconds)
            if number:
                target.samples.append(sample)
    measured: dict[str, Measured] = {}
    for target in targets:  # yardsticks come first
        yardstick = measured.get(target.yardstick)
        measured[target.name] = Measured(target.name, target.samples, yardstick, target.goal)
    return list(measured.values())


def _database_cpu() -> float:
    """The whole PostgreSQL server, found from our own connection; SQLite works inside the web."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cpu_seconds(parent_of(cursor.fetchone()[0]))


def load_average() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())
