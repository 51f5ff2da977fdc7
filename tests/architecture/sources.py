"""The source tree as the architecture tests see it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "liangxin"


@cache
def modules(*, tests: bool = False) -> Sequence[Path]:
    """Every Python file of the product; migrations never, tests when asked for."""
    places = {path: path.relative_to(SOURCE).parts for path in sorted(SOURCE.rglob("*.py"))}
    return [path for path, parts in places.items() if "migrations" not in parts and ("tests" in parts) == tests]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Parsed once for all rules."""
    return ast.parse(text(path), str(path))


@cache
def nodes(path: Path) -> Sequence[ast.AST]:
    """All of the tree, walked once for all rules."""
    return list(ast.walk(tree(path)))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path) -> str | None:
    """The room of a domain package that a file belongs to (`web`, `models`, …), None outside the domains."""
    parts = path.relative_to(SOURCE).parts
    if len(parts) < 3 or parts[0] != "domains":
        return None
    return parts[2].removesuffix(".py")
