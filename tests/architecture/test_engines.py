"""Engines and the kernel are libraries: they import without Django, and so do the commands that only need them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.sources import SOURCE

LIBRARIES = sorted(
    f"liangxin.{layer}.{path.stem}"
    for layer in ("engines", "kernel")
    for path in (SOURCE / layer).iterdir()
    if path.suffix == ".py" or (path / "__init__.py").is_file()
    if path.stem not in {"__init__", "tests"}
)


COMMANDS = [
    "liangxin.faces.cli",
    "liangxin.faces.cli.plans",
    "liangxin.faces.cli.rules",
    "liangxin.faces.cli.invoices",
    "liangxin.faces.cli.city",
    "liangxin.faces.cli.doctor",
]


@pytest.mark.parametrize("name", [*LIBRARIES, *COMMANDS])
def test_it_imports_without_django(name: str) -> None:
    program = f"import sys, {name}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
