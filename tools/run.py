"""Run the whole portal on this machine: `make run`. Ctrl-C stops everything that it started.

Settings come from the environment (docs/environment.md). Without any, the data lies in `var/`: an
SQLite file, a private Valkey, uploaded files, logs and a secret key made on the first run.
"""

import fcntl
import hashlib
import http.client
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tools import authority, kannel, mailbox, valkey
from tools.processes import Child, Children, wait_until
from tools.steps import PYTHON, ROOT, Failed, run

# docker-compose.yml starts the same four, each in its own container.
WEB = ["gunicorn", "portal.wsgi", "--config", "deploy/gunicorn.conf.py"]
WORKER = ["celery", "--app", "portal", "worker", "--concurrency", "2", "--loglevel", "INFO"]
SENDER = ["celery", "--app", "portal", "worker", "--queues", "messages", "--pool", "threads"]
SENDER += ["--concurrency", "8", "--hostname", "sender@%h", "--loglevel", "INFO"]
BEAT = ["celery", "--app", "portal", "beat", "--loglevel", "INFO"]
READY_PATH = "/suc-khoe/ready"


class Stopped(BaseException):
    """Somebody asked this program to stop."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return serve(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    except (Failed, RuntimeError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except Stopped:
        print("Đã dừng. / Stopped.")
        return 0


def serve(host: str, port: str) -> int:
    started = time.monotonic()
    check_port(host, port)
    var_dir = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
    var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with only_one(var_dir), Children(var_dir / "log") as children:
        make_secret_key(var_dir / "secret_key")
        environment = settings(var_dir, host, port)
        if "REDIS_URL" not in environment:
            environment["REDIS_URL"] = valkey.start(children, var_dir, keep=True)
        logins = prepare(var_dir, environment)
        serve_time_stamps(children, var_dir, environment)
        serve_mail(children, var_dir, environment)
        serve_texts(children, var_dir, environment)
        web = start(children, environment, f"{host}:{port}")
        wait_until(lambda: answers(host, port), web, seconds=60)
        print(f"\n{logins}\nMở / open: {environment['SITE_URL']}/")
        print(f"Sẵn sàng sau / ready in {time.monotonic() - started:.1f} s. Logs: {var_dir}/log")
        print("Dừng bằng / stop with Ctrl-C.", flush=True)
        return watch(children)


# --- Before ----------------------------------------------------------------------------------


def check_port(host: str, port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Failed(f"PORT={port}: cần một số từ 1 đến 65535. / must be a number, 1 to 65535.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            free = int(port) + 1
            raise Failed(
                f"Cổng {port} không dùng được, có thể chương trình khác đang giữ: hãy chạy "
                f"`PORT={free} make run`. / Port {port} cannot be used ({error.strerror}): run "
                f"`PORT={free} make run`."
            ) from error


@contextmanager
def only_one(var_dir: Path) -> Iterator[None]:
    """Two portals must not share one folder of data."""
    with (var_dir / "run.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(
                f"Chương trình đang chạy với thư mục {var_dir}: hãy dừng nó trước, hoặc đặt "
                f"VAR_DIR khác. / Already running on {var_dir}: stop it or set another VAR_DIR."
            ) from error
        yield


def settings(var_dir: Path, host: str, port: str) -> dict[str, str]:
    """The environment of every process of the portal: what was given, then these defaults."""
    name = reachable_name(host)
    defaults = {
        "VAR_DIR": str(var_dir),
        "SITE_URL": f"http://{name}:{port}",
        "ALLOWED_HOSTS": ",".join(["localhost", "127.0.0.1", "[::1]", name]),
    }
    return defaults | dict(os.environ) | {"VAR_DIR": str(var_dir)}


def make_secret_key(path: Path) -> None:
    """Once; the settings find it there unless SECRET_KEY is given."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")


def reachable_name(host: str) -> str:
    """What people type; with HOST=0.0.0.0 the machine's own address, so that phones reach it."""
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost" if host == "127.0.0.1" else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, only picks the outgoing address
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def prepare(var_dir: Path, environment: dict[str, str]) -> str:
    """Tables, static files and demo data, each only when something changed; the demo logins."""
    migrated = manage("Tables", ["migrate", "--no-input", "--skip-checks"], environment)
    collect_static(var_dir, environment)
    if environment.get("SEED", "1") == "0":
        return ""
    if is_demo(environment):
        kannel.prepare(var_dir / "kannel")
    return seed(var_dir, environment, new="Applying accounts.0001" in migrated)


