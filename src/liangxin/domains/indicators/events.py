"""Facts that indicators announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObservationsRecorded:
    """Figures of these indicators are new or revised in these regions; what was computed from them is out of date."""

    region_ids: frozenset[int]
    region_paths: frozenset[str]
    indicator_ids: frozenset[int]
