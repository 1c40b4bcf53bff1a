"""The portal of a drill: a folder, a database, a broker, a gateway and processes of its own.

Whatever is killed here was started here; its pid is the one that was written down at the start.
"""

import os
import secrets
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tools import gateway, postgres, valkey
from tools.gateway import Gateway
from tools.processes import Child, Children, free_port, wait_until
from tools.run import BEAT, SENDER, WEB, answers
from tools.steps import PYTHON, ROOT, run
from tools.test import FOREIGN

ROUTES = ("a", "b")
BEGINS = ("announce_waiting[", "beat: Starting", "writing")  # as sender, timer and writer say it
INSIDE: list[str | Path] = [PYTHON, "-m", "tools.drill.inside"]


@dataclass
class Stage:
    folder: Path
    children: Children
    environment: dict[str, str]
    gateway: Gateway
    running: dict[str, Child] = field(default_factory=dict)
    _commands: dict[str, Sequence[str | Path]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def ledger(self) -> Path:
        """What the writer notes when the portal has acknowledged it."""
        return self.folder / "acknowledged.jsonl"

    def start_workers(self, groups: int) -> None:
        """Sender groups and the timer."""
        for number in range(groups):
            own_name = ["--hostname", f"sender-{number}@%h"]
            self.start(f"sender-{number}", [PYTHON.parent / SENDER[0], *SENDER[1:], *own_name])
        self.start("beat", [PYTHON.parent / BEAT[0], *BEAT[1:]])

    def start_broker(self) -> None:
        broker = self.folder / "broker"
        self.environment["REDIS_URL"] = valkey.start(self.children, broker, keep=True)
        self.running["broker"] = self.children.newest("valkey")

    def call(self, name: str, function: str, *arguments: str | Path) -> None:
        """Start a process inside the portal that calls `tools.drill.<function>`."""
        self.start(name, [*INSIDE, f"tools.drill.{function}", *arguments])

    def start(self, name: str, command: Sequence[str | Path]) -> None:
        """In the environment of the portal; each start has a log of its own."""
        log = f"{name}.{next(self._numbers)}"
        self.running[name] = self.children.start(log, command, env=self.environment, cwd=ROOT)
        self._commands[name] = command

    def works(self, name: str) -> bool:
        """It is there and has begun to work, as its log says."""
        child = self.running[name]
        is_there = child.process.poll() is None
        return is_there and any(word in child.log.read_text(errors="replace") for word in BEGINS)

    def kill(self, name: str) -> None:
        """The whole group, without a word, and nothing else: `Child` holds the pid."""
        process = self.running.pop(name).process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def restart(self, name: str) -> None:
        self.kill(name)
        self.start(name, self._commands[name])

    def keep_logs(self) -> Path:
        """Somebody will want to know why."""
        place = Path(mkdtemp(prefix="mcs-drill-failed-"))
        for name in ("log", "gateway"):
            shutil.copytree(self.folder / name, place / name)
        return place

    def wipe_broker(self) -> None:
        """What it had written down is gone with it."""
        self.kill("broker")
        shutil.rmtree(self.folder / "broker")


@contextmanager
def set_up(*, on_postgres: bool, pace: float) -> Iterator[Stage]:
    """Everything but senders, timer and writer is running."""
    with TemporaryDirectory(prefix="mcs-drill-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL runs as somebody else when we are root
        with Children(folder / "log") as children:
            stand_in = gateway.start(children, folder / "gateway", routes=ROUTES)
            stage = Stage(folder, children, _environment(folder, pace), stand_in)
            if on_postgres:
                url = postgres.start(children, folder, fsync="on")
                stage.environment["DATABASE_URL"] = url
            stage.start_broker()
            run(
                "Tables",
                [PYTHON, "manage.py", "migrate", "--no-input", "--skip-checks"],
                stage.environment,
            )
            routes = [f"{route}={stand_in.url(route)}={stand_in.secret}" for route in ROUTES]
            run("", [*INSIDE, "tools.drill.writing.prepare", *routes], stage.environment)
            _start_web(stage)
            yield stage


def _environment(folder: Path, pace: float) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key not in FOREIGN}
    return own | {
        "VAR_DIR": str(folder),
        "SITE_URL": f"http://127.0.0.1:{free_port()}",
        "SECRET_KEY": secrets.token_hex(32),
        "MESSAGE_CHANNEL": "live",
        "MESSAGE_PACE": str(pace),
        "QUIET_HOURS": "",
        "LOG_LEVEL": "WARNING",
    }


def _start_web(stage: Stage) -> None:
    """For delivery reports."""
    host, _, port = stage.environment["SITE_URL"].removeprefix("http://").partition(":")
    bind = ["--workers", "1", "--bind", f"{host}:{port}"]
    stage.start("web", [PYTHON.parent / WEB[0], *WEB[1:], *bind])
    wait_until(lambda: answers(host, port), stage.running["web"], seconds=60)
