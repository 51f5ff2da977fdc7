"""States of an after-sale claim: from, verb, to, power; and who may take part in which level. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liangxin.domains.claims import errors
from liangxin.domains.claims.terms import ClaimState, ClaimVerb, Level, Power
from liangxin.kernel.working_days import add_working_days

_ANY = frozenset({1, 2, 3})
IN_REVIEW = (ClaimState.SUBMITTED, ClaimState.FIRST_PASSED, ClaimState.SECOND_PASSED)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table; `power` is None for what the claimant or the clock does; `levels`: of how many levels."""

    source: ClaimState
    verb: ClaimVerb
    target: ClaimState
    power: Power | None = None
    levels: frozenset[int] = _ANY
    level: Level | None = None


_S, _V = ClaimState, ClaimVerb
STEPS: tuple[Step, ...] = (
    Step(_S.DRAFT, _V.SUBMIT, _S.SUBMITTED, levels=frozenset({2, 3})),
    Step(_S.DRAFT, _V.SUBMIT, _S.SECOND_PASSED, levels=frozenset({1})),
    Step(_S.SUBMITTED, _V.PASS, _S.FIRST_PASSED, Power.FIRST, frozenset({3}), Level.FIRST),
    Step(_S.SUBMITTED, _V.PASS, _S.SECOND_PASSED, Power.FIRST, frozenset({2}), Level.FIRST),
    Step(_S.FIRST_PASSED, _V.PASS, _S.SECOND_PASSED, Power.SECOND, frozenset({3}), Level.SECOND),
    Step(_S.SECOND_PASSED, _V.PASS, _S.APPROVED, Power.FINAL, level=Level.FINAL),
    *(
        Step(source, verb, target, power, level=level)
        for source, power, level in (
            (_S.SUBMITTED, Power.FIRST, Level.FIRST),
            (_S.FIRST_PASSED, Power.SECOND, Level.SECOND),
            (_S.SECOND_PASSED, Power.FINAL, Level.FINAL),
        )
        for verb, target in ((_V.REFUSE, _S.REFUSED), (_V.ASK, _S.QUESTIONED))
    ),
    Step(_S.QUESTIONED, _V.ANSWER, _S.SUBMITTED, levels=frozenset({2, 3})),
    Step(_S.QUESTIONED, _V.ANSWER, _S.SECOND_PASSED, levels=frozenset({1})),
    Step(_S.QUESTIONED, _V.LAPSE, _S.LAPSED),
    *(Step(source, _V.WITHDRAW, _S.WITHDRAWN) for source in (_S.DRAFT, *IN_REVIEW, _S.QUESTIONED)),
    Step(_S.REFUSED, _V.APPEAL, _S.REFUSED),
    Step(_S.REFUSED, _V.UPHOLD, _S.REFUSED, Power.DECIDE_APPEAL),
    Step(_S.REFUSED, _V.OVERTURN, _S.SUBMITTED, Power.DECIDE_APPEAL, frozenset({2, 3})),
    Step(_S.REFUSED, _V.OVERTURN, _S.SECOND_PASSED, Power.DECIDE_APPEAL, frozenset({1})),
)


def step_of(state: ClaimState, verb: ClaimVerb, levels: int) -> Step:
    """The line for a verb in a state. Raises ClaimStepImpossible."""
    for step in STEPS:
        if step.source is state and step.verb is verb and levels in step.levels:
            return step
    raise errors.ClaimStepImpossible(state=state, verb=verb)


def level_of(state: ClaimState) -> Level | None:
    """The level that a claim in a state waits for."""
    return next((step.level for step in STEPS if step.source is state and step.verb is ClaimVerb.REFUSE), None)


def require_another(actor_id: int | None, hands: Collection[int | None]) -> None:
    """Raise SameReviewer where the person has passed this claim before in this round, or entered it."""
    if actor_id is not None and actor_id in hands:
        raise errors.SameReviewer


def require_no_hand(actor_id: int | None, hands: Collection[int | None]) -> None:
    """Raise HadAHand where who decides an appeal has had a hand in the claim."""
    if actor_id is None or actor_id in hands:
        raise errors.HadAHand


def require_text(text: str, what: str, limit: int, field: str = "reason") -> str:
    """The text on one line. Raises ReasonNeeded."""
    said = " ".join(text.split())
    if not said or len(said) > limit:
        raise errors.ReasonNeeded(field=field, what=what, limit=limit)
    return said


def due_after(on: date, days: int) -> date:
    """The working day on which a term that begins on a day ends."""
    return add_working_days(on, days)
