"""Chance, by named streams: each part draws from its own, so that one added later does not shift the others.

Everything is drawn and reckoned in whole numbers: sums of floats and the mathematics of a processor may differ in the
last bit from one machine to the next, whole numbers do not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Stream = np.random.Generator
MISSING = -1  # a value that nobody told; all others are 0 or more


def stream(seed: int, name: str) -> Stream:
    """The stream of a name."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def ints(values: Any) -> Ints:
    """As an array of whole numbers."""
    return np.asarray(values, dtype=np.int64)


def pick(rng: Stream, weights: Sequence[int] | Ints, rows: int) -> Ints:
    """Places in `weights`, each as likely as its weight says."""
    totals = np.cumsum(ints(weights))
    return ints(np.searchsorted(totals, rng.integers(0, int(totals[-1]), rows), side="right"))


def pick_in(rng: Stream, groups: Ints, weights: Ints) -> Ints:
    """For each row a column of `weights` by the weights of the row's group."""
    ends = np.cumsum(weights.ravel()).reshape(weights.shape)
    starts = np.concatenate([[0], ends[:-1, -1]])
    drawn = starts[groups] + rng.integers(0, (ends[:, -1] - starts)[groups])
    return ints(np.searchsorted(ends.ravel(), drawn, side="right") - groups * weights.shape[1])


def chance(rng: Stream, per_mille: int | Ints, rows: int) -> Flags:
    """True for about so many in a thousand."""
    return np.asarray(rng.integers(0, 1000, rows) < per_mille, dtype=np.bool_)


def within(rng: Stream, ends: Sequence[int], rows: int) -> Ints:
    """Whole numbers between two ends, both included."""
    return between(rng, ends[0], ends[1], rows)


def between(rng: Stream, least: int, most: int, rows: int) -> Ints:
    """Whole numbers from `least` to `most`, both included."""
    return ints(rng.integers(least, most + 1, rows))


def bell(rng: Stream, rows: int) -> Ints:
    """Round about 0, from -2000 to 2000, most of them near the middle."""
    return ints(rng.integers(-500, 501, (rows, 4)).sum(axis=1))


def quota(weights: Sequence[int], total: int) -> list[int]:
    """Split a total by weights: the largest remainder first, ties by order; the parts add up.

    >>> quota([1, 1, 1], 8)
    [3, 3, 2]
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    rests = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in rests[: total - sum(parts)]:
        parts[place] += 1
    return parts


def heavy_tail(rows: int) -> Ints:
    """Weights of which few hold most, as with shops and firms: inverse to the rank, which begins at eight, so that
    the first is not alone.
    """
    return ints(10**9 // np.arange(8, rows + 8, dtype=np.int64))
