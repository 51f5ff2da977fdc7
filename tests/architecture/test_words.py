"""The project speaks of itself alone, and its documents lead somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: nothing to list")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")) and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert not broken


def test_every_engine_and_package_has_a_readme() -> None:
    homes = [*(ROOT / "src/liangxin/engines").iterdir(), *(ROOT / "src/liangxin/domains").iterdir()]
    missing = [home.name for home in homes if (home / "__init__.py").is_file() and not (home / "README.md").is_file()]
    assert not missing


def test_nothing_is_loaded_from_elsewhere() -> None:
    outside = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""")
    pages = tracked("src/**/*.html", "src/**/*.css")
    found = [str(path.relative_to(ROOT)) for path in pages if outside.search(path.read_text(encoding="utf-8"))]
    assert not found, "the product works on a closed network: bring the file by the build hook"
