"""Returns: the states they go through, what is asked and filled, who wins a field, which figures look wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import Final

from liangxin.domains.progress.errors import NumberUnreadable
from liangxin.domains.progress.terms import (
    FieldName,
    FigureDoubt,
    LineKind,
    Power,
    ReturnState,
    ReturnVerb,
    TaskState,
    WriteOutcome,
)
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class Move:
    """From a state by a verb to a state, for those who have the power."""

    source: ReturnState
    verb: ReturnVerb
    target: ReturnState
    power: Power


_STATES, _VERBS = ReturnState, ReturnVerb
_OPEN: Final = (_STATES.NOT_STARTED, _STATES.ENTERED, _STATES.COMPLETE)
MOVES: Final = (
    *(Move(state, _VERBS.FILL, _STATES.ENTERED, Power.FILL) for state in _OPEN),
    *(Move(state, _VERBS.FILL, _STATES.COMPLETE, Power.FILL) for state in _OPEN),
    Move(_STATES.SENT_BACK, _VERBS.FILL, _STATES.SENT_BACK, Power.FILL),
    Move(_STATES.SENT_BACK, _VERBS.ANSWER, _STATES.SENT_BACK, Power.FILL),
    Move(_STATES.COMPLETE, _VERBS.SUBMIT, _STATES.SUBMITTED, Power.FILL),
    Move(_STATES.SENT_BACK, _VERBS.SUBMIT, _STATES.SUBMITTED, Power.FILL),
    Move(_STATES.SUBMITTED, _VERBS.WITHDRAW, _STATES.COMPLETE, Power.FILL),
    Move(_STATES.SUBMITTED, _VERBS.SEND_BACK, _STATES.SENT_BACK, Power.APPROVE),
    Move(_STATES.SUBMITTED, _VERBS.APPROVE, _STATES.APPROVED, Power.APPROVE),
)


def move_of(state: ReturnState, verb: ReturnVerb, *, complete: bool = True) -> Move | None:
    """The move that a verb makes, None where the state does not allow it; filling ends by what is filled in."""
    moves = [move for move in MOVES if (move.source, move.verb) == (state, verb)]
    if len(moves) > 1:
        wanted = ReturnState.COMPLETE if complete else ReturnState.ENTERED
        return next(move for move in moves if move.target is wanted)
    return moves[0] if moves else None


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line with what stands in its fields; `doubtful` are fields whose doubts nobody has answered."""

    kind: LineKind
    values: Mapping[FieldName, str]
    has_computed: bool = False
    is_behind: bool = False
    doubtful: Collection[FieldName] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """How many answers a line asks for, how many are there, and which fields lack one."""

    asked: int
    filled: int
    missing: tuple[FieldName, ...]


def filled_of(line: LineFacts) -> Filled:
    """What a line asks for. A figure is excused by a word why there is none; a doubt asks for a word why it is right.

    >>> filled_of(LineFacts(LineKind.TARGET, {FieldName.FIGURE: "", FieldName.NOTE: "统计未出"})).missing
    ()
    """
    needed = _of_target(line) if line.kind is LineKind.TARGET else _of_task(line)
    missing = tuple(name for name, is_there in needed if not is_there)
    return Filled(len(needed), len(needed) - len(missing), missing)


def _of_target(line: LineFacts) -> list[tuple[FieldName, bool]]:
    said = {name: bool(value.strip()) for name, value in line.values.items()}
    note = said.get(FieldName.NOTE, False)
    needed = []
    if FieldName.FIGURE not in said:  # no indicator, no figure: words only
        return [(FieldName.NOTE, note)]
    if not line.has_computed:
        needed.append((FieldName.FIGURE, said[FieldName.FIGURE] or note))
    if said[FieldName.FIGURE] and FieldName.TO_DATE in said:
        needed.append((FieldName.TO_DATE, said[FieldName.TO_DATE] or note))
    if line.is_behind:
        needed.append((FieldName.NOTE, note))
    return needed + [(name, False) for name in line.values if name in line.doubtful]


