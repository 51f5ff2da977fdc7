"""Statuses of many targets as figures for an action, a unit, a region: never a share without how many are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.progress.terms import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """A target's status, where it belongs, and what it weighs; a target of several units counts with each of them."""

    status: Status
    action: str = ""
    units: tuple[str, ...] = ()
    region: str = ""
    weight: Decimal = Decimal(1)
    is_reached: bool = False
    is_over: bool = False
    is_hedged: bool = False


@dataclass(frozen=True, slots=True)
class Rolled:
    """How many targets stand how, and the weight of those known. `share` alone says nothing: show `known` of `all`."""

    on_track: int = 0
    at_risk: int = 0
    behind: int = 0
    not_known: int = 0
    reached: int = 0
    over: int = 0
    hedged: int = 0
    weight_on_track: Decimal = Decimal(0)
    weight_known: Decimal = Decimal(0)
    weight_all: Decimal = Decimal(0)

    @property
    def known(self) -> int:
        return self.on_track + self.at_risk + self.behind

    @property
    def all(self) -> int:
        return self.known + self.not_known

    @property
    def share(self) -> Fraction | None:
        """The part on track, by weight, of those that are known; None where none is."""
        return Fraction(self.weight_on_track) / Fraction(self.weight_known) if self.weight_known else None

    @property
    def coverage(self) -> Fraction | None:
        """The part that is known, by weight; None where there is nothing."""
        return Fraction(self.weight_known) / Fraction(self.weight_all) if self.weight_all else None


@dataclass(frozen=True, slots=True)
class Balanced:
    """The mean share of groups that weigh the same, with how many of them have one, and the sums beneath."""

    share: Fraction | None
    groups_known: int
    groups: int
    rolled: Rolled


def by_action(standing: Standing) -> tuple[str, ...]:
    return (standing.action,)


def by_unit(standing: Standing) -> tuple[str, ...]:
    return standing.units


def by_region(standing: Standing) -> tuple[str, ...]:
    return (standing.region,)


def roll_up(standings: Iterable[Standing]) -> Rolled:
    """All together. ValueError for a weight that is not positive."""
    listed = list(standings)
    if any(one.weight <= 0 for one in listed):
        raise ValueError("a target weighs more than nothing")

    def count(status: Status) -> int:
        return sum(one.status is status for one in listed)

    def weight(chosen: Callable[[Standing], bool]) -> Decimal:
        return sum((one.weight for one in listed if chosen(one)), Decimal(0))

    return Rolled(
        on_track=count(Status.ON_TRACK),
        at_risk=count(Status.AT_RISK),
        behind=count(Status.BEHIND),
        not_known=count(Status.NOT_KNOWN),
        reached=sum(one.is_reached for one in listed),
        over=sum(one.is_over for one in listed),
        hedged=sum(one.is_hedged for one in listed),
        weight_on_track=weight(lambda one: one.status is Status.ON_TRACK),
        weight_known=weight(lambda one: one.status is not Status.NOT_KNOWN),
        weight_all=weight(lambda _: True),
    )


def roll_up_by(standings: Iterable[Standing], groups_of: Callable[[Standing], tuple[str, ...]]) -> Mapping[str, Rolled]:
    """Group by group, in the order in which groups first come."""
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        for group in dict.fromkeys(groups_of(one)):
            groups.setdefault(group, []).append(one)
    return {group: roll_up(members) for group, members in groups.items()}


def balanced(standings: Iterable[Standing], groups_of: Callable[[Standing], tuple[str, ...]]) -> Balanced:
    """So that a chapter of thirty targets does not drown one of three: each group with a known target counts once."""
    listed = list(standings)
    groups = roll_up_by(listed, groups_of)
    shares = [share for rolled in groups.values() if (share := rolled.share) is not None]
    mean = sum(shares, Fraction(0)) / len(shares) if shares else None
    return Balanced(mean, len(shares), len(groups), roll_up(listed))
