"""One step of a tool: a command with a title, its time, and its output only when it failed."""

from __future__ import annotations  # install.py, which needs this, meets older Pythons

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Failed(Exception):
    """The message is one line that says what to do."""


def run(
    title: str, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> str:
    """Run one step from the project's folder and return what it printed."""
    started = time.monotonic()
    if title:
        print(f"{title} ...", end=" ", flush=True)
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if answer.returncode:
        print(f"\n{answer.stdout}", file=sys.stderr)
        words = " ".join(map(str, command))
        raise Failed(f"Bước này không thành công / this step failed: {words}")
    if title:
        print(f"{time.monotonic() - started:.1f} s", flush=True)
    return answer.stdout
