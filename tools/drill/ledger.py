"""The file of acknowledged duties: a line each, on disk before the next duty is begun."""

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO


def note(file: TextIO, numbers: Iterable[int]) -> None:
    at = time.time()
    file.writelines(json.dumps({"number": number, "at": at}) + "\n" for number in numbers)
    file.flush()
    os.fsync(file.fileno())


def read(path: Path) -> dict[int, float]:
    """When each duty was acknowledged. A last line that was cut short does not count."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="ascii").splitlines(keepends=True)
    facts = [json.loads(line) for line in lines if line.endswith("\n")]
    return {int(fact["number"]): float(fact["at"]) for fact in facts}
