"""`status` is written in one module an app; its values are spelled in one table an app."""

import ast
import re
from collections.abc import Iterable, Iterator

from dossiers.workflow import Status as DossierStatus
from feedback.workflow import Status as ReportStatus
from tests.architecture.sources import Source, python, templates

WRITERS = ("dossiers/services/apply.py", "feedback/services/apply.py")
TABLES = ("dossiers/workflow/", "feedback/workflow/")
MODELS = {"Dossier", "Report"}
VALUES = {status.value for status in (*DossierStatus, *ReportStatus)}
# Words that can mean nothing but a status, wherever they stand.
UNMISTAKABLE = {value for value in VALUES if "_" in value}
_WRITING_CALLS = {"bulk_update", "setattr", "update", "update_or_create", "get_or_create"}


def status_writes(sources: Iterable[Source]) -> list[str]:
    return [
        source.at(node, "writes `status`")
        for source in sources
        if source.path not in WRITERS
        for node in ast.walk(source.tree)
        if _assigns(node) or _calls(node)
    ]


def _assigns(node: ast.AST) -> bool:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    return any(
        isinstance(part, ast.Attribute) and part.attr == "status"
        for target in targets
        for part in ast.walk(target)
    )


def _calls(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in MODELS or name in _WRITING_CALLS:
        constants = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
        named = {keyword.arg for keyword in node.keywords}
        return "status" in named or (name in {"bulk_update", "setattr"} and "status" in constants)
    return False


def status_literals(sources: Iterable[Source]) -> list[str]:
    return [
        source.at(node, f"spells the status {value!r}")
        for source in sources
        if not source.path.startswith(TABLES)
        for node, value in _literals(source.tree)
    ]


def _literals(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in UNMISTAKABLE:
            yield node, node.value
        elif _is_about_status(node):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and part.value in VALUES - UNMISTAKABLE:
                    yield part, part.value


def _is_about_status(node: ast.AST) -> bool:
    """A comparison with `.status`, or an argument such as `status=` or `to_status__in=`."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return any(getattr(s, "attr", getattr(s, "id", "")).endswith("status") for s in sides)
    return isinstance(node, ast.keyword) and bool(
        re.fullmatch(r"(?:\w+__)?(?:from_|to_)?status(?:__\w+)?", node.arg or "")
    )


def literals_in_templates(sources: Iterable[Source]) -> list[str]:
    pattern = re.compile(r"status\w*\s*(?:==|!=|in)\s*[\"']")
    return [source.path for source in sources if pattern.search(source.text)]


def test_status_is_written_only_by_apply() -> None:
    assert status_writes(python()) == []


def test_guard_bites_on_a_second_writer_of_status() -> None:
    for line in (
        "dossier.status = target",
        "dossier.status, other = target, 1",
        "Dossier.objects.filter(pk=1).update(status=target)",
        'Dossier.objects.bulk_update(rows, ["status"])',
        'setattr(dossier, "status", target)',
        "Dossier(code='1', status=target)",
        "Report(code='1', status=target)",
    ):
        for app in ("dossiers", "feedback"):
            assert status_writes([Source(f"{app}/services/x.py", line)]), line
    for writer in WRITERS:
        assert status_writes([Source(writer, "dossier.status = target")]) == []


def test_statuses_are_spelled_only_in_the_table() -> None:
    assert status_literals(python()) == []
    assert literals_in_templates(templates()) == []


def test_guard_bites_on_a_status_spelled_out() -> None:
    for line in (
        'if dossier.status == "received": pass',
        'Dossier.objects.filter(status__in=["signed"])',
        'open_ones = ["result_ready"]',
        'if report.status == "duplicate": pass',
        'waiting = ["in_work"]',
    ):
        assert status_literals([Source("portal/x.py", line)]), line
    assert status_literals([Source("portal/x.py", 'label = "received"')]) == []
    assert literals_in_templates([Source("t.html", '{% if dossier.status == "signed" %}')])
