"""Facts that progress announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusesChanged:
    """Targets of a region stand differently than when they were last looked at: (target, before, after)."""

    region_id: int
    region_path: str
    changes: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class TaskReported:
    """A unit has said how a task stands; `waiting_for` is the unit it waits for."""

    task_id: int
    region_path: str
    state: str
    waiting_for: int | None
