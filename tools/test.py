"""Every check of the project, as `make test` and CI run it.

Lint, types, contracts and migrations; the whole suite on SQLite and again on a private PostgreSQL
cluster; then the tests that drive a browser. All phases run even when one fails; the exit status is
that of the worst.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tools import postgres
from tools.processes import Children
from tools.steps import PYTHON, ROOT

CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "import contracts": ["lint-imports", "--no-logo"],
    "types": ["mypy"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "packages": ["pip", "check"],
}
WORKERS = str(max(2, min(4, os.cpu_count() or 2)))
SUITE = ["pytest", "-q", "-m", "not e2e", "-n", WORKERS, "--dist", "worksteal"]
BROWSER = ["pytest", "-q", "-m", "e2e", "tests"]
# The caller's own services are none of the suite's business.
FOREIGN = {"DATABASE_URL", "DEBUG", "HOST", "PORT", "REDIS_URL", "SECRET_KEY_FILE", "SITE_URL"}


@dataclass(frozen=True)
class Result:
    name: str
    passed: bool
    seconds: float
    last_line: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", action="store_true", help="only lint, types and migrations")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    results: list[Result] = []
    try:
        with environment() as (folder, variables):
            results += [phase(name, command, variables) for name, command in CHECKS.items()]
            if not options.checks:
                results.append(phase("suite on SQLite", SUITE, variables))
                with Children(folder / "log") as children:
                    url = postgres.start(children, folder)
                    on_postgres = {**variables, "DATABASE_URL": url}
                    results.append(phase("suite on PostgreSQL", SUITE, on_postgres))
                results.append(phase("browser tests", BROWSER, variables))
    finally:
        report(results)
    return 0 if all(result.passed for result in results) else 1


@contextmanager
def environment() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """A folder that any user may enter (PostgreSQL's too), and the variables of every phase."""
    with tempfile.TemporaryDirectory(prefix="mcs-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        own = {key: value for key, value in os.environ.items() if key not in FOREIGN}
        own.setdefault("HOME", name)  # Chromium insists on one
        own["PATH"] = f"{PYTHON.parent}{os.pathsep}{own.get('PATH', os.defpath)}"
        yield folder, own | {"VAR_DIR": str(folder / "var"), "SECRET_KEY": secrets.token_hex(32)}


def phase(name: str, command: list[str], variables: Mapping[str, str]) -> Result:
    """Run one phase, its output passed on line by line."""
    print(f"\n=== {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    last_line = ""
    process = subprocess.Popen(
        [str(PYTHON.parent / command[0]), *command[1:]],
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in process.stdout or []:
            print(line, end="", flush=True)
            last_line = line.strip() or last_line
    finally:
        if sys.exc_info()[0]:
            process.terminate()
        process.wait()
    return Result(name, process.returncode == 0, time.monotonic() - started, last_line)


def report(results: list[Result]) -> None:
    print("\n=== summary")
    for result in results:
        word = "ok  " if result.passed else "FAIL"
        print(f"{word} {result.name:<20} {result.seconds:6.1f} s  {result.last_line[:100]}")
    print(f"     {'in all':<20} {sum(result.seconds for result in results):6.1f} s", flush=True)


def stop(*_: object) -> NoReturn:
    raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main())
