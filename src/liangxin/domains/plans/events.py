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
