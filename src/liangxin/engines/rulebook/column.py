"""A compiled rulebook as an Ibis expression over a table of claims: answer, amount_fen, line, one row a claim.

Everything comes from one whole number a row, the code of its outcome: a CASE that stops at the first known failure, so
that an engine looks at each demand only in the rows that met those before it. Plain SQL of comparisons, CASE and
64-bit integers: NULL is not known, and AND, OR and NOT of SQL are Kleene's. Nothing in it belongs to one engine, so
that DuckDB and Spark run the same expression. Division is exact because the static check keeps every number under
2^53.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir

from liangxin.engines.rulebook.amounts import amount_operands
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.column_terms import Terms, Tri, all_of, any_of, cases, expression, negated
from liangxin.engines.rulebook.conditions import leaves
from liangxin.engines.rulebook.records import Operand, Part, Pay, Rulebook
from liangxin.engines.rulebook.ruling import TOTAL
from liangxin.engines.rulebook.simplifying import opposite
from liangxin.kernel.decision import Answer

OUTPUTS = ("answer", "amount_fen", "line")
CODE = "code"


class Outcome(NamedTuple):
    """What a code stands for."""

    answer: Answer
    line: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All outcomes of a rulebook in the order of their codes: failures, then what is not known, then what is met."""

    all: tuple[Outcome, ...]

    @classmethod
    def of(cls, rulebook: Rulebook) -> Outcomes:
        """Every line that may decide, each with the answers that it can give."""
        demands = [one.id for one in rulebook.requirements]
        lines = [name for part in rulebook.parts for name in (*(line.id for line in part.lines), part.id)]
        limits = [limit.id for limit in rulebook.limits]
        found = [Outcome(Answer.FAILS, name) for name in (*demands, *(part.id for part in rulebook.parts), TOTAL)]
        found += [Outcome(Answer.UNKNOWN, name) for name in (*demands, *lines, *limits, TOTAL)]
        found += [Outcome(Answer.MEETS, name) for name in lines]
        return cls(tuple(dict.fromkeys(found)))

    def code(self, answer: Answer, line: str) -> Any:
        """The code of an outcome, as an expression."""
        return self.literal(self.all.index(Outcome(answer, line)))

    def literal(self, code: int) -> Any:
        return ibis.literal(code, "int8" if len(self.all) <= 127 else "int16")

    def first(self, answer: Answer) -> int:
        """The lowest code of an answer."""
        return next(code for code, one in enumerate(self.all) if one.answer is answer)


def decide_column(
    rulebook: Rulebook, claims: ir.Table, *, outputs: Sequence[str] = OUTPUTS, known: Collection[str] = ()
) -> ir.Table:
    """Decide every row of a table whose columns are the rulebook's (`rules facts`); other columns are kept.

    A fact without a column is not known. `known` names facts that no row lacks: the expression is shorter and quicker
    for it, and wrong where it is not so. Of `outputs` only those asked for are computed; `code` is the place of the
    outcome in `Outcomes.of(rulebook)`, for whoever counts. Rows that `faults` names must not be decided on.
    """
    outcomes = Outcomes.of(rulebook)
    columns: _Simple | _Added = (_Simple if _is_simple(rulebook) else _Added)(rulebook, claims, known, outcomes)
    coded = columns.staged.mutate(_code=columns.code())
    code = coded["_code"]
    met = outcomes.literal(outcomes.first(Answer.MEETS))
    given = {
        "answer": lambda: ibis.cases(
            (code >= met, Answer.MEETS.value),
            (code < outcomes.literal(outcomes.first(Answer.UNKNOWN)), Answer.FAILS.value),
            else_=Answer.UNKNOWN.value,
        ),
        "amount_fen": lambda: columns.amount(coded, code),
        "line": lambda: ibis.array([one.line for one in outcomes.all])[code],
        CODE: lambda: code,
    }
    return coded.select(*claims.columns, **{name: given[name]() for name in outputs})


