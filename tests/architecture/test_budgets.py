"""Sizes that keep code readable. Lists of exceptions may only shrink: an entry no longer needed fails too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, modules, nodes, shown, text, tree

FUNCTION, ROOM, TEST_FILE, NESTING = 60, 400, 600, 3
LONG_FUNCTIONS: set[str] = set()
LONG_FILES: set[str] = set()
DEEP_FUNCTIONS: set[str] = set()
CATCH_ALL_PLACES = 3
SEPARATE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
BLOCKS = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith)


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{shown(path)}:{node.name}", node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def depth(node: ast.AST) -> int:
    """How many blocks stand inside each other; `elif` does not count as one more."""
    deepest = 0
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        is_elif = name == "orelse" and isinstance(node, ast.If) and [type(child) for child in children] == [ast.If]
        for child in children:
            if not isinstance(child, ast.AST) or isinstance(child, SEPARATE):
                continue
            deepest = max(deepest, depth(child) + (isinstance(child, BLOCKS) and not is_elif))
    return deepest


def test_functions_are_short() -> None:
    long = {name for path in modules() for name, node in functions(path) if length(node) > FUNCTION}
    assert long == LONG_FUNCTIONS, f"over {FUNCTION} lines: split by meaning; no longer long: take it off the list"


def test_blocks_are_not_nested_deeply() -> None:
    deep = {name for path in modules() for name, node in functions(path) if depth(node) > NESTING}
    assert deep == DEEP_FUNCTIONS, f"more than {NESTING} blocks deep: return early or name the inner part"


def test_files_are_short() -> None:
    long = {shown(path) for path in modules() if len(text(path).splitlines()) > ROOM}
    long |= {shown(path) for path in modules(tests=True) if len(text(path).splitlines()) > TEST_FILE}
    assert long == LONG_FILES, f"rooms stay under {ROOM} lines, test files under {TEST_FILE}: make a folder of its name"


def test_every_exception_to_a_check_names_its_code_and_reason() -> None:
    bare = re.compile(r"#\s*(noqa|type:\s*ignore)(?!\[[\w-]+\]|:\s*[A-Z]+\d+)")
    without_reason = re.compile(r"#\s*(noqa:\s*[A-Z0-9, ]+|type:\s*ignore\[[\w, -]+\])\s*$")
    found, lines = [], 0
    for path in [*modules(), *modules(tests=True)]:
        for number, line in enumerate(text(path).splitlines(), 1):
            lines += 1
            if bare.search(line) or without_reason.search(line):
                found.append(f"{shown(path)}:{number}")
    assert not found, "write `# noqa: CODE - reason` or `# type: ignore[code]  # reason`"
    assert lines > 0


def test_catch_all_handlers_stand_in_few_places() -> None:
    catch_all = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert len(catch_all) <= CATCH_ALL_PLACES, catch_all


def test_every_module_says_what_is_in_it() -> None:
    silent = [shown(path) for path in modules() if text(path).strip() and not ast.get_docstring(tree(path))]
    assert not silent, "open the module with one to six lines: what is here, what is not"


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{shown(path)}:{number}"
        for path in [*modules(), *modules(tests=True)]
        for number, line in enumerate(text(path).splitlines(), 1)
        if later.search(line)
    ]
    assert not found
    assert (ROOT / "src").is_dir()
