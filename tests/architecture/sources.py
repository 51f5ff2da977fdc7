"""The source tree as the architecture tests see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "liangxin"


def modules(*, tests: bool = False) -> Iterator[Path]:
    """Every Python file of the product; migrations never, tests when asked for."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "migrations" in parts or ("tests" in parts) != tests:
            continue
        yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path) -> str | None:
    """The room of a domain package that a file belongs to (`web`, `models`, …), None outside the domains."""
    parts = path.relative_to(SOURCE).parts
    if len(parts) < 3 or parts[0] != "domains":
        return None
    return parts[2].removesuffix(".py")
