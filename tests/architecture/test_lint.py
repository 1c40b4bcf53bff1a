"""The lint rules that carry a decision of the architecture are switched on, and bite."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, python

BRANCHES = "\n".join(f"    if x == {n}:\n        return {n}" for n in range(9))
PLANTED = {
    "a signal": ("TID251", "from django.dispatch import receiver\n\n__all__ = ['receiver']\n"),
    "a model signal": (
        "TID251",
        "from django.db.models.signals import post_save\n\n__all__ = ['post_save']\n",
    ),
    "a generic foreign key": (
        "TID251",
        "import django.contrib.contenttypes.fields as f\n\nKEY = f.GenericForeignKey()\n",
    ),
    "reading the environment": ("TID251", 'import os\n\nKEY = os.environ["KEY"]\n'),
    "reading the environment otherwise": ("TID251", 'import os\n\nKEY = os.getenv("KEY")\n'),
    "a relative import": ("TID252", "from . import models\n\n__all__ = ['models']\n"),
    "a hidden import": ("PLC0415", "def f() -> None:\n    import json\n\n    json.dumps(1)\n"),
    "a time without zone": ("DTZ005", "from datetime import datetime\n\nNOW = datetime.now()\n"),
    "too many branches": ("C901", f"def f(x: int) -> int:\n{BRANCHES}\n    return 0\n"),
}


def ruff(path: str, text: str) -> str:
    """What the project's rules say of a module at `path`."""
    answer = subprocess.run(
        [Path(sys.executable).parent / "ruff", "check", "--stdin-filename", path, "-"]
        + ["--output-format", "concise", "--no-cache"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout


@pytest.mark.parametrize("what", PLANTED)
def test_guard_bites_on(what: str) -> None:
    rule, text = PLANTED[what]
    assert f" {rule} " in ruff("dossiers/planted.py", text)


def test_only_starters_and_tools_may_read_the_environment() -> None:
    rule, text = PLANTED["reading the environment"]
    allowed = ["portal/settings.py", "manage.py", "portal/celery.py", "portal/wsgi.py"]
    assert [path for path in allowed if rule in ruff(path, text)] == []
    assert rule in ruff("portal/views.py", text)


def test_no_line_of_the_product_talks_itself_out_of_a_rule_of_the_architecture() -> None:
    excused = re.compile(r"#\s*noqa(?!:)|#\s*noqa:[^#\n]*\b(?:TID25|C901|PLR09)|ruff:\s*noqa")
    found = [source.path for source in python() if excused.search(source.text)]
    assert found == []


def test_guard_bites_on_a_function_without_types(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def f(x):\n    return x\n", encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", planted],
        cwd=ROOT,
        env={**os.environ, "SECRET_KEY": "planted"},  # noqa: TID251 - a child's environment
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "[no-untyped-def]" in answer.stdout
