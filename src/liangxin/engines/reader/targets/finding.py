"""One target as found in a paragraph; offsets count characters of that paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.engines.reader.findings import Comparator, TargetKind


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """A figure, a completion or a stated direction, with the stretch `paragraph[start:end]` that says it.

    `value` has 万 and 亿 multiplied out; a range counts with its lower bound, a fall (下降10%) with its size. It is
    None for a direction without a figure, `value_start:value_end` being then the words that state the direction.
    """

    start: int
    end: int
    value_start: int
    value_end: int
    indicator: str
    kind: TargetKind
    value: float | None
    unit: str | None
    comparator: Comparator
    deadline: int | None
    baseline_year: int | None
    hedged: bool
    confidence: float