def _is_simple(rulebook: Rulebook) -> bool:
    """Whether one line's amount is the whole amount, so that it need not be known which before it is computed."""
    is_settled = rulebook.total is not None or any(limit.kind == "sum" for limit in rulebook.limits)
    return len(rulebook.parts) == 1 and not rulebook.parts[0].is_optional and not is_settled


class _Coded:
    """What both ways to a code share: the demands first, a quick way for rows that lack nothing, a slow one for the
    rest.
    """

    def __init__(self, rulebook: Rulebook, claims: ir.Table, known: Collection[str], outcomes: Outcomes) -> None:
        self.rulebook, self.outcomes, self.known = rulebook, outcomes, known
        self.terms = Terms(rulebook, claims, known)
        self.staged = claims

    def fails(self, line: str) -> Any:
        return self.outcomes.code(Answer.FAILS, line)

    def unknown(self, line: str) -> Any:
        return self.outcomes.code(Answer.UNKNOWN, line)

    def meets(self, line: str) -> Any:
        return self.outcomes.code(Answer.MEETS, line)

    def code(self) -> Any:
        """The code of each row's outcome."""
        needs = [(one.id, needed(one)) for one in self.rulebook.requirements]
        failing = [(self.terms.condition(opposite(need)), self.fails(name)) for name, need in needs]
        if not self._can_lack():
            return cases(failing, self.whole())
        lacking = [
            (expression(self.terms.condition(need)).isnull(), self.unknown(name))
            for name, need in needs
            if self.terms.can_be_unknown(need)
        ]
        slow = cases([*self.known_failures(), *lacking], self.rest())
        complete = self._is_complete()
        return cases([*failing, (complete, self.whole())], slow)

    def _operands(self) -> list[Operand]:
        conditions = [needed(one) for one in self.rulebook.requirements]
        conditions += [line.when for part in self.rulebook.parts for line in part.lines if line.when is not None]
        found = [side for one in conditions for leaf in leaves(one) for side in (leaf.left, leaf.right)]
        found += [one for part in self.rulebook.parts for line in part.lines for one in amount_operands(line.pay)]
        total = self.rulebook.total
        if total is not None:
            found += [total.cap] if total.cap is not None else []
            found += [Operand(fact=total.less)] if total.less else []
        for limit in self.rulebook.limits:
            if limit.kind == "sum":
                found += [limit.most, Operand(fact=limit.fact)]
        return found

    def _can_lack(self) -> bool:
        return any(one.fact in self.terms.open or self.terms.is_never_known(one) for one in self._operands())

    def _is_complete(self) -> Tri:
        """Whether a row has every fact that is looked at anywhere."""
        operands = self._operands()
        if any(self.terms.is_never_known(one) for one in operands):
            return False
        names = dict.fromkeys(one.fact for one in operands if one.fact in self.terms.open)
        return all_of([self.terms.fact(name).notnull() for name in names])

    def whole(self) -> Any:
        """The code of a row that lacks nothing and fails no demand."""
        raise NotImplementedError

    def known_failures(self) -> list[tuple[Tri, Any]]:
        """What is known to fail after the demands, in a row that may lack something."""
        raise NotImplementedError

    def rest(self) -> Any:
        """The code of a row that may lack something, where nothing is known to fail and no demand is unknown."""
        raise NotImplementedError

    def amount(self, coded: ir.Table, code: Any) -> Any:
        """The amount of the rows that meet, NULL for all others."""
        raise NotImplementedError


