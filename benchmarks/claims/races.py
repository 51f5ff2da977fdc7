"""The race tests run with their counts shown: what was there, what was asked for, what was given, guard on and off."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import liangxin

TESTS = ("test_till_races.py", "test_queue_races.py")
_LINE = re.compile(r"race: (\w+) supply (\d+) demand (\d+) guard (on|off) given (\d+)")
Count = dict[str, Any]


def counted() -> tuple[list[Count], bool]:
    """The counts in the order of the tests, and whether all tests passed."""
    folder = Path(liangxin.__file__).parent / "domains" / "claims" / "tests"
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:randomly", *(str(folder / name) for name in TESTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [
        {"thing": thing, "guard": guard, "supply": int(supply), "demand": int(demand), "given": int(given)}
        for thing, supply, demand, guard, given in _LINE.findall(done.stdout)
    ]
    return found, done.returncode == 0


def table(counts: list[Count]) -> str:
    """One line a thing and guard."""
    lines = [f"{'thing':10}{'guard':>6}{'supply':>8}{'demand':>8}{'given':>7}"]
    lines += [
        f"{one['thing']:10}{one['guard']:>6}{one['supply']:>8}{one['demand']:>8}{one['given']:>7}"
        for one in sorted(counts, key=lambda one: (one["thing"], one["guard"] == "off"))
    ]
    return "\n".join(lines)
