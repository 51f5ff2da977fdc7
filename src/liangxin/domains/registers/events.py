"""Facts that registers announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordsChanged:
    """What a register makes of its indicator may have changed; `measure_code` is that of the figure it is a part of.

    Announced for each action, so whoever refreshes figures should wait a moment and refresh once.
    """

    register_id: int
    region_path: str
    type_code: str
    indicator_code: str
    measure_code: str
