"""The targets of single sentences and paragraphs: tables of cases in `sentences/*.yaml`, none of them from a real plan.

A case gives all targets its text holds; what is left out of a target means `reach`, no deadline, no base year, not
hedged. A list of values means that any of them will do, comparator `any` likewise: a range names two figures.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from liangxin.engines.reader.targets import TargetFinding, find_targets
from liangxin.kernel.shipped import shipped_data

Case = dict[str, Any]
Expected = dict[str, Any]

ENOUGH = 0.5
PLAIN: Expected = {"comparator": "reach", "deadline": None, "baseline_year": None, "hedged": False}


def cases() -> list[Any]:
    """Every case of every table, named by table, place and feature."""
    return [
        pytest.param(case, id=f"{table.stem}-{number}-{case['feature'].replace(' ', '_')}")
        for table in sorted((Path(__file__).parent / "sentences").glob("*.yaml"))
        for number, case in enumerate(shipped_data(table), start=1)
    ]


def expected(case: Case) -> list[Expected]:
    return [PLAIN | target for target in case["targets"]]


@cache
def overlap(one: str, other: str) -> float:
    """Share of the shorter text that the two have in common, as one run of characters."""
    one, other = (re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)) for text in (one, other))
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size / min(len(one), len(other))


def any_of(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def equal(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else isclose(one, other, rel_tol=1e-6)


def likeness(target: Expected, found: TargetFinding, text: str) -> float:
    """0 where the two cannot be the same target, else how much their quotes overlap."""
    same = found.deadline == target["deadline"] and any(equal(found.value, value) for value in any_of(target["value"]))
    shared = overlap(target["quote"], text[found.start : found.end]) if same else 0.0
    return shared if shared >= ENOUGH else 0.0


def matched(case: Case, findings: list[TargetFinding]) -> list[tuple[Expected, TargetFinding]]:
    """One-to-one pairs, best first."""
    targets = expected(case)
    ranked = sorted(
        (
            (likeness(target, found, case["text"]), -i, -j)
            for i, target in enumerate(targets)
            for j, found in enumerate(findings)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, i, j in ranked:
        if score and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return [(targets[i], findings[j]) for i, j in pairs.items()]


def wrong_fields(target: Expected, found: TargetFinding) -> list[str]:
    """What is said of the target but for its value, deadline and quote, where the reader differs."""
    pairs = {
        "kind": (target["kind"], found.kind),
        "unit": (target["unit"], found.unit),
        "baseline_year": (target["baseline_year"], found.baseline_year),
        "hedged": (target["hedged"], found.hedged),
    }
    if target["comparator"] != "any":
        pairs["comparator"] = (target["comparator"], found.comparator)
    wrong = [f"{name}: {has!r}, should be {should!r}" for name, (should, has) in pairs.items() if should != has]
    if overlap(target["indicator"], found.indicator) < ENOUGH:
        wrong.append(f"indicator: {found.indicator!r}, should be {target['indicator']!r}")
    return wrong


def shown(found: TargetFinding, text: str) -> str:
    return f"{found.value} {found.unit} {found.deadline} {text[found.start : found.end]!r}"


@pytest.mark.parametrize("case", cases())
def test_it_finds_the_targets_and_makes_none_up(case: Case) -> None:
    findings = list(find_targets(case["text"]))
    pairs = matched(case, findings)
    hit, taken = [target for target, _ in pairs], [found for _, found in pairs]
    missed = [f"missed {t['value']} {t['unit']} {t['deadline']} {t['quote']!r}" for t in expected(case) if t not in hit]
    made_up = [f"made up {shown(found, case['text'])}" for found in findings if found not in taken]
    assert not missed + made_up, "\n".join([case["text"], *missed, *made_up])


@pytest.mark.parametrize("case", [case for case in cases() if case.values[0]["targets"]])
def test_it_reads_every_field_of_what_it_finds(case: Case) -> None:
    wrong = [
        f"{target['quote']!r}: {field}"
        for target, found in matched(case, list(find_targets(case["text"])))
        for field in wrong_fields(target, found)
    ]
    assert not wrong, "\n".join([case["text"], *wrong])
