"""Amounts of a rulebook file: fixed, a share of something, so much for each, by brackets; factors, caps, rounding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from liangxin.engines.rulebook.amounts import EXACT, is_whole, largest
from liangxin.engines.rulebook.building_terms import Builder
from liangxin.engines.rulebook.findings import Path
from liangxin.engines.rulebook.records import Fact, FactKind, Factor, Operand, Pay, Rounding, Slice
from liangxin.engines.rulebook.values import PERCENT_PLACES, ValueUnfit, read_percent

_MONEY = Fact("amount", "金额", FactKind.MONEY)
_SHARE = Fact("share", "比例", FactKind.PERCENT, places=PERCENT_PLACES)
_NUMBERS = {FactKind.WHOLE, FactKind.DECIMAL}


def pay_of(raw: Any, path: Path, builder: Builder) -> Pay:
    """Read an amount. A text alone is a fixed one."""
    if not isinstance(raw, dict):
        value = builder.value(raw, _MONEY, path)
        return Pay(Fraction(value) if isinstance(value, int) else None, said=str(raw))
    bases = [key for key in ("fixed", "rate", "each", "brackets") if key in raw]
    if len(bases) != 1:
        builder.findings.error(path, "form", "金额要写 fixed、rate、each、brackets 中的一个。")
        return Pay(None)
    pay = _brackets(raw, path, builder) if bases == ["brackets"] else _base(raw, bases[0], path, builder)
    caps = raw.get("cap", [])
    pay = replace(
        pay,
        rounding=Rounding.of(raw["round"]) if "round" in raw else None,
        caps=tuple(
            builder.operand(one, _MONEY, (*path, "cap")) for one in (caps if isinstance(caps, list) else [caps])
        ),
        least=_least(raw.get("at_least"), path, builder),
    )
    _judge(pay, path, builder)
    return pay


def _least(raw: Any, path: Path, builder: Builder) -> int:
    value = builder.value(raw, _MONEY, (*path, "at_least")) if raw is not None else 0
    return value if isinstance(value, int) else 0


def _base(raw: Mapping[str, Any], base: str, path: Path, builder: Builder) -> Pay:
    needs_of = base in ("rate", "each")
    if needs_of != ("of" in raw):
        said = f"“{base}”要写 of：按哪一项事实计算。" if needs_of else "固定金额不能写 of。"
        builder.findings.error(path, "missing", said)
    factors = []
    if "of" in raw:
        fact = builder.fact(raw["of"], (*path, "of"))
        allowed = {FactKind.MONEY} if base == "rate" else _NUMBERS
        if fact is not None and fact.kind not in allowed:
            said = "、".join(kind.label for kind in allowed)
            builder.findings.error((*path, "of"), "type", f"“{fact.label}”是{fact.kind.label}，这里要的是{said}。")
        factors.append(Factor(Operand(fact=raw["of"]), 10 ** (fact.places if fact else 0)))
    factors += [_factor(one, (*path, "times", n), builder) for n, one in enumerate(raw.get("times") or [])]
    written = raw[base]
    if isinstance(written, dict):
        operand = builder.operand(written, _SHARE if base == "rate" else _MONEY, (*path, base))
        if operand.fact:
            builder.findings.error(
                (*path, base), "form", "这里应当是一个值或 {parameter: …}。", "按事实计算请用 of 和 times。"
            )
        amount = Fraction(operand.value) if isinstance(operand.value, int) else None
        if amount is not None and base == "rate":
            amount /= 10**PERCENT_PLACES
        return Pay(amount, tuple(factors), said=f"{{{operand.parameter}}}", base_parameter=operand.parameter)
    return Pay(_written_base(written, base, (*path, base), builder), tuple(factors), said=str(written))


def _written_base(written: Any, base: str, path: Path, builder: Builder) -> Fraction | None:
    if base != "rate":
        value = builder.value(written, _MONEY, path)
        return Fraction(value) if isinstance(value, int) else None
    try:
        return read_percent(written)
    except ValueUnfit as unfit:
        builder.findings.error(path, "value", f"{unfit.problem}。", f"{unfit.advice}。")
        return None


def _factor(raw: Any, path: Path, builder: Builder) -> Factor:
    """A factor is the code of a fact, a number, `{fact: …, at_most: …}` or `{parameter: …}`."""
    if isinstance(raw, str):
        raw = {"fact": raw}
    if not isinstance(raw, dict):
        number = Fraction(raw)
        if number < 0:
            builder.findings.error(path, "value", "因数不能小于零。")
        return Factor(Operand(value=number.numerator), number.denominator)
    name = str(raw.get("fact") or raw.get("parameter") or "")
    if set(raw) - {"fact", "parameter", "at_most"} or not name or ("fact" in raw and "parameter" in raw):
        builder.findings.error(path, "form", "因数应当是事实的代码、一个数、{fact, at_most} 或 {parameter}。")
        return Factor(Operand())
    parameter = builder.parameters.get(name) if "parameter" in raw else None
    fact = parameter.fact if parameter else builder.fact(name, path)
    if fact is None:
        return Factor(Operand())
    if fact.kind not in _NUMBERS | ({FactKind.PERCENT} if parameter else set()):
        builder.findings.error(path, "type", f"“{fact.label}”是{fact.kind.label}，不能相乘。")
        return Factor(Operand())
    most = builder.value(raw["at_most"], fact, (*path, "at_most")) if "at_most" in raw else None
    operand = Operand(parameter=name, value=parameter.value) if parameter else Operand(fact=name)
    return Factor(operand, 10**fact.places, most if isinstance(most, int) else None)


def _brackets(raw: Mapping[str, Any], path: Path, builder: Builder) -> Pay:
    brackets = raw["brackets"]
    if "times" in raw or "of" in raw:
        builder.findings.error(path, "form", "分级计算不能再写 of 和 times。")
    fact = builder.fact(brackets["of"], (*path, "brackets", "of"))
    if fact is not None and fact.kind is not FactKind.MONEY:
        builder.findings.error((*path, "brackets", "of"), "type", f"“{fact.label}”不是金额。")
    slices: list[Slice] = []
    for number, one in enumerate(brackets["slices"]):
        where = (*path, "brackets", "slices", number)
        to = builder.value(one["to"], _MONEY, (*where, "to")) if "to" in one else None
        end = to if isinstance(to, int) else None
        before = slices[-1].to if slices else 0
        is_last = number == len(brackets["slices"]) - 1
        if (end is None) != is_last:
            builder.findings.error(where, "brackets", "只有最后一级不写 to。", "请补上或删去上限。")
        elif end is not None and before is not None and end <= before:
            builder.findings.error(where, "brackets", "各级的上限要由低到高。", "请调整次序。")
        slices.append(Slice(end, _written_base(one["rate"], "rate", (*where, "rate"), builder) or Fraction(0)))
    said = "；".join(str(one["rate"]) for one in brackets["slices"])
    return Pay(Fraction(1), (Factor(Operand(fact=brackets["of"])),), tuple(slices), said=said)


def _judge(pay: Pay, path: Path, builder: Builder) -> None:
    """An amount that may not be whole needs a rounding; a cap under the least amount pays nobody rightly."""
    facts = {name: one.fact for name, one in builder.parameters.items()} | builder.facts
    if any(factor.operand.fact and factor.operand.fact not in facts for factor in pay.factors):
        return
    if pay.rounding is None and not is_whole(pay, facts):
        builder.findings.error(
            path, "rounding", "金额可能不是整分，没有写怎样取整（round）。", "请按依据写明，没有依据的写成 reading。"
        )
    if largest(pay, facts) >= EXACT:
        builder.findings.error(path, "too_large", "按各事实的最大值计算会超出精确范围。", "请给事实写 at_most。")
    for cap in pay.caps:
        if isinstance(cap.value, int) and cap.value < pay.least:
            builder.findings.error((*path, "cap"), "cap", "最高金额低于最低金额。", "请核对两个数。")
        elif isinstance(cap.value, int) and pay.base is not None and not pay.factors and cap.value < pay.base:
            builder.findings.error((*path, "cap"), "cap", "最高金额低于固定金额。", "请核对两个数。")