class _Simple(_Coded):
    """One part and nothing after it: the code says which line pays, and only its amount is computed."""

    def __init__(self, rulebook: Rulebook, claims: ir.Table, known: Collection[str], outcomes: Outcomes) -> None:
        super().__init__(rulebook, claims, known, outcomes)
        self.part = rulebook.parts[0]
        self.chosen = [line for line in self.part.lines if line.when is not None]
        self.always = next((line for line in self.part.lines if line.when is None), None)
        self.whens = [self.terms.condition(line.when) for line in self.chosen if line.when is not None]

    def _nothing(self) -> Tri:
        """Whether the line that holds comes to nothing."""
        found = [self._is_nothing(line.pay) for line in self.chosen]
        last = self._is_nothing(self.always.pay) if self.always is not None else False
        if all(one is False for one in (*found, last)):
            return False
        branches = [(when, expression(one)) for when, one in zip(self.whens, found, strict=True)]
        return expression(cases(branches, expression(last)))

    def _is_nothing(self, pay: Pay) -> Tri:
        return all_of([negated(self.terms.lacks(pay)), self.terms.is_nothing(pay)])

    def whole(self) -> Any:
        branches: list[tuple[Tri, Any]] = []
        for when, line in zip(self.whens, self.chosen, strict=True):
            branches += [(when, self._paid(line.pay, line.id))]
        last = self.fails(self.part.id) if self.always is None else self._paid(self.always.pay, self.always.id)
        return cases(branches, last)

    def _paid(self, pay: Pay, line: str) -> Any:
        return cases([(self.terms.is_nothing(pay), self.fails(TOTAL))], self.meets(line))

    def known_failures(self) -> list[tuple[Tri, Any]]:
        nothing = (self._nothing(), self.fails(TOTAL))
        if self.always is not None:
            return [nothing]
        return [(negated(any_of(self.whens)), self.fails(self.part.id)), nothing]

    def rest(self) -> Any:
        branches: list[tuple[Tri, Any]] = []
        for when, line in zip(self.whens, self.chosen, strict=True):
            branches.append((when, cases([(self.terms.lacks(line.pay), self.unknown(line.id))], self.meets(line.id))))
        last = self.unknown(self.part.id)
        if self.always is not None:
            line = self.always
            last = cases([(self.terms.lacks(line.pay), self.unknown(line.id))], self.meets(line.id))
        return cases(branches, last)

    def amount(self, coded: ir.Table, code: Any) -> Any:
        terms = Terms(self.rulebook, coded, self.known)
        return ibis.cases(
            *((code == self.meets(line.id), terms.amount(line.pay)) for line in self.part.lines),
            else_=ibis.null("int64"),
        )


