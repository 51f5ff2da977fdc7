"""Conditions, amounts and cites in Chinese, for traces and pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from liangxin.engines.rulebook.records import (
    AllOf,
    AnyOf,
    Cite,
    Compare,
    Condition,
    Fact,
    FactKind,
    Factor,
    Not,
    Op,
    Operand,
    Pay,
    Rulebook,
    Value,
)
from liangxin.engines.rulebook.values import shown
from liangxin.kernel.money import Money

_OF_DATES = {Op.AT_MOST: "不晚于", Op.BELOW: "早于", Op.AT_LEAST: "不早于", Op.ABOVE: "晚于"}


def said(condition: Condition | None, rulebook: Rulebook) -> str:
    """Say a condition: 旧车燃料种类为汽油，且……"""
    if condition is None:
        return "所有案例"
    if isinstance(condition, Compare):
        return _compared(condition, rulebook)
    if isinstance(condition, Not):
        return f"并非（{said(condition.part, rulebook)}）"
    if isinstance(condition, AllOf) and (span := _span(condition, rulebook)):
        return span
    joint = "，且" if isinstance(condition, AllOf) else "，或"
    parts = [said(part, rulebook) for part in condition.parts]
    between = [
        f"（{text}）" if isinstance(part, AnyOf | AllOf) and len(part.parts) > 1 else text
        for part, text in zip(condition.parts, parts, strict=True)
    ]
    return joint.join(between)


def _span(both: AllOf, rulebook: Rulebook) -> str:
    """Say from … to … of one fact in one breath; nothing where the condition is not that."""
    if len(both.parts) != 2:
        return ""
    low, high = both.parts
    if (
        not isinstance(low, Compare)
        or not isinstance(high, Compare)
        or low.left != high.left
        or low.op is not Op.AT_LEAST
        or high.op is not Op.AT_MOST
    ):
        return ""
    fact = fact_of_operand(low.left, rulebook)
    return f"{fact.label}在{_limit(low.right, fact, rulebook)}至{_limit(high.right, fact, rulebook)}之间（含）"


def _compared(leaf: Compare, rulebook: Rulebook) -> str:
    fact = fact_of_operand(leaf.left, rulebook)
    if fact.kind is FactKind.YES_NO and isinstance(leaf.right.value, bool) and not leaf.right.fact:
        wanted = leaf.right.value == (leaf.op is Op.IS)
        return f"{fact.label}：{'是' if wanted else '否'}"
    words = _OF_DATES.get(leaf.op, leaf.op.label) if fact.kind is FactKind.DATE else leaf.op.label
    return f"{fact.label}{words}{_limit(leaf.right, fact, rulebook)}"


def fact_of_operand(operand: Operand, rulebook: Rulebook) -> Fact:
    """The fact, or the type of the parameter, that an operand is."""
    return rulebook.facts[operand.fact] if operand.fact else rulebook.parameters[operand.parameter].fact


def _limit(operand: Operand, fact: Fact, rulebook: Rulebook) -> str:
    if operand.fact:
        moved = [f"满{operand.years}年" if operand.years else "", f"加{operand.days}日" if operand.days else ""]
        return f"“{rulebook.facts[operand.fact].label}”{''.join(moved)}"
    if operand.parameter:
        value = shown(fact, operand.value) if operand.value is not None else "尚未填写"
        return f"“{rulebook.parameters[operand.parameter].fact.label}”（{value}）"
    return shown(fact, operand.value)


def clause_said(cite: Cite, rulebook: Rulebook) -> str:
    """Say where a line stands: 《…》（文号）“事项”."""
    document = rulebook.authorities.get(cite.doc)
    if document is None:
        return cite.clause
    number = f"（{document.number}）" if document.number else ""
    return f"《{document.name}》{number}“{cite.clause}”"


def standing(cite: Cite) -> str:
    """Say how sure a line is."""
    if cite.confirmed_by:
        return f"已由“{cite.confirmed_by}”确认"
    sure = cite.basis.label + (f"（{cite.seen.label}）" if cite.seen else "")
    return sure if cite.reading is None else f"{sure}，按一种理解：{cite.reading.takes}"


def fraction_said(number: Fraction) -> str:
    """Write a fraction of fen as 元, to the digits that it has, at most eight."""
    yuan = Decimal(number.numerator) / Decimal(number.denominator) / 100
    text = f"{yuan.quantize(Decimal('0.00000001')):f}".rstrip("0")
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", " ") + f".{rest.ljust(2, '0')} 元"


def pay_said(pay: Pay, rulebook: Rulebook) -> str:
    """Say an amount as a rule: 新车价税合计 × 12%，向上取整到元，最高 20 000.00 元."""
    if pay.slices:
        before, rows = "0", []
        for one in pay.slices:
            end = Money(one.to).show() if one.to is not None else "以上"
            rows.append(f"{before}至{end}部分 {percent(one.rate)}")
            before = end
        text = f"{_factor_said(pay.factors[0], rulebook)}分级：{'；'.join(rows)}"
    else:
        base = _base_said(pay, rulebook)
        text = " × ".join([_factor_said(factor, rulebook) for factor in pay.factors] + [base])
    if pay.rounding is not None:
        text += f"，{pay.rounding.label}"
    if pay.least:
        text += f"，最低 {Money(pay.least).exact()}"
    for cap in pay.caps:
        text += f"，最高 {_limit(cap, Fact('cap', '', FactKind.MONEY), rulebook)}"
    return text


def _base_said(pay: Pay, rulebook: Rulebook) -> str:
    if pay.base_parameter:
        one = rulebook.parameters[pay.base_parameter]
        return f"“{one.fact.label}”（{shown(one.fact, one.value) if one.value is not None else '尚未填写'}）"
    if pay.said.endswith("%"):
        return pay.said
    return Money(int(pay.base)).show() if pay.base is not None else "未知"


def _whole(value: Value | None) -> int:
    """A factor as the whole number that it is kept as."""
    return value if isinstance(value, int) else 0


def percent(share: Fraction) -> str:
    """Write a share: 12%."""
    return f"{(Decimal(share.numerator) / Decimal(share.denominator) * 100).normalize():f}%"


def _factor_said(factor: Factor, rulebook: Rulebook) -> str:
    operand = factor.operand
    if not operand.fact and not operand.parameter:
        return f"{Decimal(_whole(operand.value)) / factor.scale:f}"
    fact = fact_of_operand(operand, rulebook)
    most = f"（最多计{shown(fact, factor.at_most)}）" if factor.at_most is not None else ""
    return f"{fact.label}{most}"


def formula(pay: Pay, rulebook: Rulebook, values: Sequence[Value | None], slots: dict[str, int], amount: int) -> str:
    """Say how an amount came about, with the numbers put in: 88 888 元 × 12% = 10 666.56 元，……，得 10 667 元."""
    texts, exact = [], Fraction(1)
    for factor in pay.factors:
        operand = factor.operand
        value = values[slots[operand.fact]] if operand.fact else operand.value
        number = _whole(value)
        counted = number if factor.at_most is None else min(number, factor.at_most)
        exact *= Fraction(counted, factor.scale)
        is_constant = not operand.fact and not operand.parameter
        texts.append(
            f"{Decimal(counted) / factor.scale:f}"
            if is_constant
            else shown(fact_of_operand(operand, rulebook), counted)
        )
    if pay.slices or pay.base is None:
        text = f"{'、'.join(texts)}按分级计算"
    else:
        base = pay.said if pay.said.endswith("%") else _plain_base(pay)
        exact *= pay.base
        text = " × ".join([*texts, base])
        text += f" = {fraction_said(exact)}" if texts else ""
    if pay.rounding is not None:
        text += f"，{pay.rounding.label}"
    for cap in pay.caps:
        limit = values[slots[cap.fact]] if cap.fact else cap.value
        if isinstance(limit, int):
            text += f"，最高 {Money(limit).exact()}"
    if pay.least:
        text += f"，最低 {Money(pay.least).exact()}"
    return f"{text}，得 {Money(amount).exact()}"


def _plain_base(pay: Pay) -> str:
    base = pay.base or Fraction(0)
    if base.denominator != 1 or (pay.base_parameter and base < 1):
        return percent(base)
    return Money(int(base)).show()
