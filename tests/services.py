"""A pytest plugin: real services of the suite's own, there before Django reads its settings.

Every test process (each worker of pytest-xdist too) has its own Valkey and its own VAR_DIR.
The database is SQLite unless DATABASE_URL names another.
"""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tools import valkey
from tools.processes import Children

_children = pytest.StashKey[Children]()
_folder = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """As a wrapper this runs before pytest-django loads the settings."""
    folder = tempfile.TemporaryDirectory(prefix="mcs-test-")
    children = Children(Path(folder.name) / "log")
    early_config.stash[_folder], early_config.stash[_children] = folder, children
    os.environ["VAR_DIR"] = folder.name
    os.environ["REDIS_URL"] = valkey.start(children, Path(folder.name), keep=False)
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if _children in config.stash:
        config.stash[_children].stop()
        config.stash[_folder].cleanup()
