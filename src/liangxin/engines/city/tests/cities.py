"""A small city for tests, made once a process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from liangxin.engines.city import Order
from liangxin.engines.city.making import make

ORDER = Order(claims=4000, seed=7)


@cache
def small_city() -> Path:
    """A folder with a city; nobody writes to it."""
    folder = Path(tempfile.mkdtemp(prefix="city")) / "small"
    make(ORDER, folder)
    return folder


def rows(name: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """The rows of one of its tables."""
    found: list[dict[str, Any]] = pq.read_table((folder or small_city()) / f"{name}.parquet").to_pylist()
    return found
