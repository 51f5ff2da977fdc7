"""What is asked for: how many claims, from which seed, for which region and year. Checked here, before anything heavy
is imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from liangxin.engines.city.refusals import ClaimsOutOfBounds, RegionUnknown, SeedOutOfBounds, YearUnknown
from liangxin.kernel.region_code import name_of
from liangxin.kernel.shipped import shipped_data

VERSION = "1"  # goes up whenever the same seed would give other bytes
FEWEST, MOST = 100, 5_000_000  # below, some schemes would have no claim at all; above, identity numbers run short
DATA = Path(__file__).parent / "data"
REGION, YEAR = "990123", 2025


@cache
def told(name: str) -> Any:
    """One of the files beside the code. Not to be changed."""
    return shipped_data(DATA / f"{name}.yaml")


def years() -> list[int]:
    """The years that have data."""
    return sorted(int(path.stem[5:]) for path in DATA.glob("year_*.yaml"))


@dataclass(frozen=True)
class Order:
    """A city to be made. Raises a `CityRefused` where it cannot be."""

    claims: int
    seed: int = 1
    region: str = REGION
    year: int = YEAR

    def __post_init__(self) -> None:
        if not FEWEST <= self.claims <= MOST:
            raise ClaimsOutOfBounds(claims=self.claims, least=FEWEST, most=MOST, field="claims")
        if not 0 <= self.seed < 10**18:
            raise SeedOutOfBounds(seed=self.seed, field="seed")
        if self.year not in years():
            raise YearUnknown(year=self.year, known="、".join(map(str, years())), field="year")
        if not self.region_name:
            known = "、".join(f"{code}（{name}）" for code, name in told("county")["regions"].items())
            raise RegionUnknown(region=self.region, known=known, field="region")

    @property
    def region_name(self) -> str:
        """The county's name; empty where there is no such county."""
        made_up = told("county")["regions"].get(self.region)
        if made_up or not re.fullmatch("[0-9]{6}", self.region) or self.region.endswith("00"):
            return str(made_up or "")
        return name_of(self.region) or ""
