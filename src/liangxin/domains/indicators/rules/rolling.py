"""The figure of a region from those of the regions below it, by the indicator's own rule and never without coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from liangxin.domains.indicators.errors import CoverageImpossible
from liangxin.domains.indicators.rules.converting import factor_between, scaled, whole_of
from liangxin.domains.indicators.terms import RollUp


@dataclass(frozen=True, slots=True)
class Part:
    """The figure of one region. `covers` is of how many of the regions expected above it is the figure.

    `numerator` and `denominator` make a ratio, `weight` a mean; all parts count them in one unit. An empty `unit` is
    that of the whole.
    """

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    covers: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RolledFigure:
    """The figure of the whole, from `got` of `expected` regions; no value where none could be had."""

    value: Decimal | None
    got: int
    expected: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None


def roll_up(rule: RollUp, parts: Iterable[Part], expected: int, unit: str = "") -> RolledFigure:
    """Make the figure of the whole in `unit` of those parts that the rule can use; the others are not covered.

    Raises CoverageImpossible for more parts than there are regions, UnitUnfit for a part of another dimension.
    """
    given = list(parts)
    if sum(part.covers for part in given) > expected:
        raise CoverageImpossible(got=sum(part.covers for part in given), expected=expected)
    used = [part for part in given if _is_of_use(rule, part)]
    got = sum(part.covers for part in used)
    if not used:
        return RolledFigure(None, 0, expected)
    if rule is RollUp.SUM:
        return RolledFigure(_sum(used, unit), got, expected)
    if rule is RollUp.RATIO_OF_SUMS:
        return _ratio(used, got, expected, unit)
    weight = sum(Fraction(part.weight or 0) for part in used)
    if not weight:
        return RolledFigure(None, 0, expected)
    mean = sum(_value(part, unit) * Fraction(part.weight or 0) for part in used) / weight
    return RolledFigure(_decimal(mean), got, expected, weight=_decimal(weight))


def _ratio(used: list[Part], got: int, expected: int, unit: str) -> RolledFigure:
    above = sum(Fraction(part.numerator or 0) for part in used)
    below = sum(Fraction(part.denominator or 0) for part in used)
    if not below:
        return RolledFigure(None, 0, expected)
    value = _decimal(above / below * Fraction(whole_of(unit)))
    return RolledFigure(value, got, expected, numerator=_decimal(above), denominator=_decimal(below))


def _sum(used: list[Part], unit: str) -> Decimal:
    """In one unit a sum of Decimals is exact: a table holds 26 digits, and there are few regions below one."""
    if all(part.unit in ("", unit) for part in used):
        return sum((part.value for part in used), Decimal(0))
    return _decimal(sum(_value(part, unit) for part in used))


def _is_of_use(rule: RollUp, part: Part) -> bool:
    match rule:
        case RollUp.RATIO_OF_SUMS:
            return part.numerator is not None and part.denominator is not None
        case RollUp.WEIGHTED_MEAN:
            return part.weight is not None
        case RollUp.SUM:
            return True
    return False


def _value(part: Part, unit: str) -> Fraction:
    """Exact, so that the order of the parts does not matter."""
    return Fraction(part.value) * factor_between(part.unit or unit, unit)


def _decimal(exact: Fraction | int) -> Decimal:
    return scaled(Decimal(1), Fraction(exact))


@dataclass(frozen=True)
class Tree:
    """Regions above each other at one time, from pairs of id and path; regions beyond them are not looked at."""

    paths: Mapping[int, str]

    @cached_property
    def below(self) -> dict[int, tuple[int, ...]]:
        """The regions directly below each; a region right below none of these stands at the top."""
        at = {path: region for region, path in self.paths.items()}
        found: dict[int, list[int]] = {region: [] for region in self.paths}
        for path, region in sorted(at.items()):
            above = at.get(path[: path.rstrip("/").rfind("/") + 1])
            if above is not None:
                found[above].append(region)
        return {region: tuple(regions) for region, regions in found.items()}

    @cached_property
    def from_below(self) -> tuple[int, ...]:
        """All regions, each after those below it."""
        return tuple(sorted(self.paths, key=lambda region: self.paths[region], reverse=True))

    @cached_property
    def leaves(self) -> dict[int, int]:
        """Of how many regions that have none below themselves each region is made; of itself where it is one."""
        counts: dict[int, int] = {}
        for region in self.from_below:
            counts[region] = sum(counts[one] for one in self.below[region]) or 1
        return counts


def roll_up_tree(rule: RollUp, tree: Tree, figures: Mapping[int, Part], unit: str = "") -> dict[int, RolledFigure]:
    """The figure of every region that has others below and none of its own, where one can be had.

    A region with a figure of its own stands for itself and for all below it. Coverage counts the lowest regions, so
    that one large city of many counties that is missing is missed as what it is.
    """
    rolled: dict[int, RolledFigure] = {}
    parts: dict[int, Part] = {}
    for region in tree.from_below:
        if region in figures:
            parts[region] = replace(figures[region], covers=tree.leaves[region])
        elif given := [parts[one] for one in tree.below[region] if one in parts]:
            whole = roll_up(rule, given, tree.leaves[region], unit)
            if whole.value is not None:
                rolled[region] = whole
                parts[region] = Part(whole.value, whole.numerator, whole.denominator, whole.weight, whole.got)
    return rolled
