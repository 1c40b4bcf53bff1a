"""Imports point down, private modules stay private, nothing hides inside a function."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import APPS, ROOT, Source, python, tracked

OURS = {*APPS, "portal"}
# How an app is delivered is its own affair.
PRIVATE = {"api", "delivery", "forms", "tasks", "views"}
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "misc", "util", "utils"}
# Modules of the project that the layers leave out: they start it, or are settings.
STARTERS = {
    "portal.celery",
    "portal.logs",
    "portal.servers",
    "portal.settings",
    "portal.timers",
    "portal.wsgi",
}


def imported(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def private_imports(sources: Iterable[Source]) -> list[str]:
    return [
        source.at(node, f"{name} is private to {name.split('.')[0]}")
        for source in sources
        for node, name in imported(source.tree)
        if name.split(".")[0] in APPS
        and name.split(".")[0] != source.app
        and PRIVATE & set(name.split(".")[1:2])
    ]


def hidden_imports(sources: Iterable[Source]) -> list[str]:
    return [
        source.at(node, f"{name} is imported inside a function")
        for source in sources
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node, name in imported(function)
        if name.split(".")[0] in OURS
    ]


def empty_names(paths: Iterable[Path]) -> list[str]:
    return [
        str(path)
        for path in paths
        if path.suffix == ".py" and NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}
    ]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the project's contracts on the packages in `folder`."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", ROOT / "pyproject.toml"]
        + ["--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},  # noqa: TID251 - a child's environment
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages alone, to plant something in."""
    for package in OURS:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.yaml"))
    return tmp_path


def test_imports_point_down(copy: Path) -> None:
    answer = lint_imports(copy)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("worktime/services.py", "import dossiers.workflow"),
        ("procedures/services.py", "def late() -> None:\n    import notifications.services"),
        ("notifications/models.py", "import procedures.models"),
        ("accounts/permissions.py", "from portal import access"),
        ("portal/lib/text.py", "import worktime.models"),
    ],
)
def test_guard_bites_on_an_import_that_points_up_or_sideways(
    copy: Path, file: str, line: str
) -> None:
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    answer = lint_imports(copy)
    assert answer.returncode == 1
    assert "BROKEN" in answer.stdout


def test_every_module_of_the_project_has_its_layer() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert "ignore_imports" not in contract, "no exceptions list"
    placed = {name.strip(" ()") for row in contract["layers"] for name in _split(row)}
    assert {app for app in APPS if app not in placed} == set()
    modules = {f"portal.{path.stem}" for path in (ROOT / "portal").iterdir() if _is_module(path)}
    assert modules - placed - STARTERS == set()


def _split(row: str) -> list[str]:
    return row.replace("|", ":").split(":")


def _is_module(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py" and path.stem != "__init__"


def test_private_modules_are_imported_by_their_own_app_only() -> None:
    assert private_imports(python()) == []


def test_guard_bites_on_the_import_of_a_private_module() -> None:
    planted = Source("dossiers/services/x.py", "from notifications.tasks import deliver\n")
    assert private_imports([planted]) == [
        "dossiers/services/x.py:1: notifications.tasks.deliver is private to notifications"
    ]
    assert private_imports([Source("portal/x.py", "from accounts import views\n")])


def test_no_import_of_ours_hides_in_a_function() -> None:
    assert hidden_imports(python()) == []


def test_guard_bites_on_an_import_inside_a_function() -> None:
    planted = Source("accounts/services.py", "def f() -> None:\n    from dossiers import models\n")
    assert len(hidden_imports([planted])) == 1


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert empty_names(path.relative_to(ROOT) for path in tracked()) == []


def test_guard_bites_on_a_module_called_utils() -> None:
    planted = [Path("dossiers/utils.py"), Path("portal/common/x.py"), Path("portal/lib/text.py")]
    assert empty_names(planted) == ["dossiers/utils.py", "portal/common/x.py"]
