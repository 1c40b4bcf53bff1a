"""Programs of their own for files that strangers sent: one that breaks a decoder breaks only it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIMITER = HERE / "limited.py"
PICTURES = HERE / "pictures.py"  # neither is imported: what they decode stays outside


@dataclass(frozen=True)
class Limits:
    """What a child may use before it is ended."""

    memory: int = 1024 * 1024 * 1024  # bytes of address space
    cpu: int = 40  # seconds of all its threads together
    seconds: int = 60  # by the clock on the wall
    file: int = 200 * 1024 * 1024  # bytes of one file it writes


class Unusable(Exception):
    """Nothing came of the file. The argument is the code: `unreadable`, or what was said."""


def run_limited(command: list[str], limits: Limits) -> "subprocess.CompletedProcess[str]":
    """Runs it without our environment, which holds secrets."""
    bounds = [str(limits.memory), str(limits.cpu), str(limits.file)]
    try:
        return subprocess.run(
            [sys.executable, "-I", str(LIMITER), *bounds, *command],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={},
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=limits.seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise Unusable("unreadable") from error


def run_program(program: Path, job: dict[str, Any], limits: Limits | None = None) -> dict[str, Any]:
    """Gives the program its job as JSON; its answer in JSON."""
    command = [sys.executable, "-I", str(program), json.dumps(job)]
    run = run_limited(command, limits or Limits())
    try:
        answer: dict[str, Any] = json.loads(run.stdout)
    except ValueError as error:
        raise Unusable("unreadable") from error
    if "refused" in answer:
        raise Unusable(answer["refused"])
    return answer
