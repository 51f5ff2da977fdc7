"""Sums of a rulebook as examples: the most that it pays, and what is paid at a few prices.

An example is a whole case that meets, found by trying the values around every limit, so that the sum is what the
rulebook decides and no second reading of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.cells import candidates_of
from liangxin.engines.rulebook.conditions import compiled
from liangxin.engines.rulebook.records import Fact, FactKind, Line, Pay, Value
from liangxin.engines.rulebook.tracing import explain
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import FEN_PER_YUAN, Money

MOST_TRIES = 20_000
_PRICES = (1000, 3000, 5000)  # 元, where no cap says what prices show most

Case = list[Value | None]


@dataclass(frozen=True, slots=True)
class Example:
    """At this price so much is paid, and how it is worked out."""

    price: Money
    amount: Money
    formula: str


def most_paid(book: Compiled) -> int | None:
    """The most that can be paid for one case, in fen; None where no figure of the rulebook says."""
    rulebook = book.rulebook
    parts = [[_most_of(line.pay) for line in part.lines] for part in rulebook.parts]
    sums = [max((one for one in lines if one is not None), default=0) for lines in parts if None not in lines]
    caps = [limit.most.value for limit in rulebook.limits if limit.kind == "sum"]
    if rulebook.total is not None and rulebook.total.cap is not None:
        caps.append(rulebook.total.cap.value)
    bounds = [cap for cap in caps if isinstance(cap, int)]
    if len(sums) == len(parts):
        bounds.append(sum(sums))
    return min(bounds, default=None)


def _most_of(pay: Pay) -> int | None:
    caps = [cap.value for cap in pay.caps if isinstance(cap.value, int)]
    if not pay.factors and not pay.slices and pay.base is not None:
        caps.append(floor(pay.base))
    return min(caps, default=None)


def priced_by(book: Compiled, line: Line) -> Fact | None:
    """The price that a line pays a share of; None where it pays by something else."""
    operands = [factor.operand for factor in line.pay.factors]
    fact = book.rulebook.facts.get(operands[0].fact) if len(operands) == 1 else None
    return fact if fact is not None and fact.kind is FactKind.MONEY else None


def examples_of(book: Compiled, line: Line) -> tuple[Example, ...]:
    """What a line pays at three prices, the middle one about where its cap begins to bind."""
    fact = priced_by(book, line)
    if fact is None:
        return ()
    found: list[Example] = []
    case: Case | None = None
    for price in _prices(line.pay):
        case = case or case_for(book, line, {fact.name: price})
        if case is None:
            continue
        case[book.slots[fact.name]] = price
        ruling = book.decide_values(case)
        if ruling.answer is Answer.MEETS and ruling.amount_fen is not None:
            found.append(Example(Money(price), Money(ruling.amount_fen), explain(book, case).formula))
    return tuple(found)


def _prices(pay: Pay) -> list[int]:
    caps = [cap.value for cap in pay.caps if isinstance(cap.value, int)]
    if not caps or not pay.base:
        return [price * FEN_PER_YUAN for price in _PRICES]
    full = Fraction(min(caps)) / pay.base / FEN_PER_YUAN
    return [_round(share * full) * FEN_PER_YUAN for share in (Fraction(1, 2), Fraction(1), Fraction(3, 2))]


def _round(yuan: Fraction) -> int:
    """The nearest number with two leading digits.

    >>> _round(Fraction(10000, 3)), _round(Fraction(166667))
    (3300, 170000)
    """
    step: int = 10 ** max(0, len(str(floor(yuan))) - 2)
    return max(1, round(yuan / step)) * step


def case_for(book: Compiled, line: Line, given: dict[str, Value]) -> Case | None:
    """A case that meets and is paid by a line, with some facts given; None where none is found in reasonable time."""
    rulebook = book.rulebook
    conditions = [needed(one) for one in rulebook.requirements]
    conditions += [each.when for part in rulebook.parts for each in part.lines if each.when is not None]
    tries = candidates_of(rulebook.facts, list(rulebook.facts), conditions)
    tries |= {name: [value] for name, value in given.items()}
    holds = compiled(line.when, book.slots) if line.when is not None else None
    left = iter(range(MOST_TRIES))
    case: Case = [None] * len(rulebook.facts)

    def fill(place: int) -> bool:
        if place == len(case):
            return book.decide_values(case).answer is Answer.MEETS
        for value in tries[names[place]]:
            case[place] = value
            if next(left, None) is None:
                return False
            lost = book.decide_values(case).answer is Answer.FAILS or (holds is not None and holds(case) is False)
            if not lost and fill(place + 1):
                return True
        case[place] = None
        return False

    names = list(rulebook.facts)
    for name, value in given.items():
        case[book.slots[name]] = value
    return case if fill(0) else None


def lines_of(book: Compiled) -> Iterator[Line]:
    """All lines that pay, in the order of the rulebook."""
    return (line for part in book.rulebook.parts for line in part.lines)
