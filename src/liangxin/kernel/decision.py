"""Decisions with three answers and their reasons: what a rule found, which clause decided, on which data.

What is not known is neither yes nor no. A known failure decides all the same, whatever else is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from liangxin.kernel.term import Term


class Answer(Term):
    """What a rule can say; combined as in Kleene's three-valued logic.

    >>> Answer.FAILS & Answer.UNKNOWN, Answer.MEETS & Answer.UNKNOWN, Answer.MEETS | Answer.UNKNOWN
    (<Answer.FAILS: 'fails'>, <Answer.UNKNOWN: 'unknown'>, <Answer.MEETS: 'meets'>)
    """

    MEETS = "meets", "符合"
    FAILS = "fails", "不符合"
    UNKNOWN = "unknown", "尚不能确定"

    def __and__(self, other: Answer) -> Answer:
        return _first_of((Answer.FAILS, Answer.UNKNOWN), {self, other}, otherwise=Answer.MEETS)

    def __or__(self, other: Answer) -> Answer:
        return _first_of((Answer.MEETS, Answer.UNKNOWN), {self, other}, otherwise=Answer.FAILS)

    def __invert__(self) -> Answer:
        return {Answer.MEETS: Answer.FAILS, Answer.FAILS: Answer.MEETS}.get(self, Answer.UNKNOWN)


def _first_of(ranked: Iterable[Answer], given: set[Answer], *, otherwise: Answer) -> Answer:
    return next((answer for answer in ranked if answer in given), otherwise)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the clause that was applied, a Chinese sentence for the person concerned, and the data it looked at."""

    clause: str
    sentence: str
    data: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with the reasons that led to it.

    >>> too_new = Decision.fails("第三条第一款", "车辆注册日期晚于2018年12月31日。", registered_on="2019-05-01")
    >>> print(too_new)
    不符合
    · 车辆注册日期晚于2018年12月31日。（依据：第三条第一款）
    """

    answer: Answer
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def meets(cls, clause: str, sentence: str, **data: object) -> Decision:
        """Decide that a clause is met."""
        return cls(Answer.MEETS, (Reason(clause, sentence, data),))

    @classmethod
    def fails(cls, clause: str, sentence: str, **data: object) -> Decision:
        """Decide that a clause is not met."""
        return cls(Answer.FAILS, (Reason(clause, sentence, data),))

    @classmethod
    def unknown(cls, clause: str, sentence: str, **data: object) -> Decision:
        """Say that what the clause asks about is not known; the sentence says what is missing."""
        return cls(Answer.UNKNOWN, (Reason(clause, sentence, data),))

    def __str__(self) -> str:
        """Explain the decision: the answer, then one line for each reason with its clause."""
        lines = [f"· {reason.sentence}（依据：{reason.clause}）" for reason in self.reasons]
        return "\n".join([self.answer.label, *lines])


def all_of(decisions: Iterable[Decision]) -> Decision:
    """Demand every one: one failure decides, then one unknown; of none, met. Keeps the reasons of those that decided.

    >>> all_of([Decision.unknown("甲", "缺发票。"), Decision.fails("乙", "已领取过。")]).reasons[0].clause
    '乙'
    """
    given = list(decisions)
    answer = Answer.MEETS
    for decision in given:
        answer &= decision.answer
    return _decided(answer, given)


def any_of(decisions: Iterable[Decision]) -> Decision:
    """Ask for one at least: one that is met decides, then one unknown; of none, not met. Keeps reasons as `all_of`."""
    given = list(decisions)
    answer = Answer.FAILS
    for decision in given:
        answer |= decision.answer
    return _decided(answer, given)


def _decided(answer: Answer, given: Iterable[Decision]) -> Decision:
    return Decision(answer, tuple(reason for each in given if each.answer is answer for reason in each.reasons))
