"""Case files: for a rulebook a base case, and what changes with what outcome. Officials can read and extend them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.places import parse
from liangxin.engines.rulebook.shelf import compile_text, shipped_texts

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    name: str
    rulebook: str
    facts: dict[str, Any]
    answer: str
    amount: str | None = None
    line: str | None = None
    missing: list[str] | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rulebook} {self.name}"

    @property
    def book(self) -> Compiled:
        return filled(self.rulebook, tuple(sorted(self.parameters.items())))


@cache
def filled(key: str, parameters: tuple[tuple[str, Any], ...]) -> Compiled:
    local = {"adopts": key, "by": "清岚县", "parameters": dict(parameters)} if parameters else None
    return compile_text(shipped_texts()[key], key, local=local)


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        placed = parse(path.read_text("utf-8"))
        assert not placed.findings.found, placed.findings.found
        for group in placed.content:
            for one in group["cases"]:
                facts = group["base"] | one.pop("change", {})
                parameters = group.get("parameters", {}) | one.pop("parameters", {})
                yield Case(rulebook=group["rulebook"], facts=facts, parameters=parameters, **one)
