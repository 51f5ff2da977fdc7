"""Facts that standards announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StandardBroughtIntoForce:
    """A standard is in force from `on`; `superseded_ids` are those that it replaced wholly."""

    standard_id: int
    number: str
    on: date
    superseded_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StandardWithdrawn:
    """A standard is no longer in force, without another in its place."""

    standard_id: int
    number: str
    on: date
