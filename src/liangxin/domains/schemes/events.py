"""Facts that schemes announce to the packages above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SchemePutInForce:
    """Two people have put a version in force; days both included, without `until` there is no end."""

    scheme_id: int
    version_id: int
    family: str
    region_path: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class SchemeEnded:
    """A version ends earlier than it said; `until` is its last day."""

    scheme_id: int
    version_id: int
    family: str
    region_path: str
    until: date
