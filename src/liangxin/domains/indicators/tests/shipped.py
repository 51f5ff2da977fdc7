"""The shipped catalogue as tests read it: its entries, and a matcher made of them without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from liangxin.domains.indicators.rules.matching import IndicatorNames, Matcher
from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.kernel.shipped import shipped_data

_FILE = Path(__file__).parents[1] / "data/catalogue.yaml"
ENTRIES: list[dict[str, Any]] = shipped_data(_FILE)["indicators"]
CATALOGUE = tuple(
    IndicatorNames(entry["code"], (entry["name"], *entry["synonyms"]), entry["unit"], IndicatorKind.of(entry["kind"]))
    for entry in ENTRIES
)
MATCHER = Matcher(CATALOGUE)
