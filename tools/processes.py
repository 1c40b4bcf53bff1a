"""Child processes that are stopped by pid and never outlive the program that started them."""

import ctypes
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

GRACE_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: int

    def stop(self) -> None:
        """Ask, wait, and only then kill the whole group of the child."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def last_lines(self, count: int = 20) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-count:])


class Children:
    """A context: whatever was started inside is stopped on leaving it, the last one first."""

    def __init__(self, log_dir: Path) -> None:
        log_dir.mkdir(parents=True, exist_ok=True)
        self._log_dir = log_dir
        self._children: list[Child] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        while self._children:
            self._children.pop().stop()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        stop_signal: int = signal.SIGTERM,
    ) -> Child:
        """Start `command` in its own session, its output in `<name>.log`; the last is kept."""
        log = self._log_dir / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.old"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=env,
                cwd=cwd,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent(stop_signal),  # noqa: PLW1509 - no threads here
            )
        child = Child(name, process, log, stop_signal)
        self._children.append(child)
        return child

    def newest(self, name: str) -> Child:
        return next(child for child in reversed(self._children) if child.name == name)

    def dead(self) -> Child | None:
        return next((c for c in self._children if c.process.poll() is not None), None)


def wait_until(ready: Callable[[], bool], child: Child, *, seconds: float) -> None:
    """Return when `ready()`; raise `RuntimeError` with the log if the child ends or time is up."""
    deadline = time.monotonic() + seconds
    while not ready():
        if child.process.poll() is not None:
            raise RuntimeError(f"{child.name} ended at once:\n{child.last_lines()}")
        if time.monotonic() > deadline:
            raise RuntimeError(
                f"{child.name} is silent after {seconds:.0f} s:\n{child.last_lines()}"
            )
        time.sleep(0.1)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens on that loopback port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _die_with_parent(signal_number: int) -> Callable[[], None] | None:
    """Even when this program is killed without warning (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def call() -> None:
        prctl(_PR_SET_PDEATHSIG, signal_number)

    return call
