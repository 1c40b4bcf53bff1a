"""`make bench`: a private PostgreSQL and Valkey, filled and measured by `manage.py bench`.

The cluster keeps its promises here (fsync on): numbers without them would be worth nothing.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import postgres, valkey
from tools.processes import Children
from tools.steps import PYTHON, ROOT, Failed, run
from tools.test import stop


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    with tempfile.TemporaryDirectory(prefix="mcs-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with Children(folder / "log") as children:
            environment = dict(os.environ) | {
                "DATABASE_URL": postgres.start(
                    children, folder, fsync="on", shared_buffers="512MB", max_wal_size="4GB"
                ),
                "REDIS_URL": valkey.start(children, folder, keep=False),
                "VAR_DIR": str(folder / "var"),
                "SECRET_KEY": secrets.token_hex(32),
                "LOG_LEVEL": "WARNING",
            }
            manage = [str(PYTHON), "manage.py"]
            try:
                run("Tables", [*manage, "migrate", "--no-input"], environment)
                run("Static files", [*manage, "collectstatic", "--no-input"], environment)
                run("Catalogue", [*manage, "seed", "--dossiers", "0"], environment)
            except Failed as error:
                print(error, file=sys.stderr)
                return 1
            bench = [*manage, "bench", *arguments]
            return subprocess.run(bench, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
