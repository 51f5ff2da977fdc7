"""The shipped catalogue as tests read it: its entries, and a matcher made of them without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from liangxin.domains.indicators.rules.matching import IndicatorNames, Matcher
from liangxin.domains.indicators.terms import IndicatorKind

_FILE = Path(__file__).parents[1] / "data/catalogue.yaml"
ENTRIES: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["indicators"]
CATALOGUE = tuple(
    IndicatorNames(entry["code"], (entry["name"], *entry["synonyms"]), entry["unit"], IndicatorKind.of(entry["kind"]))
    for entry in ENTRIES
)
MATCHER = Matcher(CATALOGUE)
