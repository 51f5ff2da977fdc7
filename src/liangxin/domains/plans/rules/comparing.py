"""One promise set against another: arithmetic of kinds and units, which figure is the better one, and the best answer.

Nothing is guessed: where two promises cannot be brought to one figure exactly, an `Obstacle` says why. Plans, regions
and sums are not known here; see `alignment` and `sums`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from liangxin.domains.plans.rules.families import Measured, Spoken
from liangxin.domains.plans.rules.notes import NoteKind, Obstacle
from liangxin.domains.plans.rules.promises import RATIO, Promise, amount_of
from liangxin.engines.reader.findings import Comparator, TargetKind

# 左右 and 约 have no limits in law; within this part of the figure it counts as reached. Our own convention.
ABOUT_WITHIN: Final = Fraction(5, 100)
LONGEST_SPAN: Final = 50  # years; a longer one is a slip in a year

ABSOLUTE: Final = frozenset({TargetKind.LEVEL, TargetKind.CUMULATIVE, TargetKind.ANNUAL})
_RATIOS = frozenset({TargetKind.SHARE, TargetKind.COMPLETION})  # a rate that is to reach 100 % is a completion
_RATES = frozenset({TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH})
_ROLLED_UP_BY_WEIGHT = ("ratio_of_sums", "weighted_mean")
# The reader gives a fall with its size: 下降14% is a growth of 14, so more is better even where the level should sink.
_FALLING = re.compile("降幅|下降|降低|减少|压减")
_FLOORS = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})


@dataclass(frozen=True, slots=True)
class Compared:
    """Two promises brought to one scale. `asked` and `given` are sizes; `is_firm` says that nothing softens the answer.

    `lead` is how far the answer is on the good side of what is asked; `years` is set where growth was compounded.
    """

    asked: Fraction
    given: Fraction
    lead: Fraction
    is_met: bool
    is_firm: bool
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is wrong with the best answer; `compared` and `obstacle` exclude each other."""

    kind: NoteKind
    spoken: Spoken
    compared: Compared | None = None
    obstacle: Obstacle | None = None


def is_directional(asked: Promise) -> bool:
    """Whether any promise of the indicator meets it, as it has no figure."""
    return amount_of(asked) is None or asked.kind is TargetKind.DIRECTIONAL


def is_summed(asked: Promise, measured: Measured | None) -> bool:
    """Whether the regions below reach the figure together, so that none owes it in full."""
    return _is_absolute(asked) and measured is not None and measured.roll_up == "sum"


def is_asked_of_each(asked: Promise, measured: Measured | None) -> bool:
    """Whether each region below owes the figure as it stands.

    An absolute figure whose roll-up is not known (outside the catalogue, or not rolled up) is neither summed nor owed.
    """
    by_weight = measured is not None and measured.roll_up in _ROLLED_UP_BY_WEIGHT
    return is_directional(asked) or not _is_absolute(asked) or by_weight


def _is_absolute(asked: Promise) -> bool:
    amount = amount_of(asked)
    return asked.kind in ABSOLUTE and amount is not None and amount.scale.dimension != RATIO


def set_against(asked: Promise, given: Promise, measured: Measured | None) -> Compared | Obstacle:
    """Bring both to one figure and judge it; deadlines are for `answer_to`.

    A baseline year or a deadline that one side leaves out is taken from the other.
    """
    figures = _in_one_kind(asked, given, measured)
    if isinstance(figures, Obstacle):
        return figures
    wanted, offered, years = figures
    is_less_better = _is_less_better(asked, measured)
    if given.comparator in (_FLOORS if is_less_better else {Comparator.AT_MOST}):
        return Obstacle.BOUND
    sign = -1 if is_less_better else 1
    lead = sign * (offered - wanted)
    slack = abs(wanted) * ABOUT_WITHIN if asked.comparator is Comparator.ABOUT else 0
    is_met = lead + slack >= 0
    is_firm = is_met and _is_firm(asked, given, lead, offered)
    return Compared(wanted, offered, lead, is_met, is_firm, years)


def _is_firm(asked: Promise, given: Promise, lead: Fraction, offered: Fraction) -> bool:
    if given.hedged and not asked.hedged:
        return False
    if asked.comparator is Comparator.MORE_THAN and given.comparator is not Comparator.MORE_THAN and not lead:
        return False
    is_vaguer = given.comparator is Comparator.ABOUT and asked.comparator is not Comparator.ABOUT
    return not is_vaguer or lead >= abs(offered) * ABOUT_WITHIN


def _is_less_better(asked: Promise, measured: Measured | None) -> bool:
    if asked.comparator is Comparator.AT_MOST:
        return True
    if asked.comparator in _FLOORS or asked.kind in _RATES or asked.kind is TargetKind.COMPLETION:
        return False
    return measured is not None and measured.direction == "down"


