"""The time stamp authority of the demonstration, served by Certomancer on a loopback port."""

from pathlib import Path

from tools.processes import Children, free_port, is_free, wait_until
from tools.steps import PYTHON

CONFIG, TSA_PATH = "authority.yml", "/demo/tsa/tsa"  # as signatures/demo.py makes them


def start(children: Children, folder: Path, *, port: int = 0) -> str:
    """Serve the authority made in `folder`; the address of its time stamps."""
    port = port or free_port()
    command: list[str | Path] = [
        PYTHON.parent / "certomancer",
        "--config",
        folder / CONFIG,
        "--key-root",
        folder,
    ]
    command += ["animate", "--port", str(port), "--no-web-ui", "--no-time-override"]
    child = children.start("authority", command)
    wait_until(lambda: not is_free(port), child, seconds=30)
    return f"http://127.0.0.1:{port}{TSA_PATH}"
