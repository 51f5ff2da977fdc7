"""Facts that regions announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ZoneFounded:
    """A development zone has a code of its own from now on."""

    region_code: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class UnitsMerged:
    """`gone_id` is no longer a unit; its names lead to `kept_id`, and what refers to it must follow."""

    kept_id: int
    gone_id: int


@dataclass(frozen=True, slots=True)
class MemberAppointed:
    """An account stands in a unit with a role from a day on."""

    membership_id: int
    account_id: int
    unit_id: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """An account no longer stands in a unit with a role from `ends_on` on."""

    membership_id: int
    account_id: int
    unit_id: int
    ends_on: date
