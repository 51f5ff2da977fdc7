"""Where the figure of a target may come from: what a measure leaves open that a person must say, which are sure.

A measure is proposed because it feeds the target's indicator. What its records mean for this target (a whole stock or
only what is new; whether 台 and 部 count the same thing) no program can know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liangxin.domains.progress.rules.actuals import reckoning_of
from liangxin.domains.progress.rules.paths import Series
from liangxin.domains.progress.rules.promise import Promise, factor_between, is_ratio
from liangxin.domains.progress.terms import Reckoning, SeriesForm
from liangxin.engines.reader.findings import TargetKind

_GROWN = frozenset({Reckoning.GROWTH, Reckoning.ANNUAL_GROWTH, Reckoning.TREND})


@dataclass(frozen=True, slots=True)
class Questions:
    """What must be said before a measure counts: what its list holds, that two counting words mean one thing, of how
    many the target asks all.

    `is_unfit`: the units cannot be brought together whatever is said.
    """

    holding: bool = False
    units: bool = False
    whole: bool = False
    is_unfit: bool = False

    @property
    def none(self) -> bool:
        return self == Questions()

    def __or__(self, other: Questions) -> Questions:
        """What either asks."""
        return Questions(
            self.holding or other.holding,
            self.units or other.units,
            self.whole or other.whole,
            self.is_unfit or other.is_unfit,
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure that feeds a target's indicator: what it leaves open, and whether the region keeps records for it."""

    code: str
    questions: Questions
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure proposed for a target; `is_sure` where nothing is left open and no other measure is as good."""

    code: str
    is_sure: bool


def questions_of(promise: Promise, usual: TargetKind | str, unit: str, form: SeriesForm) -> Questions:
    """What a person must say before figures of this unit and form stand against the promise."""
    reckoning = reckoning_of(promise, usual, Series(form, unit, ()))
    holding = reckoning is Reckoning.STOCK and form is SeriesForm.FLOW
    if reckoning is Reckoning.COMPLETION and not is_ratio(unit):
        return Questions(whole=True)
    if reckoning in _GROWN or factor_between(unit, promise.unit or "%") is not None:
        return Questions(holding)
    if factor_between(unit, promise.unit, counts_agree=True) is not None:
        return Questions(holding, units=True)
    return Questions(holding, is_unfit=True)


def questions_between(
    promise: Promise, usual: TargetKind | str, measured: str, kept_in: str, form: SeriesForm
) -> Questions:
    """What a measure leaves open: its figures are kept in the unit of the indicator, and both must fit the target's."""
    return questions_of(promise, usual, measured, form) | questions_of(promise, usual, kept_in, form)


def proposals_of(offered: Iterable[Offered]) -> tuple[Proposal, ...]:
    """Measures to propose: those the region keeps records for and whose units can be brought together."""
    fitting = [each for each in offered if each.is_kept and not each.questions.is_unfit]
    return tuple(Proposal(each.code, each.questions.none and len(fitting) == 1) for each in fitting)
