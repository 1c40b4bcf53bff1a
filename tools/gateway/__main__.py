"""Run a gateway until it is stopped: `python -m tools.gateway --folder FOLDER --port 8090`."""

import argparse
from pathlib import Path

from tools.gateway.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where it writes its logs")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--routes", default="a,b", help="names, by commas")
    parser.add_argument("--secret", default="demo", help="of callers and of reports")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    serve(options.port, options.folder, options.routes.split(","), options.secret)


if __name__ == "__main__":
    main()
