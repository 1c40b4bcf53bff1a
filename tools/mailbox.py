"""A mail server on a loopback port that sends nothing on: every mail is a file of a Maildir."""

from pathlib import Path

from tools.processes import Children, free_port, is_free, wait_until
from tools.steps import PYTHON


def start(children: Children, folder: Path) -> str:
    """Serve until the children are stopped; the `EMAIL_URL` that leads there."""
    port = free_port()
    command: list[str | Path] = [PYTHON, "-m", "aiosmtpd", "--nosetuid"]
    command += ["--listen", f"127.0.0.1:{port}", "--class", "aiosmtpd.handlers.Mailbox", folder]
    child = children.start("mailbox", command)
    wait_until(lambda: not is_free(port), child, seconds=30)
    return f"smtp://127.0.0.1:{port}"