def collect_static(var_dir: Path, environment: dict[str, str]) -> None:
    stamp, made = var_dir / "static.stamp", var_dir / "static" / "staticfiles.json"
    state = digest(file for file in sorted((ROOT / "static").rglob("*")) if file.is_file())
    if not (made.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == state):
        manage("Static files", ["collectstatic", "--no-input"], environment)
        stamp.write_text(state, encoding="ascii")


def seed(var_dir: Path, environment: dict[str, str], *, new: bool) -> str:
    """Fill a new database, or one of an older demo; return the table of logins.

    What was done is noted in a file of the database's own: a digest, then the table.
    """
    database = hashlib.sha256(environment.get("DATABASE_URL", "").encode()).hexdigest()
    note, state = var_dir / f"demo-{database[:12]}.txt", digest(seed_files(var_dir))
    if new or not note.exists() or not note.read_text(encoding="utf-8").startswith(state):
        manage("Demo data", ["seed"], environment)
        logins = manage("", ["seed", "--logins"], environment)
        note.write_text(f"{state}\n{logins}", encoding="utf-8")
    return note.read_text(encoding="utf-8").partition("\n")[2]


def seed_files(var_dir: Path) -> Iterator[Path]:
    """Code and data of the demo: everything whose path says `seed`, and where its Kannel is."""
    if (setting := kannel.setting_file(var_dir / "kannel")).exists():
        yield setting
    for app in sorted({path.parent for path in ROOT.glob("*/apps.py")} | {ROOT / "portal"}):
        for path in sorted(app.rglob("*seed*/**/*")) + sorted(app.rglob("*seed*")):
            if path.suffix in {".py", ".yaml"}:
                yield path


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(str(file).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def manage(title: str, arguments: list[str], environment: dict[str, str]) -> str:
    return run(title, [PYTHON, "manage.py", *arguments], environment)


# --- Running ---------------------------------------------------------------------------------


def serve_time_stamps(children: Children, var_dir: Path, environment: dict[str, str]) -> None:
    """The demo's own time stamp authority, where the demo made one and none is named."""
    pki = var_dir / "pki"
    if is_demo(environment) and pki.exists() and "SIGNING_TSA_URL" not in environment:
        environment["SIGNING_TSA_URL"] = authority.start(children, pki)


def serve_mail(children: Children, var_dir: Path, environment: dict[str, str]) -> None:
    """Mails of the demo really leave, as far as a folder; none do where a server is named."""
    if is_demo(environment) and "EMAIL_URL" not in environment:
        environment["EMAIL_URL"] = mailbox.start(children, var_dir / "mail")


def serve_texts(children: Children, var_dir: Path, environment: dict[str, str]) -> None:
    """SMS of the demo travel through Kannel, where the demo set it up (portal/seed/gateways.py)."""
    inbound = var_dir / "kannel" / "inbound"
    if is_demo(environment) and inbound.exists():
        path = inbound.read_text(encoding="ascii")
        kannel.start(children, inbound.parent, inbound_url=f"{environment['SITE_URL']}{path}")


def is_demo(environment: dict[str, str]) -> bool:
    return environment.get("MESSAGE_CHANNEL", "development") == "development"


def start(children: Children, environment: dict[str, str], address: str) -> Child:
    """Start web server, worker, sender and timer; the one to wait for is returned."""
    commands = {"web": [*WEB, "--bind", address], "worker": WORKER, "sender": SENDER, "beat": BEAT}
    started = {
        name: children.start(name, [PYTHON.parent / program, *rest], env=environment, cwd=ROOT)
        for name, (program, *rest) in commands.items()
    }
    return started["web"]


def answers(host: str, port: str) -> bool:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    connection = http.client.HTTPConnection(target, int(port), timeout=5)
    try:
        connection.request("GET", READY_PATH, headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def watch(children: Children) -> int:
    """Until a child ends by itself, which is always a fault."""
    while not (child := children.dead()):
        time.sleep(0.3)
    print(
        f"\n{child.name} đã tự dừng / ended by itself (exit {child.process.returncode}), "
        f"{child.log}:\n{child.last_lines()}",
        file=sys.stderr,
    )
    return 1


def _stop(*_: object) -> NoReturn:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # stopping is under way, once is enough
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
