"""Facts that claims announce to the packages above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimApproved:
    """An after-sale claim was approved at its last level; its money is committed."""

    claim_id: int
    number: str
