"""A migration changes the schema or the data, never both; models and migrations agree."""

import ast
from collections.abc import Iterable

import pytest
from django.core.management import call_command

from accounts.models import User
from tests.architecture.sources import ROOT, Source, tracked

DATA = {"RunPython"}
NEUTRAL = {"RunSQL", "SeparateDatabaseAndState"}


def mixed(sources: Iterable[Source]) -> list[str]:
    return [source.path for source in sources if len(_kinds(source.tree)) > 1]


def _kinds(tree: ast.AST) -> set[str]:
    """`schema`, `data` or both, by the operations that a migration lists."""
    lists = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "operations"
    ]
    calls = [call for entry in lists for call in getattr(entry, "elts", [])]
    names = {getattr(call.func, "attr", "") for call in calls if isinstance(call, ast.Call)}
    return {"data" if name in DATA else "schema" for name in names - NEUTRAL}


def test_no_migration_changes_schema_and_data_at_once() -> None:
    sources = [
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.parent.name == "migrations" and path.suffix == ".py"
    ]
    assert sources
    assert mixed(sources) == []


def test_guard_bites_on_a_mixed_migration() -> None:
    both = "operations = [migrations.AddField(), migrations.RunPython(fill)]"
    assert mixed([Source("a/migrations/0002_x.py", both)])
    assert not mixed([Source("a/migrations/0002_x.py", "operations = [migrations.AddField()]")])


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_guard_bites_on_a_model_without_its_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User._meta.get_field("full_name"), "max_length", 999)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
