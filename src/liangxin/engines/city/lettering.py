"""Numbers made into text, a column at a time: digits, check digits, names put together.

The check digits are those of `kernel/identifiers`; tests hold every number of a city against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from liangxin.engines.city.draws import Ints, ints

Signs = npt.NDArray[np.uint8]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_CHECKS = np.frombuffer(b"0123456789X", dtype=np.uint8)
_VIN_YEARS = np.frombuffer(b"ABCDEFGHJKLMNPRSTVWXY123456789", dtype=np.uint8)
_VIN_VALUES = np.zeros(256, dtype=np.int64)
_VIN_VALUES[np.frombuffer(b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ", dtype=np.uint8)] = [
    int(value) for value in "012345678912345678123457923456789"
]
_PLANTS = np.frombuffer(b"ABCDEFGHJKLMNPRSTUVWXYZ", dtype=np.uint8)
_ZERO = ord("0")


def digits(values: Ints, width: int) -> Signs:
    """The last `width` digits of each number, as signs; leading zeros are kept."""
    signs = np.empty((len(values), width), dtype=np.uint8)
    rest = values.copy()
    for place in range(width - 1, -1, -1):
        rest, last = np.divmod(rest, 10)
        signs[:, place] = last + _ZERO
    return signs


def constant(text: str, rows: int) -> Signs:
    """The same signs on every row."""
    return np.broadcast_to(np.frombuffer(text.encode("ascii"), dtype=np.uint8), (rows, len(text)))


def text_of(*blocks: Signs) -> Any:
    """Blocks of signs side by side, as a column of text."""
    signs = np.ascontiguousarray(np.concatenate(blocks, axis=1))
    rows, width = signs.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * np.int32(width)
    return pa.Array.from_buffers(pa.string(), rows, [None, pa.py_buffer(offsets), pa.py_buffer(signs)])


def resident_ids(region: str, born: Ints, sequence: Ints) -> Any:
    """Identity numbers: region, birth date as yyyymmdd, sequence of three digits, check (GB 11643)."""
    body = np.concatenate([constant(region, len(born)), digits(born, 8), digits(sequence, 3)], axis=1)
    total = _weighed(body, _ID_WEIGHTS)
    return text_of(body, _ID_CHECKS[total % 11][:, None])


def _weighed(body: Signs, weights: Sequence[int]) -> Ints:
    total = np.zeros(len(body), dtype=np.int64)
    for place, weight in enumerate(weights):
        total += (body[:, place].astype(np.int64) - _ZERO) * weight
    return total


def with_luhn(prefix: str, serials: Ints, width: int) -> Any:
    """Prefix, serial of so many digits and the check digit of Luhn: bank cards, IMEI."""
    body = np.concatenate([constant(prefix, len(serials)), digits(serials, width)], axis=1)
    total = np.zeros(len(body), dtype=np.int64)
    for steps, place in enumerate(range(body.shape[1] - 1, -1, -1)):
        digit = (body[:, place].astype(np.int64) - _ZERO) * (2 if steps % 2 == 0 else 1)
        total += digit - np.where(digit > 9, 9, 0)
    return text_of(body, digits((10 - total % 10) % 10, 1))


def vins(maker: str, models: Ints, model_years: Ints, serials: Ints) -> Any:
    """Vehicle identification numbers: maker (3 signs), model (5 digits), check, model year, plant and serial
    (GB 16735).
    """
    rows = len(serials)
    signs = np.concatenate(
        [
            constant(maker, rows),
            digits(models, 5),
            constant("0", rows),
            _VIN_YEARS[(model_years - 1980) % len(_VIN_YEARS)][:, None],
            _PLANTS[serials // 10**6 % len(_PLANTS)][:, None],
            digits(serials, 6),
        ],
        axis=1,
    )
    total = np.zeros(rows, dtype=np.int64)
    for place, weight in enumerate(_VIN_WEIGHTS):
        total += _VIN_VALUES[signs[:, place]] * weight
    signs[:, 8] = _VIN_CHECKS[total % 11]
    return text_of(signs)


def scrambled(serials: Ints, size: int, step: int) -> Ints:
    """Other numbers below `size`, each serial to one of its own: `step` has no factor in common with `size`."""
    return ints((serials % size) * step % size)


def words(texts: Sequence[str], places: Ints) -> Any:
    """A column of words by their places."""
    return pa.array(list(texts), pa.string()).take(pa.array(places))


def joined(*columns: Any) -> Any:
    """Columns and plain words, one after the other."""
    parts = [pa.scalar(each, pa.string()) if isinstance(each, str) else each for each in columns]
    return pc.binary_join_element_wise(*parts, "")


def numbers_as_text(values: Ints) -> Any:
    """Whole numbers as people write them."""
    return pc.cast(pa.array(values), pa.string())