class _Added(_Coded):
    """Several parts, or something after their sum: parts and sum are columns before the code is found."""

    def __init__(self, rulebook: Rulebook, claims: ir.Table, known: Collection[str], outcomes: Outcomes) -> None:
        super().__init__(rulebook, claims, known, outcomes)
        self.whens: dict[tuple[int, int], Tri] = {
            (place, number): self.terms.condition(line.when)
            for place, part in enumerate(rulebook.parts)
            for number, line in enumerate(part.lines)
            if line.when is not None
        }
        # In steps, so that an engine reads each condition once: Ibis makes a subquery of each.
        self._stage({f"_when_{place}_{number}": one for (place, number), one in self.whens.items()})
        for place, number in self.whens:
            self.whens[place, number] = self.staged[f"_when_{place}_{number}"]
        self._stage({f"_sum_{place}": self._sum(place, part) for place, part in enumerate(rulebook.parts)})
        self.sums = [self.staged[f"_sum_{place}"] for place in range(len(rulebook.parts))]
        settled, why = self._settled(reduce(lambda one, other: one + other, self.sums))
        self.why_lines = [line for _, line in why]
        self._stage({"_settled": settled, **{f"_why_{place}": one for place, (one, _) in enumerate(why)}})
        for place, number in self.whens:
            self.whens[place, number] = self.staged[f"_when_{place}_{number}"]
        self.sums = [self.staged[f"_sum_{place}"] for place in range(len(rulebook.parts))]

    def _stage(self, columns: dict[str, Any]) -> None:
        self.staged = self.staged.mutate(**{name: expression(one) for name, one in columns.items()})
        self.terms = Terms(self.rulebook, self.staged, self.known)

    def _lines(self, place: int, part: Part, values: dict[str, Any], otherwise: Any) -> Any:
        """For a part the value of the line that holds; `otherwise` where none does."""
        always = next((values[line.id] for line in part.lines if line.when is None), otherwise)
        found = [(n, line) for n, line in enumerate(part.lines) if line.when is not None]
        return cases([(self.whens[place, n], values[line.id]) for n, line in found], always)

    def _holds(self, place: int, part: Part) -> Tri:
        whens = [self.whens.get((place, number)) for number in range(len(part.lines))]
        return True if part.is_optional or any(line.when is None for line in part.lines) else any_of(whens)

    def _sum(self, place: int, part: Part) -> Any:
        """The amount of a part, NULL where it is not known."""
        nothing = ibis.literal(0, "int64") if part.is_optional else ibis.null("int64")
        if any(line.when is None for line in part.lines):
            last = nothing
        else:
            some = expression(any_of([self.whens[place, number] for number in range(len(part.lines))]))
            last = ibis.ifelse(some.isnull(), ibis.null("int64"), nothing)
        return self._lines(place, part, {line.id: self.terms.known_amount(line.pay) for line in part.lines}, last)

    def _settled(self, amount: Any) -> tuple[Any, list[tuple[Any, str]]]:
        """The sum after cap, what was paid before and what is left of limits; and what of these is not known.

        What is not known leaves the amount as it was, so that nothing left is seen whatever else is unknown.
        """
        total, unknown = self.rulebook.total, []
        if total is not None and total.cap is not None:
            cap = self.terms.operand(total.cap)
            unknown.append((_null(cap), TOTAL))
            amount = amount if cap is None else ibis.ifelse(amount > cap, cap, amount)
        if total is not None and total.less:
            less = self.terms.fact(total.less)
            unknown.append((_null(less), TOTAL))
            amount = amount if less is None else _not_below_zero(amount - less.fill_null(0))
        for limit in self.rulebook.limits:
            if limit.kind != "sum":
                continue
            most, used = self.terms.operand(limit.most), self.terms.fact(limit.fact)
            unknown.append((any_of([_null(most), _null(used)]), limit.id))
            if most is not None and used is not None:
                rest = most - used
                amount = _not_below_zero(ibis.ifelse(amount > rest, rest, amount))
        return amount, unknown

    def known_failures(self) -> list[tuple[Tri, Any]]:
        found: list[tuple[Tri, Any]] = [
            (negated(self._holds(place, part)), self.fails(part.id)) for place, part in enumerate(self.rulebook.parts)
        ]
        return [*found, (self.staged["_settled"] == 0, self.fails(TOTAL))]

    def whole(self) -> Any:
        return cases(self.known_failures(), self._paying())

    def _paying(self) -> Any:
        """The first line that pays."""
        parts = list(enumerate(self.rulebook.parts))
        found: list[tuple[Tri, Any]] = [
            (self.sums[place] > 0, self._line(place, part, met=True)) for place, part in parts
        ]
        return cases(found[:-1], found[-1][1])

    def _line(self, place: int, part: Part, *, met: bool) -> Any:
        coded = self.meets if met else self.unknown
        return self._lines(place, part, {line.id: coded(line.id) for line in part.lines}, coded(part.id))

    def rest(self) -> Any:
        lacking: list[tuple[Tri, Any]] = [
            (self.sums[place].isnull(), self._line(place, part, met=False))
            for place, part in enumerate(self.rulebook.parts)
        ]
        lacking += [(self.staged[f"_why_{place}"], self.unknown(line)) for place, line in enumerate(self.why_lines)]
        return cases(lacking, self._paying())

    def amount(self, coded: ir.Table, code: Any) -> Any:
        met = self.outcomes.literal(self.outcomes.first(Answer.MEETS))
        return ibis.ifelse(code >= met, coded["_settled"], ibis.null("int64"))


def _null(value: Any) -> Tri:
    """Whether an operand is not known, whichever it is: expression, value, or nothing at all."""
    return value.isnull() if isinstance(value, ir.Value) else value is None


def _not_below_zero(amount: Any) -> Any:
    return ibis.ifelse(amount < 0, 0, amount)