def _of_task(line: LineFacts) -> list[tuple[FieldName, bool]]:
    said = {name: bool(value.strip()) for name, value in line.values.items()}
    state = line.values.get(FieldName.STATE, "")
    names = [FieldName.STATE, FieldName.TEXT]
    if state == TaskState.STALLED:
        names.append(FieldName.RISKS)
    if state != TaskState.DONE:
        names.append(FieldName.NEXT_STEP)
    return [(name, said.get(name, False)) for name in names]


def decide_write(version: int, value: str, seen: int, typed: str) -> WriteOutcome:
    """Who types over what was seen wins; who types over what another has changed since is told; the same is no change.

    >>> decide_write(3, "12", 2, "15"), decide_write(3, "12", 2, "12")
    (<WriteOutcome.CONFLICT: 'conflict'>, <WriteOutcome.SAME: 'same'>)
    """
    if typed == value:
        return WriteOutcome.SAME
    return WriteOutcome.SAVED if seen == version else WriteOutcome.CONFLICT


_GROUPING: Final = str.maketrans("０１２３４５６７８９．－", "0123456789.-", ",， \u00a0\u3000")
_LARGEST: Final = Decimal(10) ** 15
_FINEST = Decimal(1).scaleb(-6)


def number_typed(text: str) -> str:
    """A number as it is kept, "" for none: without grouping and full-width digits. Raises NumberUnreadable.

    >>> number_typed(" 1,234.50 "), number_typed("１２")
    ('1234.5', '12')
    """
    plain = text.translate(_GROUPING).strip()
    if not plain:
        return ""
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise NumberUnreadable(field="value", text=cut(text.strip(), 30)) from error
    if not value.is_finite() or abs(value) >= _LARGEST or value != value.quantize(_FINEST):
        raise NumberUnreadable(field="value", text=cut(text.strip(), 30))
    return f"{value.normalize():f}"


# The usual measure of spread that one wild figure does not move: 1.4826 × the median distance from the median.
_LIKE_DEVIATION = Decimal("1.4826")
_DEVIATIONS, _LEAST_PART, _LEAST_FIGURES = Decimal(5), Decimal("0.3"), 6
_ROUNDING = Decimal("0.01")


def is_outlier(value: Decimal, history: Sequence[Decimal]) -> bool:
    """Whether a figure lies more than five robust deviations, and by more than three tenths, from the usual one.

    >>> usual = [Decimal(n) for n in (10, 12, 11, 9, 10, 13)]
    >>> is_outlier(Decimal(14), usual), is_outlier(Decimal(40), usual), is_outlier(Decimal(40), usual[:4])
    (False, True, False)
    """
    if len(history) < _LEAST_FIGURES:
        return False
    middle = median(history)
    spread = _LIKE_DEVIATION * median([abs(figure - middle) for figure in history])
    return abs(value - middle) > max(_DEVIATIONS * spread, _LEAST_PART * abs(middle), Decimal(1))


def differ(one: Decimal, other: Decimal) -> bool:
    """Whether two figures of one thing say different things: by more than a hundredth of the larger."""
    return abs(one - other) > _ROUNDING * max(abs(one), abs(other))


def is_sum_doubtful(to_date: Decimal, figure: Decimal, earlier: Decimal | None) -> bool:
    """Whether what a year comes to does not fit its period: other than the sum or, that unknown, less than the period.

    >>> is_sum_doubtful(Decimal(11), Decimal(12), None), is_sum_doubtful(Decimal(30), Decimal(12), Decimal(18))
    (True, False)
    """
    return to_date < figure if earlier is None else differ(to_date, earlier + figure)


def doubts_beside(figure: Decimal, history: Sequence[Decimal], computed: Decimal | None) -> tuple[FigureDoubt, ...]:
    """What looks wrong about a figure beside what was told before and what is computed from records."""
    found = {
        FigureDoubt.OUTLIER: is_outlier(figure, history),
        FigureDoubt.CONTRADICTS: computed is not None and differ(figure, computed),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)
