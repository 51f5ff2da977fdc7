"""A synthetic city: households, firms, shops, goods, a year of claims and payments, the same bytes from the same seed.

No Django, no database, no clock. numpy and Arrow are imported when a city is made or read, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liangxin.engines.city.order import Order
from liangxin.engines.city.refusals import CityRefused

__all__ = ["CityRefused", "Order", "make"]


def make(order: Order, out: Path) -> Mapping[str, Any]:
    """Make a city into an empty or new folder; returns what its `city.json` says. Raises a `CityRefused`."""
    from liangxin.engines.city.making import make as made

    return made(order, out)
