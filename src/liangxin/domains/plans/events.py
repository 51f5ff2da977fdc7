"""Facts that the plans package announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanDocumentRead:
    """A document has been read; its findings are stored."""

    document_id: int
    region_path: str
    targets: int
    tasks: int


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """An edition of a plan is in force. `added` and `dropped` are ids of targets; all others stay what they were."""

    plan_id: int
    version_id: int
    number: int
    region_path: str
    added: tuple[int, ...]
    dropped: tuple[int, ...]
