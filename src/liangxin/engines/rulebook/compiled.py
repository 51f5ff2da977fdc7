"""A rulebook compiled once into functions, and one decision by it.

The hot path answers with three things: the answer, the amount in fen, the line that decided. Why is told on demand
by `tracing`, which walks the same functions over the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liangxin.engines.rulebook.amounts import Sum, compiled_pay
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.conditions import Getter, Test, Values, compiled, getter
from liangxin.engines.rulebook.generating import decision_function
from liangxin.engines.rulebook.reading import CaseReader
from liangxin.engines.rulebook.records import Operand, Part, Rulebook, Value
from liangxin.engines.rulebook.ruling import TOTAL, Ruling
from liangxin.kernel.decision import Answer

# What a part finds: whether a line holds, its amount, and the line (or the part, where none does).
Found = tuple[bool | None, int | None, str]
PartTest = Callable[[Values], Found]


class Compiled:
    """A rulebook that decides. Made once; deciding changes nothing in it, so threads may share it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.slots: Mapping[str, int] = {name: place for place, name in enumerate(rulebook.facts)}
        self.tests: tuple[tuple[str, Test], ...] = tuple(
            (one.id, compiled(needed(one), self.slots)) for one in rulebook.requirements
        )
        self.parts: tuple[PartTest, ...] = tuple(self._part(part) for part in rulebook.parts)
        self.rests: tuple[tuple[str, Getter, Getter], ...] = tuple(
            (limit.id, getter(limit.most, self.slots), getter(Operand(fact=limit.fact), self.slots))
            for limit in rulebook.limits
            if limit.kind == "sum"
        )
        total = rulebook.total
        self._cap = getter(total.cap, self.slots) if total is not None and total.cap is not None else None
        self._less = getter(Operand(fact=total.less), self.slots) if total is not None and total.less else None
        settles = self._cap is not None or self._less is not None or bool(self.rests)
        self._reader = CaseReader(rulebook)
        self.decide_values: Callable[[Values], Ruling] = decision_function(
            rulebook, self.slots, self._settled if settles else None
        )

    def read(self, case: Any, place: str = "") -> list[Value | None]:
        """Read a case as JSON writes it. Raises `CaseWrong`."""
        return self._reader.read(case, place)

    def decide(self, case: Any) -> Ruling:
        """Read a case and decide it. Raises `CaseWrong`.

        >>> from liangxin.engines.rulebook import find_rulebook
        >>> find_rulebook("cars_scrap@2026").decide({"invoiced_on": "2025-12-31"})
        Ruling(answer=<Answer.FAILS: 'fails'>, amount_fen=None, line='in_force')
        """
        return self.decide_values(self._reader.read(case))

    def decide_step_by_step(self, values: Values) -> Ruling:
        """Decide as `decide_values` does, by the functions that traces use: the two hold each other to account.

        The first known failure decides, then the first line that is not known.
        """
        unknown = ""
        for name, test in self.tests:
            found = test(values)
            if found is False:
                return Ruling(Answer.FAILS, None, name)
            if found is None and not unknown:
                unknown = name
        amount: int | None = 0
        paying = ""
        for part in self.parts:
            holds, sum_of, line = part(values)
            if holds is False:
                return Ruling(Answer.FAILS, None, line)
            if holds is None or sum_of is None:
                unknown, amount = unknown or line, None
            elif amount is not None:
                amount += sum_of
            if sum_of and not paying:
                paying = line
        if amount is not None:
            amount, why = self._settled(amount, values)
            if amount == 0:
                return Ruling(Answer.FAILS, None, TOTAL)
            unknown = unknown or why
        if unknown:
            return Ruling(Answer.UNKNOWN, None, unknown)
        return Ruling(Answer.MEETS, amount, paying)

    def _settled(self, amount: int, values: Values) -> tuple[int | None, str]:
        """The sum after cap, what was paid before, and what is left of each limit; or the line that is not known.

        Nothing left is 0, whatever else is unknown.
        """
        unknown = ""
        if self._cap is not None:
            cap = self._cap(values)
            amount, unknown = (amount, TOTAL) if cap is None else (min(amount, int(cap)), unknown)
        if self._less is not None:
            less = self._less(values)
            amount, unknown = (amount, TOTAL) if less is None else (max(0, amount - int(less)), unknown)
        for name, most, used in self.rests:
            limit, before = most(values), used(values)
            if limit is None or before is None:
                unknown = unknown or name
            else:
                amount = max(0, min(amount, int(limit) - int(before)))
        return (None, unknown) if unknown and amount else (amount, "")

    def _part(self, part: Part) -> PartTest:
        """A function that finds the line of a part which holds. Lines exclude each other, so that one that holds
        decides.
        """
        lines: list[tuple[str, Test | None, Sum]] = [
            (
                line.id,
                compiled(line.when, self.slots) if line.when is not None else None,
                compiled_pay(line.pay, self.slots),
            )
            for line in part.lines
        ]
        none: Found = (True, 0, part.id) if part.is_optional else (False, None, part.id)
        open_: Found = (None, None, part.id)

        def test(values: Values) -> Found:
            unknown = False
            for name, when, pay in lines:
                holds = True if when is None else when(values)
                if holds:
                    return True, pay(values), name
                unknown = unknown or holds is None
            return open_ if unknown else none

        return test
