"""Cuts a document's text into lines and pieces, so that every finding's words can be marked where they stand.

Findings overlap (a target inside a task's title, a basis inside an unread clause); a piece carries the ids of all that
cover it, and the look of the one that matters most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from liangxin.domains.plans.queries.review import FindingCard
from liangxin.domains.plans.terms import FindingKind

LayoutLine = tuple[int, int, str, int | None]  # start, end, kind, heading level

# Which look wins where findings overlap: what somebody must act on, then the figures, then what frames them.
PRIORITY: Final = (
    FindingKind.UNREAD,
    FindingKind.TARGET,
    FindingKind.MEMBER,
    FindingKind.MEASURE,
    FindingKind.BASIS,
    FindingKind.TASK,
    FindingKind.SECTION,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters covered by the same findings; `ids` is empty and `kind` None where none covers it."""

    text: str
    ids: str
    kind: FindingKind | None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the text; `level` is that of a heading."""

    kind: str
    level: int | None
    pieces: list[Piece]
    start: int


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    finding: FindingCard


def marked_lines(text: str, layout: Iterable[LayoutLine], findings: Sequence[FindingCard]) -> list[MarkedLine]:
    """Every line with its pieces. Joined, the pieces of a line are the line."""
    marks = sorted((mark for finding in findings for mark in _marks_of(text, finding)), key=lambda mark: mark.start)
    lines, first = [], 0
    for start, end, kind, level in sorted(layout):
        while first < len(marks) and marks[first].end <= start:
            first += 1
        covering = [mark for mark in _until(marks, first, end) if mark.end > start]
        lines.append(MarkedLine(kind, level, list(_pieces(text, start, end, covering)), start))
    return lines


def _marks_of(text: str, finding: FindingCard) -> Iterator[_Mark]:
    """A task is marked at its heading and its units, not over the whole of its text."""
    if finding.kind is not FindingKind.TASK:
        yield _Mark(finding.start, finding.end, finding)
        return
    title = finding.facts["title"]
    at = text.find(title, finding.start, finding.end)
    yield _Mark(finding.start, (finding.start if at < 0 else at) + len(title), finding)
    if finding.facts.get("units_span"):
        start, end = finding.facts["units_span"]
        yield _Mark(start, end, finding)


def _until(marks: Sequence[_Mark], first: int, end: int) -> Iterator[_Mark]:
    for place in range(first, len(marks)):
        if marks[place].start >= end:
            return
        yield marks[place]


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[Piece]:
    cuts = {start, end}
    for mark in marks:
        cuts |= {max(start, mark.start), min(end, mark.end)}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        covering = [mark.finding for mark in marks if mark.start <= left and mark.end >= right]
        covering.sort(key=lambda finding: PRIORITY.index(finding.kind))
        ids = " ".join(str(finding.id) for finding in covering)
        yield Piece(text[left:right], ids, covering[0].kind if covering else None)
