"""Findings of the reader as rows, and rows as the reader's exchange form again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from liangxin.domains.plans.terms import FindingKind
from liangxin.engines.reader.findings import Plan, plan_as_json

# Where the reader's JSON form keeps each kind.
KEYS: Final = {
    FindingKind.UNREAD: "unread",
    FindingKind.TARGET: "targets",
    FindingKind.TASK: "tasks",
    FindingKind.MEASURE: "measures",
    FindingKind.MEMBER: "team",
    FindingKind.BASIS: "basis",
    FindingKind.SECTION: "outline",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, ready to be stored. `start` and `end` count characters of the text as shown."""

    kind: FindingKind
    sequence: int
    marker: str
    start: int
    end: int
    confidence: float
    facts: dict[str, Any]


def findings_of(plan: Plan) -> Iterator[Found]:
    """Every finding of a plan that was read, kind by kind, in the order of the text."""
    record = plan_as_json(plan)
    for kind, name in KEYS.items():
        for sequence, facts in enumerate(record[name]):
            start, end = facts.pop("span")
            confidence = facts.pop("confidence", 0.0)
            yield Found(kind, sequence, facts.get("marker") or "", start, end, confidence, facts)


def head_of(plan: Plan) -> dict[str, Any]:
    """The head fields with their spans, in the exchange form."""
    lists = set(KEYS.values())
    return {name: value for name, value in plan_as_json(plan).items() if name not in lists}


def exchange_form(head: dict[str, Any], found: Iterable[Found]) -> dict[str, Any]:
    """Head and findings put together again as the reader's exchange form."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in KEYS.values()}
    for one in found:
        facts = {**one.facts, "span": [one.start, one.end]}
        if one.kind is not FindingKind.UNREAD:
            facts["confidence"] = one.confidence
        lists[KEYS[one.kind]].append(facts)
    return head | lists
