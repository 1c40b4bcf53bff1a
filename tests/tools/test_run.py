"""`make run` starts everything, says where it is, and leaves nothing behind, however it ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tools import postgres
from tools.processes import Children
from tools.steps import ROOT

pytestmark = pytest.mark.e2e
Start = Callable[..., subprocess.Popen[str]]
_FOREIGN = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAR_DIR", "SITE_URL", "HOST", "PORT"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start() -> Generator[Start]:
    """Starts `tools.run`; what a failed test leaves running is stopped by its pid."""
    started: list[subprocess.Popen[str]] = []

    def start_run(var_dir: Path, port: int, **variables: str) -> subprocess.Popen[str]:
        own = {key: value for key, value in os.environ.items() if key not in _FOREIGN}  # noqa: TID251
        own |= {"VAR_DIR": str(var_dir), "PORT": str(port), "SEED": "0"} | variables
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.run"],
            cwd=ROOT,
            env=own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start_run
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the first run leaves it, so that the other tests start in seconds."""
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def var_dir(prepared: Path, tmp_path: Path) -> Generator[Path]:
    folder = tmp_path / "var"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("*.sock", "log"))
    yield folder
    shutil.rmtree(prepared)
    shutil.copytree(folder, prepared, ignore=shutil.ignore_patterns("*.sock", "log"))


def output_until(process: subprocess.Popen[str], words: str) -> str:
    """What it printed up to `words`; the rest comes from `process.communicate()`."""
    printed = ""
    for line in process.stdout or []:
        printed += line
        if words in line:
            return printed
    raise AssertionError(f"{words!r} never came:\n{printed}")


def family(pid: int) -> set[int]:
    """All living descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8").rpartition(") ")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(entry.parent.name)] = int(fields[1])
    found, new = set[int](), {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def whole_family(pid: int, size: int, seconds: float = 30) -> set[int]:
    """Its descendants when there are as many as there must be; a worker forks late."""
    deadline = time.monotonic() + seconds
    while len(found := family(pid)) < size and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(found) >= size, f"{len(found)} processes, not {size}"
    return found


def gone(pids: set[int], seconds: float = 25) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_a_signal_stops_all_that_it_started(
    start: Start, var_dir: Path, number: int
) -> None:
    port = free_port()
    process = start(var_dir, port)
    printed = output_until(process, "Ctrl-C")
    assert f"http://localhost:{port}/" in printed
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/ready", timeout=10) as answer:
        assert answer.status == 200
    # Valkey, beat, the web server and its two, the worker and its two
    children = whole_family(process.pid, 8)
    process.send_signal(number)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Đã dừng" in rest
    assert gone(children)


def test_what_it_writes_is_for_its_owner_alone(start: Start, var_dir: Path) -> None:
    process = start(var_dir, free_port())
    output_until(process, "Ctrl-C")
    key = (var_dir / "secret_key").read_text(encoding="ascii")
    assert len(key) >= 50
    assert (var_dir / "secret_key").stat().st_mode & 0o777 == 0o600
    assert var_dir.stat().st_mode & 0o777 == 0o700


def test_it_tells_of_a_busy_port(start: Start, var_dir: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = start(var_dir, port)
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"Cổng {port} không dùng được" in printed
    assert f"PORT={port + 1} make run" in printed
    assert "Traceback" not in printed


def test_it_refuses_a_port_that_is_none(start: Start, var_dir: Path) -> None:
    process = start(var_dir, 0, PORT="tám nghìn")
    printed, _ = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in printed) == (1, False)
    assert "PORT=tám nghìn" in printed


def test_two_of_them_never_share_one_folder(start: Start, var_dir: Path) -> None:
    first = start(var_dir, free_port())
    output_until(first, "Ctrl-C")
    second = start(var_dir, free_port())
    printed, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "đang chạy với thư mục" in printed
    assert first.poll() is None


def test_when_a_part_dies_it_says_which_and_stops_the_rest(start: Start, var_dir: Path) -> None:
    process = start(var_dir, free_port())
    output_until(process, "Ctrl-C")
    children = whole_family(process.pid, 8)
    os.kill(pid_of(children, "celery --app portal beat"), signal.SIGKILL)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "beat đã tự dừng" in printed
    assert gone(children)


def test_nothing_is_orphaned_even_when_it_is_killed(start: Start, var_dir: Path) -> None:
    process = start(var_dir, free_port())
    output_until(process, "Ctrl-C")
    children = whole_family(process.pid, 8)
    process.kill()
    process.wait(10)
    assert gone(children)


def test_a_folder_too_deep_for_a_socket_still_works(start: Start, tmp_path: Path) -> None:
    process = start(tmp_path / ("x" * 120), free_port())
    printed = output_until(process, "Ctrl-C")
    assert "too long for a socket" in printed


def test_two_variables_switch_to_postgresql_and_redis(start: Start, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="mcs-") as name, Children(tmp_path / "log") as children:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL runs as somebody else when we are root
        database = postgres.start(children, folder)
        redis = folder / "redis.sock"
        children.start("redis", ["redis-server", "--port", "0", "--unixsocket", redis])
        port = free_port()
        urls = {"DATABASE_URL": database, "REDIS_URL": f"unix://{redis}"}
        process = start(tmp_path / "var", port, **urls)
        output_until(process, "Ctrl-C")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/ready", timeout=9) as answer:
            assert answer.status == 200
        assert not (tmp_path / "var" / "portal.sqlite3").exists()
        assert not (tmp_path / "var" / "valkey.sock").exists()
        process.terminate()
        process.communicate(timeout=60)


def pid_of(pids: set[int], words: str) -> int:
    for pid in sorted(pids):
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        if words in line:
            return pid
    raise AssertionError(f"no process runs {words!r}")
