"""The hot path: a rulebook written out as one Python function, so that a decision costs no more than its
comparisons.

Nothing of a rulebook's text gets into the code. Names are ours (`v3`, `k7`), whole numbers are written as such, and
every other constant is handed over as an object. Says the same as the functions of `conditions` and `amounts`;
tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liangxin.engines.rulebook.amounts import Sum, compiled_pay, denominator_of
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.conditions import Values, moved_day
from liangxin.engines.rulebook.records import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Line,
    Not,
    Op,
    Operand,
    Part,
    Pay,
    Rulebook,
)
from liangxin.engines.rulebook.ruling import TOTAL, Ruling
from liangxin.kernel.decision import Answer

Settle = Callable[[int, Values], tuple[int | None, str]]
_SIGNS = {Op.IS: "==", Op.IS_NOT: "!=", Op.AT_MOST: "<=", Op.BELOW: "<", Op.AT_LEAST: ">=", Op.ABOVE: ">"}


def decision_function(
    rulebook: Rulebook, slots: Mapping[str, int], settle: Settle | None
) -> Callable[[Values], Ruling]:
    """Write and compile the function. `settle` is called where the sum of the parts is not yet the amount."""
    writer = _Writer(slots)
    names = ", ".join(f"v{slot}" for slot in slots.values())
    writer.put(0, "def decide(values):")
    writer.put(1, f"({names},) = values")
    writer.put(1, "unknown = None; amount = 0; paying = None")
    for one in rulebook.requirements:
        writer.requirement(needed(one), one.id)
    for part in rulebook.parts:
        writer.part(part)
    writer.put(1, "if amount is not None:")
    if settle is not None:
        writer.put(2, f"amount, why = {writer.constant(settle)}(amount, values)")
        writer.put(2, f"if why and unknown is None: unknown = {writer.constant(_unknown)}(why)")
    writer.put(2, f"if amount == 0: return {writer.ruling(Answer.FAILS, TOTAL)}")
    writer.put(1, "if unknown is not None: return unknown")
    writer.put(1, f"return {writer.constant(Ruling)}({writer.constant(Answer.MEETS)}, amount, paying)")
    space: dict[str, Any] = dict(writer.constants)
    exec(compile("\n".join(writer.lines), f"<{rulebook.key}>", "exec"), space)  # noqa: S102 - our own names and numbers only
    made: Callable[[Values], Ruling] = space["decide"]
    return made


def _unknown(line: str) -> Ruling:
    return Ruling(Answer.UNKNOWN, None, line)


class _Writer:
    """Lines of code, and the objects that they name."""

    def __init__(self, slots: Mapping[str, int]) -> None:
        self.slots = slots
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self._variables = 0

    def put(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def constant(self, value: Any) -> str:
        """Name an object; whole numbers and booleans stand for themselves."""
        if type(value) in (int, bool):
            return repr(value)
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def variable(self) -> str:
        self._variables += 1
        return f"c{self._variables}"

    def ruling(self, answer: Answer, line: str) -> str:
        return self.constant(Ruling(answer, None, line))

    def requirement(self, condition: Condition, name: str) -> None:
        found = self.condition(condition, 1)
        self.put(1, f"if {found} is not True:")
        self.put(2, f"if {found} is False: return {self.ruling(Answer.FAILS, name)}")
        self.put(2, f"if unknown is None: unknown = {self.ruling(Answer.UNKNOWN, name)}")

    def condition(self, condition: Condition, depth: int) -> str:
        """Write a condition; return the variable that holds True, False or None after it."""
        name = self.variable()
        if isinstance(condition, Compare):
            self.put(depth, f"{name} = {self._comparison(condition)}")
        elif isinstance(condition, Not):
            inner = self.condition(condition.part, depth)
            self.put(depth, f"{name} = None if {inner} is None else not {inner}")
        elif isinstance(condition, AnyOf) and len(condition.parts) == 2 and isinstance(condition.parts[0], Not):
            self._when_then(condition.parts[0].part, condition.parts[1], name, depth)
        elif not condition.parts:
            self.put(depth, f"{name} = {isinstance(condition, AllOf)}")
        else:
            self._joined(condition, name, depth)
        return name

    def _when_then(self, when: Condition, need: Condition, name: str, depth: int) -> None:
        """What is demanded of some cases is not looked at for the others."""
        met = self.condition(when, depth)
        self.put(depth, f"if {met} is False: {name} = True")
        self.put(depth, "else:")
        found = self.condition(need, depth + 1)
        self.put(depth + 1, f"{name} = {found} if {met} or {found} else None")

    def _joined(self, condition: AllOf | AnyOf, name: str, depth: int) -> None:
        parts = [self.condition(part, depth) for part in condition.parts]
        deciding, other = (False, True) if isinstance(condition, AllOf) else (True, False)
        decides = " or ".join(f"{part} is {deciding}" for part in parts)
        is_open = " or ".join(f"{part} is None" for part in parts)
        self.put(depth, f"{name} = {deciding} if {decides} else None if {is_open} else {other}")

    def _operand(self, operand: Operand) -> tuple[str, str]:
        """An operand as code, and the fact that must be known for it."""
        if not operand.fact:
            return self.constant(operand.value), ""
        slot = f"v{self.slots[operand.fact]}"
        if operand.years or operand.days:
            return f"{self.constant(moved_day)}({slot}, {operand.years}, {operand.days})", slot
        return slot, slot

    def _comparison(self, leaf: Compare) -> str:
        if any(not side.fact and side.value is None for side in (leaf.left, leaf.right)):
            return "None"
        (left, one), (right, other) = self._operand(leaf.left), self._operand(leaf.right)
        if leaf.op is Op.IN:
            found = f"{left} in {right}"
        elif leaf.op is Op.CONTAINS:
            found = f"{right} in {left}"
        else:
            found = f"{left} {_SIGNS[leaf.op]} {right}"
        known = " or ".join(f"{slot} is None" for slot in dict.fromkeys((one, other)) if slot)
        return f"None if {known} else {found}" if known else found

    def part(self, part: Part) -> None:
        """The first line that holds is paid; `while` is left by `break`, so that lines are not nested into each
        other.
        """
        self.put(1, "is_open = False")
        self.put(1, "while True:")
        for line in part.lines:
            if line.when is None:
                self._paid(line, 2)
                break
            found = self.condition(line.when, 2)
            self.put(2, f"if {found} is not False:")
            self.put(3, f"if {found}:")
            self._paid(line, 4)
            self.put(3, "is_open = True")
        else:
            self.put(2, "if is_open:")
            self.put(3, f"if unknown is None: unknown = {self.ruling(Answer.UNKNOWN, part.id)}")
            self.put(3, "amount = None")
            self.put(3, "break")
            if not part.is_optional:
                self.put(2, f"return {self.ruling(Answer.FAILS, part.id)}")
            self.put(2, "break")

    def _paid(self, line: Line, depth: int) -> None:
        self.put(depth, f"paid = {self._pay(line.pay)}")
        self.put(depth, "if paid is None:")
        self.put(depth + 1, f"if unknown is None: unknown = {self.ruling(Answer.UNKNOWN, line.id)}")
        self.put(depth + 1, "amount = None")
        self.put(depth, "else:")
        self.put(depth + 1, "if amount is not None: amount += paid")
        self.put(depth + 1, f"if paid and paying is None: paying = {self.constant(line.id)}")
        self.put(depth, "break")

    def _pay(self, pay: Pay) -> str:
        """The usual amounts in place, the others by a call."""
        is_plain = pay.base is not None and not pay.slices and not pay.least
        is_plain = is_plain and len(pay.factors) <= 1 and all(type(cap.value) is int for cap in pay.caps)
        if not is_plain or pay.base is None or any(not one.operand.fact or one.at_most for one in pay.factors):
            called: Sum = compiled_pay(pay, self.slots)
            return f"{self.constant(called)}(values)"
        caps = "".join(f", {cap.value}" for cap in pay.caps)
        if not pay.factors:
            amount = compiled_pay(pay, self.slots)(())
            return repr(amount)
        slot = f"v{self.slots[pay.factors[0].operand.fact]}"
        step = pay.rounding.step if pay.rounding else 1
        whole, numerator = denominator_of(pay) * step, pay.base.numerator
        if pay.rounding is not None and pay.rounding.is_up:
            amount_code = f"({numerator} * {slot} + {whole - 1}) // {whole} * {step}"
        else:
            amount_code = f"({2 * numerator} * {slot} + {whole}) // {2 * whole} * {step}"
        return f"None if {slot} is None else " + (f"min({amount_code}{caps})" if caps else amount_code)
