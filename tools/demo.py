"""The whole portal, as `make run` serves it, on a free port and with a few demo dossiers."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import run, valkey
from tools.processes import Children, free_port, wait_until
from tools.steps import PYTHON

HOST = "127.0.0.1"
FEW = 30


@dataclass(frozen=True)
class Demo:
    url: str
    environment: dict[str, str]

    def python(self, code: str) -> str:
        """What `code`, run inside the portal, prints."""
        return run.manage("", ["shell", "--verbosity", "0", "--command", code], self.environment)


@contextmanager
def served(folder: Path, *, dossiers: int = FEW) -> Iterator[Demo]:
    """Inside, the portal answers; everything it writes lies in `folder`."""
    with Children(folder / "log") as children:
        port = str(free_port())
        environment = _environment(folder, port)
        environment["REDIS_URL"] = valkey.start(children, folder, keep=False)
        run.prepare(folder, environment)
        run.manage("", ["seed", "--dossiers", str(dossiers)], environment)
        run.serve_time_stamps(children, folder, environment)
        run.serve_mail(children, folder, environment)
        web = run.start(children, environment, f"{HOST}:{port}")
        wait_until(lambda: run.answers(HOST, port), web, seconds=60)
        yield Demo(environment["SITE_URL"], environment)


def _environment(folder: Path, port: str) -> dict[str, str]:
    """Production's settings, and nothing of the caller's environment but where programs are."""
    return {
        "PATH": f"{PYTHON.parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(Path.home()),
        "LANG": "C.UTF-8",
        "SEED": "0",
        "VAR_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://localhost:{port}",
        "QUIET_HOURS": "",  # messages leave whatever the hour
    }
