"""What a rulebook says of a case, and nothing more."""

from __future__ import annotations

from typing import NamedTuple

from liangxin.kernel.decision import Answer

TOTAL = "total"


class Ruling(NamedTuple):
    """There is an amount only where the case meets; `line` is the line that decided."""

    answer: Answer
    amount_fen: int | None
    line: str
