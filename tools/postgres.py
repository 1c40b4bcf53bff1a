"""A private PostgreSQL cluster in a folder of its own: made, started and stopped for one run.

It listens on a unix socket only. PostgreSQL refuses to run as root, so root hands the folder to
the user `postgres`, or `nobody`. For tests and measurements: its data may be lost at a power cut.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from tools.processes import Children, wait_until
from tools.steps import Failed

PLACES = "/usr/lib/postgresql/*/bin"  # Debian keeps each version apart, off PATH


def start(children: Children, folder: Path, **settings: str) -> str:
    """Make and start a cluster in `folder` (any user may enter it); its URL is returned."""
    user = _user()
    data, sockets = folder / "data", folder / "socket"
    for path in (data, sockets):
        path.mkdir(mode=0o700)
        if user:
            shutil.chown(path, user)
    programs = _programs()
    initdb = [str(programs / "initdb"), "--pgdata", str(data), "--username=postgres"]
    initdb += ["--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"]
    made = subprocess.run(initdb, user=user, cwd="/", capture_output=True, text=True, check=False)
    if made.returncode:
        raise Failed(f"initdb: {made.stderr}")
    options = {"listen_addresses": "", "unix_socket_directories": str(sockets), "fsync": "off"}
    options |= {"max_connections": "100"} | settings
    command = [str(programs / "postgres"), "-D", str(data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    child = children.start("postgres", command, user=user, cwd=Path("/"), stop_signal=signal.SIGINT)
    wait_until(lambda: _listens(sockets), child, seconds=60)
    return f"postgresql://postgres@/postgres?host={quote(str(sockets))}"


def _programs() -> Path:
    """The newest version's folder of programs."""
    found = sorted(Path("/").glob(f"{PLACES[1:]}/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise Failed("Thiếu PostgreSQL / PostgreSQL is missing: apt-get install postgresql")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _user() -> str | None:
    """Whom the server runs as; None: as we do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _listens(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(folder / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True
