"""Sizes that keep a file readable in one sitting; complexity is ruff's C901."""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Source, python, templates

FUNCTION_WARN, FUNCTION, VIEW, CLASS, FILE, TEMPLATE = 30, 50, 25, 200, 300, 120
_SILENT = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def code_lines(source: Source) -> set[int]:
    """Numbers of the lines that hold code: no blanks, comments or docstrings."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type not in _SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def sizes(source: Source) -> Iterator[tuple[Definition, int]]:
    lines = code_lines(source)
    for node in ast.walk(source.tree):
        if isinstance(node, Definition):
            yield node, len(lines & set(range(node.lineno, (node.end_lineno or 0) + 1)))


def limit(source: Source, node: Definition) -> int:
    if isinstance(node, ast.ClassDef):
        return CLASS
    in_views = re.search(r"(?:^|/)(?:views|api)(?:/|\.py)", source.path)
    first = node.args.args[0].arg if node.args.args else ""
    return VIEW if in_views and first == "request" and not node.name.startswith("_") else FUNCTION


def too_long(sources: Iterable[Source]) -> list[str]:
    found = []
    for source in sources:
        if (size := len(code_lines(source))) > FILE:
            found.append(f"{source.path}: {size} lines of code, at most {FILE}")
        for node, size in sizes(source):
            if size > limit(source, node):
                found.append(
                    source.at(node, f"{node.name} has {size}, at most {limit(source, node)}")
                )
    return found


def long_templates(sources: Iterable[Source]) -> list[str]:
    return [source.path for source in sources if len(source.text.splitlines()) > TEMPLATE]


def test_nothing_is_longer_than_its_budget() -> None:
    longish = [
        f"{source.path}:{node.name}"
        for source in python()
        for node, size in sizes(source)
        if not isinstance(node, ast.ClassDef) and FUNCTION_WARN < size <= FUNCTION
    ]
    if longish:
        warnings.warn(f"functions over {FUNCTION_WARN} lines: {', '.join(longish)}", stacklevel=1)
    assert too_long(python(tests=True)) == []


def test_templates_keep_their_budget() -> None:
    assert long_templates(templates()) == []


def test_guard_bites_on_what_is_too_long() -> None:
    body = "    x = 1\n" * 60
    assert too_long([Source("a/x.py", f"def f():\n{body}")])
    assert too_long([Source("a/views.py", f"def page(request):\n{body[: 26 * 10]}")])
    assert not too_long([Source("a/x.py", f"def page(request):\n{body[: 26 * 10]}")])
    assert too_long([Source("a/x.py", "class C:\n" + "    x = 1\n" * 201)])
    assert too_long([Source("a/x.py", "x = 1\n" * 301)])
    assert long_templates([Source("templates/x.html", "<p>\n" * 121)])


def test_docstrings_comments_and_blanks_cost_nothing() -> None:
    text = '"""Long\nlong\n"""\n\n# why\n' + "x = 1\n" * 3
    assert len(code_lines(Source("a/x.py", text))) == 3
