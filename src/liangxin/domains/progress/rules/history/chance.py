"""Chance from a seed: the same on every machine, as it uses nothing but draws, sums and products."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Chance:
    """Draws that depend on a seed and a name, so that one series does not shift when another is added."""

    def __init__(self, seed: str, name: str) -> None:
        self._drawn = Random(f"{seed}|{name}")  # noqa: S311 - made-up figures, no secret

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._drawn.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._drawn.random() * (high - low + 1))

    def one_of(self, choices: Sequence[_T]) -> _T:
        return choices[self.whole(0, len(choices) - 1)]

    def spread(self) -> float:
        """About normal, of spread one: twelve draws added up."""
        return sum(self._drawn.random() for _ in range(12)) - 6
