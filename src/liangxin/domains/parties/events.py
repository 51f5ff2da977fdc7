"""Facts that parties announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartiesMerged:
    """Two rows are one party: `gone` leads to `kept` from now on (`api.surviving`)."""

    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """A merge was taken back: `gone` stands for itself again."""

    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class PartiesForgotten:
    """What was kept of these parties is emptied; the rows stay for what hangs on them."""

    ids: tuple[int, ...]
