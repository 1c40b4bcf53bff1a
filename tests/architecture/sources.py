"""The files that the guards read, and the planted ones that prove a guard."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


@dataclass(frozen=True)
class Source:
    """One text file; `path` is relative to the project's folder."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def app(self) -> str:
        return self.path.split("/")[0]

    def at(self, node: ast.AST, message: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {message}"


def tracked() -> list[Path]:
    """Every file that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in names.split("\0") if name]
    return sorted(path for path in files if path.is_file())


def python(*, tests: bool = False) -> list[Source]:
    """The product's and the tools' modules, without migrations; with the tests' on request."""
    top = {*APPS, "portal", "tools"} | ({"tests"} if tests else set())
    return [
        source for source in _read(".py") if source.app in top and "/migrations/" not in source.path
    ]


def templates() -> list[Source]:
    return [source for source in _read(".html") if source.app == "templates"]


def _read(suffix: str) -> list[Source]:
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix == suffix
    ]
