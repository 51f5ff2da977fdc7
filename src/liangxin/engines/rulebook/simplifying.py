"""Conditions rewritten without changing what they say, also of what is not known: for engines that read them millions
of times.

Every step holds in Kleene's logic: De Morgan, double negation, absorption (`x or (x and y)` is `x`), the opposite of a
comparison.
"""

from __future__ import annotations

from dataclasses import replace

from liangxin.engines.rulebook.records import AllOf, AnyOf, Compare, Condition, Not, Op, Operand

_OPPOSITE = {
    Op.IS: Op.IS_NOT, Op.IS_NOT: Op.IS, Op.AT_MOST: Op.ABOVE, Op.ABOVE: Op.AT_MOST, Op.BELOW: Op.AT_LEAST,
    Op.AT_LEAST: Op.BELOW,
}  # fmt: skip


def simplified(condition: Condition) -> Condition:
    """The same condition, shorter: no nested joins, no part twice, none that another one absorbs."""
    if isinstance(condition, Compare):
        return replace(condition, left=_bare(condition.left), right=_bare(condition.right))
    if isinstance(condition, Not):
        return opposite(condition.part)
    joins = type(condition)
    parts: list[Condition] = []
    for part in map(simplified, condition.parts):
        parts += part.parts if isinstance(part, joins) else (part,)
    parts = list(dict.fromkeys(parts))
    other = AnyOf if joins is AllOf else AllOf
    kept = [part for part in parts if not (isinstance(part, other) and set(part.parts) & (set(parts) - {part}))]
    return kept[0] if len(kept) == 1 else joins(tuple(kept))


def opposite(condition: Condition) -> Condition:
    """What holds where the condition fails, fails where it holds, and is not known where it is not."""
    if isinstance(condition, Compare):
        found = _OPPOSITE.get(condition.op)
        bare = simplified(condition)
        return replace(bare, op=found) if found is not None and isinstance(bare, Compare) else Not(bare)
    if isinstance(condition, Not):
        return simplified(condition.part)
    joins = AnyOf if isinstance(condition, AllOf) else AllOf
    return simplified(joins(tuple(opposite(part) for part in condition.parts)))


def _bare(operand: Operand) -> Operand:
    """An operand without the name of its parameter: what counts is the value."""
    return replace(operand, parameter="") if operand.parameter else operand