def _in_one_kind(
    asked: Promise, given: Promise, measured: Measured | None
) -> tuple[Fraction, Fraction, int | None] | Obstacle:
    """Both sizes in one kind and unit, and the years over which growth was compounded."""
    wanted, offered = amount_of(asked), amount_of(given)
    if wanted is None or offered is None:
        return Obstacle.FIGURE
    kinds = {asked.kind, given.kind}
    if len(kinds) > 1 and not kinds <= _RATIOS and kinds != _RATES:
        return Obstacle.KIND
    if wanted.scale.dimension != offered.scale.dimension:
        return Obstacle.UNIT
    if not kinds <= _RATES:
        return wanted.size, offered.size, None
    if TargetKind.GROWTH in kinds and len({asked.baseline_year, given.baseline_year} - {None}) > 1:
        return Obstacle.BASELINE
    falls = _falls(asked, measured)
    sizes = (abs(wanted.size), abs(offered.size)) if falls else (wanted.size, offered.size)
    if len(kinds) == 1:
        return *sizes, None
    years = _years_between(asked, given)
    if years is None or wanted.scale.dimension != RATIO:
        return Obstacle.YEARS
    totals = [
        _compounded(size, years, falls) if promise.kind is TargetKind.ANNUAL_GROWTH else size
        for promise, size in zip((asked, given), sizes, strict=True)
    ]
    return totals[0], totals[1], years


def _falls(asked: Promise, measured: Measured | None) -> bool:
    is_down = measured is not None and measured.direction == "down"
    return is_down or bool(_FALLING.search(measured.name if measured else asked.name))


def _years_between(asked: Promise, given: Promise) -> int | None:
    """From the baseline to the one deadline; None where either is unknown or the deadlines differ.

    An average up to another year says nothing about this one.
    """
    baselines = {asked.baseline_year, given.baseline_year} - {None}
    deadlines = {asked.deadline, given.deadline} - {None}
    if len(baselines) != 1 or len(deadlines) != 1:
        return None
    years = (deadlines.pop() or 0) - (baselines.pop() or 0)
    return years if 1 <= years <= LONGEST_SPAN else None


def _compounded(rate: Fraction, years: int, falls: bool) -> Fraction:
    """Growth in per cent after so many years at an annual rate in per cent; of a fall, its size.

    >>> _compounded(Fraction(10), 4, falls=False), _compounded(Fraction(10), 2, falls=True)
    (Fraction(4641, 100), Fraction(19, 1))
    """
    if falls:
        return 100 * (1 - (1 - rate / 100) ** years)
    return 100 * ((1 + rate / 100) ** years - 1)


def answer_to(asked: Promise, pool: Sequence[Spoken], measured: Measured | None) -> Answer | None:
    """What is wrong with the best answer that a voice gives to a figure; None if it is met firmly.

    `pool` holds all that the voice promises of the indicator and is not empty. Those for the asked year count; if there
    are none, those for the nearest earlier year and those without a year. An undated question takes any year.
    """
    compared: list[tuple[Spoken, Compared]] = []
    blocked: list[tuple[Spoken, Obstacle]] = []
    for spoken in pool:
        outcome = set_against(asked, spoken.promise, measured)
        if isinstance(outcome, Obstacle):
            blocked.append((spoken, outcome))
        else:
            compared.append((spoken, outcome))
    if not compared:
        return blocked_answer(asked, blocked)
    exact = [each for each in compared if asked.deadline in (None, each[0].promise.deadline)]
    in_time = exact or _nearest_earlier(asked.deadline or 0, compared)
    if in_time:
        spoken, best = max(in_time, key=_rank)
        if best.is_met:
            return None if best.is_firm else Answer(NoteKind.SOFTER, spoken, best)
    late = [each for each in compared if (each[0].promise.deadline or 0) > (asked.deadline or 0)]
    as_much = [each for each in late if each[1].is_met]
    if as_much and not exact:
        return Answer(NoteKind.LATER, *min(as_much, key=lambda each: each[0].promise.deadline or 0))
    return Answer(NoteKind.LOWER, *max(in_time or late, key=_rank))


def _nearest_earlier(year: int, compared: Sequence[tuple[Spoken, Compared]]) -> list[tuple[Spoken, Compared]]:
    """Those for the nearest earlier year, and those that name no year."""
    earlier = [due for each in compared if (due := each[0].promise.deadline) is not None and due < year]
    nearest = max(earlier, default=None)
    return [each for each in compared if each[0].promise.deadline in (None, nearest)]


def _rank(each: tuple[Spoken, Compared]) -> tuple[bool, bool, Fraction]:
    return each[1].is_met, each[1].is_firm, each[1].lead


def blocked_answer(asked: Promise, blocked: Sequence[tuple[Spoken, Obstacle]]) -> Answer:
    """The answer that comes nearest to one that can be compared."""
    worst = list(Obstacle)

    def distance(each: tuple[Spoken, Obstacle]) -> tuple[int, int]:
        due = each[0].promise.deadline
        return worst.index(each[1]), abs((due or 0) - (asked.deadline or due or 0))

    spoken, obstacle = min(blocked, key=distance)
    kind = NoteKind.NOT_COMPARABLE_UNIT if obstacle is Obstacle.UNIT else NoteKind.OTHER_KIND
    return Answer(kind, spoken, obstacle=obstacle)
