"""How far a task is: the mean of its targets, each as the part of its way that is done, with how many have a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from liangxin.domains.progress.terms import Status

_ALL = Decimal(100)
_WORST_FIRST = (Status.BEHIND, Status.AT_RISK, Status.NOT_KNOWN, Status.ON_TRACK)


@dataclass(frozen=True, slots=True)
class TargetDone:
    """A target's figure, where it is to go, and where it started; what is reached is done whatever the figures."""

    actual: Decimal | None
    aim: Decimal | None
    start: Decimal | None
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class TaskDone:
    """Per cent done of the targets that have a figure: `got` of `due`. None where none has."""

    percent: Decimal | None
    got: int
    due: int


def task_percent(targets: Iterable[TargetDone]) -> TaskDone:
    """Targets weigh the same; one that is more than reached does not make up for another.

    >>> task_percent([TargetDone(Decimal(60), Decimal(120), Decimal(0)), TargetDone(None, Decimal(5), None)])
    TaskDone(percent=Decimal('50.00'), got=1, due=2)
    """
    listed = list(targets)
    parts = [part for one in listed if (part := _part(one)) is not None]
    percent = (sum(parts, Decimal(0)) / len(parts)).quantize(Decimal("0.01")) if parts else None
    return TaskDone(percent, len(parts), len(listed))


def _part(target: TargetDone) -> Decimal | None:
    if target.is_reached:
        return _ALL
    if target.actual is None or target.aim is None:
        return None
    start = target.start or Decimal(0)
    if target.aim == start:
        return None
    return min(_ALL, max(Decimal(0), (target.actual - start) / (target.aim - start) * _ALL))


def worst_of(statuses: Iterable[Status]) -> Status | None:
    """The one that asks most for somebody to act; None of none."""
    found = set(statuses)
    return next((status for status in _WORST_FIRST if status in found), None)
