"""What the workbooks of each subject do: columns, what rows do when checked, writing and taking back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.models import SentList, SentRow
from liangxin.engines.sheets import SheetType
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.refusal import Refusal

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChecked:
    """What a sound row does: outcome, target with its clock, differences as texts, and what stood there."""

    outcome: str
    name: str
    values: dict[str, Any]
    changes: tuple[tuple[str, str, str], ...] = ()
    target: int | None = None
    clock: int | None = None
    before: dict[str, Any] | None = None


class Hand(Protocol):
    """One subject's part in checking, publishing and undoing."""

    def sheet(self) -> SheetType:
        """The columns."""
        ...

    def check(self, region: regions.RegionCard, rows: Sequence[Values], on: date) -> list[RowChecked | Refusal]:
        """What each row does, or what is wrong with it; a few queries for any number of rows."""
        ...

    def write(
        self, actor: Actor, region: regions.RegionCard, sent: SentList, rows: Sequence[SentRow], on: date
    ) -> list[int]:
        """Write the rows of a checked workbook, in the caller's transaction; the targets in their order.

        Raises SentOutdated where something has changed since the check.
        """
        ...

    def take_back(self, sent: SentList, rows: Sequence[SentRow], moment: datetime, reason: str) -> None:
        """Bring back what stood before. Raises SentUndoImpossible where something has changed since."""
        ...
