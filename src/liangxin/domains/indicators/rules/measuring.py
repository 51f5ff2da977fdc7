"""What is measured: an amount, a share or a growth, in which dimension, and how well two measures fit.

The words of a plan seldom tell the stock of something from its growth; the unit and the kind of the target do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.kernel.quantity import UnitUnknown, find_unit
from liangxin.kernel.term import Term
from liangxin.kernel.text import plain


class Aspect(Enum):
    """Which side of a thing is measured; it is not shown."""

    AMOUNT = "amount"
    SHARE = "share"
    GROWTH = "growth"


class MeasureFit(Term):
    """How the measure of a target fits that of an indicator."""

    SAME = "same", "计量方式一致"
    UNTOLD = "untold", "原文没有计量单位"
    OTHER_COUNT = "other_count", "计数单位不同"
    OTHER_DIMENSION = "other_dimension", "计量的量不同"
    OTHER_ASPECT = "other_aspect", "数量、比例、增速不一致"


_GROWTHS = {IndicatorKind.GROWTH, IndicatorKind.ANNUAL_GROWTH}
_SHARES = {IndicatorKind.SHARE, IndicatorKind.COMPLETION}
_RATIOS = {"%", "‰", "比", "百分点", "个百分点"}
# Counting words by what they count; whoever counts with 个 or 项 may mean any of them.
_ANYTHING = frozenset("个项批类种件")
_COUNTED = {
    word: sort
    for sort, words in {
        "machine": "台 套 台(套) 台套 部 架 只 具 组 盏 路 条 副 块 枚",
        "vehicle": "辆 艘 列",
        "place": "座 处 所 间 站 栋",
        "firm": "家",
        "home": "户",
        "bed": "张 床",
        "event": "场 次 期 届",
        "person": "人 人次 名",
    }.items()
    for word in words.split()
}
_NEAR = {frozenset({"machine", "vehicle"}), frozenset({"place", "firm"}), frozenset({"machine", "place"})}
# 个 and 项 are said of places, firms and projects rather than of machines, and hardly of events or people.
_COUNTED_AS_ANYTHING = {
    "machine": (0.98, MeasureFit.SAME),
    "vehicle": (0.98, MeasureFit.SAME),
    "event": (0.8, MeasureFit.OTHER_COUNT),
    "person": (0.8, MeasureFit.OTHER_COUNT),
}
# What another aspect costs. That all of a thing is done is told by its amount where nothing else is.
_OTHER_ASPECT = 0.55
_COMPLETED_AMOUNT = 0.75


@dataclass(frozen=True, slots=True)
class Measure:
    """Aspect and dimension; None where nothing tells. `is_completion` says that all of something is promised."""

    aspect: Aspect | None
    dimension: str | None = None
    is_completion: bool = False


@lru_cache(maxsize=1024)
def measure_of(unit: str, kind: IndicatorKind | None) -> Measure:
    """What a unit and a kind of target say; any text may stand for the unit."""
    written = plain(unit)
    if kind in _GROWTHS:
        return Measure(Aspect.GROWTH)
    if kind in _SHARES or written in _RATIOS:
        return Measure(Aspect.SHARE, is_completion=kind is IndicatorKind.COMPLETION)
    if kind is IndicatorKind.DIRECTIONAL or (kind is None and not written):
        return Measure(None)
    return Measure(Aspect.AMOUNT, _dimension(written))


def fit_of(said: Measure, known: Measure) -> tuple[float, MeasureFit]:
    """How well what was said fits an indicator's measure: a factor in (0, 1] and its reason."""
    if said.aspect is None or known.aspect is None:
        # Whoever names a thing and no more seldom means its growth.
        return (0.9 if known.aspect is Aspect.GROWTH else 1.0), MeasureFit.UNTOLD
    if said.aspect is not known.aspect:
        is_all_of_it = said.is_completion and known.aspect is Aspect.AMOUNT
        return (_COMPLETED_AMOUNT if is_all_of_it else _OTHER_ASPECT), MeasureFit.OTHER_ASPECT
    if said.dimension == known.dimension or None in (said.dimension, known.dimension):
        return 1.0, MeasureFit.SAME
    return _fit_of_dimensions(said.dimension or "", known.dimension or "")


def _fit_of_dimensions(said: str, known: str) -> tuple[float, MeasureFit]:
    counted = {*_COUNTED.values(), "anything"}
    if said not in counted or known not in counted:
        return 0.6, MeasureFit.OTHER_DIMENSION
    if "anything" in (said, known):
        other = known if said == "anything" else said
        return _COUNTED_AS_ANYTHING.get(other, (1.0, MeasureFit.SAME))
    return (0.97 if frozenset({said, known}) in _NEAR else 0.85), MeasureFit.OTHER_COUNT


def _dimension(unit: str) -> str | None:
    """What a unit in plain form counts or measures; None if there is none."""
    bare = unit.lstrip("万亿千百") or unit
    counted = bare.split("/")[0]  # 个/万人 counts what 个 counts
    if counted in _COUNTED or counted in _ANYTHING:
        return _COUNTED.get(counted, "anything")
    if bare == "元":
        return "money"
    try:
        return find_unit(unit)[1].dimension
    except UnitUnknown:
        return bare or None
