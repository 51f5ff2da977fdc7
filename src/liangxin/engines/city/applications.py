"""What was applied for, before anybody decides: facts, person, shop and thing of each claim, with what
is wrong.

This is what a part that adds fraud changes: rows added here are decided, numbered and paid like all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liangxin.engines.city.county import days
from liangxin.engines.city.draws import Ints, ints
from liangxin.engines.city.lettering import words

SOUND = ""
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Column:
    """A column of facts as whole numbers; below 0 is missing. Words stand by their places."""

    kind: str  # date, yes_no, choice, whole, litres
    values: Ints
    words: tuple[str, ...] = ()

    def arrow(self) -> Any:
        """The column as a rulebook takes it."""
        missing = self.values < 0
        if self.kind == "date":
            return days(self.values, missing)
        if self.kind == "yes_no":
            return pa.array(self.values > 0, pa.bool_(), mask=missing)
        if self.kind == "choice":
            return words(self.words, np.where(missing, 0, self.values)) if not missing.any() else self._gappy(missing)
        if self.kind == "litres":
            whole = pa.array(self.values.astype(np.int32), pa.int32(), mask=missing).cast(pa.decimal128(10, 0))
            return pc.multiply(whole, pa.scalar(_THOUSANDTH)).cast(pa.decimal128(18, 3))
        return pa.array(self.values, pa.int64(), mask=missing)

    def _gappy(self, missing: Any) -> Any:
        return pa.array(self.words, pa.string()).take(pa.array(self.values, mask=missing))

    def taken(self, rows: Ints) -> Column:
        """Some rows."""
        return Column(self.kind, self.values[rows], self.words)


@dataclass(frozen=True)
class Applications:
    """All that was applied for under one rulebook, a row a claim."""

    rulebook: str
    facts: Mapping[str, Column]
    category: Column
    person: Ints
    bought: Ints  # day numbers
    claimed: Ints
    shop: Ints  # places in `_trade`
    good: Ints  # places in `_stock`, or in `_models` for cars
    price: Ints
    listed: Ints
    serial: Any  # text: what names the piece
    old_serial: Any  # text or None: what names the old piece
    wrong: Ints  # places in `wrongs`
    wrongs: tuple[str, ...]  # the first is SOUND

    def __len__(self) -> int:
        return len(self.person)

    def taken(self, rows: Ints) -> Applications:
        """Some rows, in this order."""
        places = pa.array(rows)
        numbers = ("person", "bought", "claimed", "shop", "good", "price", "listed", "wrong")
        columns: dict[str, Any] = {name: ints(getattr(self, name)[rows]) for name in numbers}
        return replace(
            self,
            facts={name: column.taken(rows) for name, column in self.facts.items()},
            category=self.category.taken(rows),
            serial=self.serial.take(places),
            old_serial=None if self.old_serial is None else self.old_serial.take(places),
            **columns,
        )
