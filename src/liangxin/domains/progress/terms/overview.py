"""How a region came to stand differently, and how far targets are of what is due."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

TARGET_DUE_SOON_DAYS: Final = 90  # ours: what a quarter can still change is shown as due soon
MONTHS_SHOWN: Final = 12


class Change(Term):
    """What became of a target between two days."""

    WORSE = "worse", "变差"
    UNKNOWN = "unknown", "变为不明"
    BETTER = "better", "向好"
    KNOWN = "known", "有了结论"

    @property
    def tone(self) -> str:
        return {Change.WORSE: "act", Change.UNKNOWN: "off", Change.BETTER: "good"}.get(self, "going")


class IndexBand(Term):
    """How much of what was due is there; the bounds that divide statuses are those of `rules/thresholds.py`."""

    UNDER_50 = "under_50", "不到50%"
    TO_80 = "to_80", "50%–80%"
    TO_95 = "to_95", "80%–95%"
    TO_110 = "to_110", "95%–110%"
    ABOVE = "above", "110%及以上"
