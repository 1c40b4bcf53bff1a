"""`make bench`: databases of the sizes, filled and measured by `manage.py bench`.

By itself it makes a private PostgreSQL with 1,000,000 dossiers (`--size S|M|L`), beside it one with
100,000 and a SQLite with 200,000, and removes them again. `--on URL --small URL --sqlite URL`
measures what is there already. Other arguments go to `manage.py bench`.

The clusters keep their promises here (fsync on): numbers without them would be worth nothing.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import postgres, valkey
from tools.processes import Children, wait_until
from tools.steps import PYTHON, ROOT, Failed, run
from tools.test import stop

SIZES = {"S": 100_000, "M": 1_000_000, "L": 10_000_000}
SMALL, SQLITE = SIZES["S"], 200_000
RESULTS = ROOT / "bench" / "RESULTS.md"
MANAGE = [str(PYTHON), "manage.py"]
MEMORY = {"shared_buffers": "1GB", "work_mem": "64MB", "max_wal_size": "8GB", "jit": "off"}


@dataclass(frozen=True)
class Database:
    """`size`: how many dossiers it is to get; 0: it has them. `environment`: what programs that
    work on it are told."""

    name: str
    size: int
    folder: Path
    environment: Mapping[str, str]

    def manage(self, *arguments: str) -> int:
        command = [*MANAGE, *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=False).returncode

    def run(self, title: str, *arguments: str) -> None:
        run(title, [*MANAGE, *arguments], dict(self.environment))

    def fill(self) -> None:
        self.run("Tables", "migrate", "--no-input")
        self.run("Catalogue", "seed", "--dossiers", "0")
        if self.manage("generate_load", "--dossiers", str(self.size)):
            raise Failed(f"{self.name}: generate_load")

    def beside(self, children: Children) -> list[str]:
        """Measures its pages, serves it, and says so to the run on another database."""
        file = self.folder / "pages.json"
        if self.manage("bench", "--tell", str(file)):
            raise Failed(f"{self.name}: bench --tell")
        port = _free_port()
        command = [str(PYTHON), "-m", "gunicorn", "portal.bench.wsgi"]
        command += ["--config", "deploy/gunicorn.conf.py", "--workers", "2"]
        command += ["--bind", f"127.0.0.1:{port}"]
        child = children.start(self.name, command, env=self.environment, cwd=ROOT)
        wait_until(lambda: _answers(port), child, seconds=60)
        return [f"--{self.name}", f"http://127.0.0.1:{port}", str(file)]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    options, others = _options().parse_known_args(arguments)
    with tempfile.TemporaryDirectory(prefix="mcs-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with Children(folder / "log") as children:
            try:
                (folder / "var").mkdir()
                ours, *others_beside = _databases(children, folder, options)
                for database in (ours, *others_beside):
                    if database.size:
                        database.fill()
                ours.run("Static files", "collectstatic", "--no-input")
                beside = [word for one in others_beside for word in one.beside(children)]
            except Failed as error:
                print(error, file=sys.stderr)
                return 1
            return ours.manage("bench", "--results", str(RESULTS), *beside, *others)


def _options() -> ArgumentParser:
    parser = ArgumentParser(prog="make bench", allow_abbrev=False)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--on", help="the DATABASE_URL of a filled database to measure")
    parser.add_argument("--small", help="of a smaller one beside it")
    parser.add_argument("--sqlite", help="of one on SQLite")
    return parser


def _databases(children: Children, folder: Path, options: Namespace) -> Iterator[Database]:
    """Ours first. Each has a cache of its own: the same keys mean other people."""
    given = {"ours": options.on, "small": options.small, "sqlite": options.sqlite}
    sizes = {"ours": SIZES[options.size], "small": SMALL, "sqlite": SQLITE}
    for name, size in sizes.items():
        own = folder / name
        own.mkdir(mode=0o711)
        url = given[name]
        if not options.on:
            url = f"sqlite:///{own}/bench.sqlite3" if name == "sqlite" else _cluster(children, own)
        if url:
            yield Database(name, 0 if options.on else size, own, _environment(children, own, url))


def _cluster(children: Children, folder: Path) -> str:
    return postgres.start(children, folder, fsync="on", **MEMORY)


def _environment(children: Children, folder: Path, url: str) -> dict[str, str]:
    cache = folder / "cache"
    cache.mkdir()
    return dict(os.environ) | {
        "DATABASE_URL": url,
        "REDIS_URL": valkey.start(children, cache, keep=False),
        "VAR_DIR": str(folder.parent / "var"),
        "SECRET_KEY": secrets.token_hex(32),
        "LOG_LEVEL": "WARNING",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
