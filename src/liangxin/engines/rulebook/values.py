"""Values as people and files write them, made into what is kept inside, and written back.

Money is whole fen, a decimal a whole number scaled by its places, a choice its code. A float is not let in: it does
not say which decimal it means.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from liangxin.engines.rulebook.records import Fact, FactKind, Value
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity, find_unit
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut, plain

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_TEXT, LONGEST_LIST = 500, 200
LARGEST_WHOLE = 10**12
LARGEST_MONEY = 10**11  # fen: 10亿元, so that shares of it stay exact in a column engine; a fact may raise it
PERCENT_PLACES = 6
_NUMBER = re.compile(r"\s*([-+]?\d{1,15}(?:\.\d{1,12})?)\s*(.*?)\s*", re.ASCII | re.DOTALL)
_YES, _NO = {"是", "yes", "true"}, {"否", "no", "false"}


class ValueUnfit(ValueError):
    """A value is not what its fact asks for: what is wrong, and what to write."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem, self.advice = problem, advice


def read_value(fact: Fact, raw: Any, *, bounded: bool = True) -> Value:
    """Read a value of a fact. Raises `ValueUnfit`. Limits that rules compare with need not lie in the fact's bounds."""
    value: Value = _READERS[fact.kind](fact, raw)
    if bounded and isinstance(value, int) and not isinstance(value, bool):
        if fact.least is not None and value < fact.least:
            raise ValueUnfit(f"{shown(fact, value)}小于最小值{shown(fact, fact.least)}", "请核对这个值")
        if fact.most is not None and value > fact.most:
            raise ValueUnfit(f"{shown(fact, value)}大于最大值{shown(fact, fact.most)}", "请核对这个值")
    return value


def shown(fact: Fact, value: Value | None) -> str:
    """Write a value as people read it."""
    if value is None:
        return "未知"
    if isinstance(value, tuple):
        return "、".join(fact.choices.get(each, each) for each in value) or "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return fact.choices.get(value, value)
    if fact.kind is FactKind.MONEY:
        return _money_said(Money(value))
    if fact.kind is FactKind.PERCENT:
        return f"{Decimal(value).scaleb(2 - PERCENT_PLACES).normalize():f}%"
    number = f"{Decimal(value).scaleb(-fact.places).normalize():f}" if fact.places else str(value)
    return number + fact.unit


def _money_said(amount: Money) -> str:
    """Write an amount as people say it where that is all of it (2 万元), else to the fen."""
    said = amount.show()
    return said if Money.read(said) == amount else amount.exact()


def plain_value(fact: Fact, value: Value | None) -> Any:
    """Write a value as JSON keeps it; reading it again gives the same."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        if fact.kind is FactKind.MONEY:
            return f"{Money(value).in_yuan()}元"
        if fact.kind is FactKind.DECIMAL:
            return str(Decimal(value).scaleb(-fact.places))
        if fact.kind is FactKind.PERCENT:
            return shown(fact, value)
    return value


def how_written(fact: Fact) -> str:
    """Say how a value of the fact is written in a case."""
    match fact.kind:
        case FactKind.CHOICE:
            return "写其中之一：" + "、".join(f"{code}（{label}）" for code, label in fact.choices.items())
        case FactKind.WHOLE:
            return "写整数，如 3"
        case FactKind.DECIMAL:
            return f"写数，最多{fact.places}位小数，如 1.5"
        case FactKind.MONEY:
            return f'写带单位的金额，如 "99800元"、"9.98万元"，或以分写成 {fact.name}_fen: 9980000'
        case FactKind.DATE:
            return "写日期，如 2026-01-31"
        case FactKind.YES_NO:
            return "写 true 或 false（是、否）"
        case FactKind.LIST:
            return "写清单，如 [] 或 [...]"
        case FactKind.PERCENT:
            return "写比例，如 15%"
        case _:
            return "写文字"


def read_percent(raw: Any) -> Fraction:
    """Read a share such as 12% or 85.5%, from zero to all. Raises `ValueUnfit`."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)%", str(raw).strip(), re.ASCII)
    if found is None or Decimal(found[1]) > 100:
        raise ValueUnfit(f"“{cut(str(raw), 20)}”不是比例", "请写成如 12% 的形式，从0%到100%，最多4位小数")
    return Fraction(Decimal(found[1])) / 100


def _unfit(fact: Fact, raw: Any) -> ValueUnfit:
    said = "空" if raw is None else "一个浮点数" if isinstance(raw, float) else f"“{cut(str(raw), 30)}”"
    return ValueUnfit(f"{said}不是{fact.kind.label}", how_written(fact))


def _text(fact: Fact, raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise _unfit(fact, raw)
    if len(raw) > LONGEST_TEXT:
        raise ValueUnfit(f"文字超过{LONGEST_TEXT}个字", "请缩短")
    return raw.strip()


def _choice(fact: Fact, raw: Any) -> str:
    text = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if text in fact.choices:
        return text
    for code, label in fact.choices.items():
        if text and plain(label) == plain(text):
            return code
    near = difflib.get_close_matches(text, [*fact.choices, *fact.choices.values()], 1, 0.5)
    hint = f"是否指“{near[0]}”？" if near else ""
    raise ValueUnfit(f"“{cut(str(raw), 30)}”不在可选的值中", hint + how_written(fact))


def _number(fact: Fact, raw: Any) -> Decimal:
    """Read a number, perhaps with a unit of the fact's own kind, which is converted."""
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        if not Decimal(raw).is_finite() or abs(Decimal(raw)) > LARGEST_WHOLE * 10**3:
            raise _unfit(fact, raw)
        return Decimal(raw)
    found = _NUMBER.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise _unfit(fact, raw)
    number, unit = Decimal(found[1]), found[2]
    if not unit or plain(unit) == plain(fact.unit):
        return number
    try:
        return Quantity.of(number, unit).amount_in(fact.unit)
    except (Refusal, InvalidOperation):
        said = f"应当以{fact.unit}计" if fact.unit else "没有计量单位"
        raise ValueUnfit(f"“{cut(raw, 30)}”的单位不对，{fact.label}{said}", how_written(fact)) from None


def _whole(fact: Fact, raw: Any) -> int:
    number = _number(fact, raw)
    if number != number.to_integral_value():
        raise ValueUnfit(f"“{cut(str(raw), 30)}”不是整数", how_written(fact))
    return int(number)


def _decimal(fact: Fact, raw: Any) -> int:
    scaled = _number(fact, raw).scaleb(fact.places)
    if scaled != scaled.to_integral_value():
        raise ValueUnfit(f"“{cut(str(raw), 30)}”的小数超过{fact.places}位", how_written(fact))
    return int(scaled)


def _money(fact: Fact, raw: Any) -> int:
    if isinstance(raw, dict) and set(raw) == {"fen"} and type(raw["fen"]) is int:
        return int(raw["fen"])
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        raise ValueUnfit(f"金额“{raw}”没有写单位", how_written(fact))
    if not isinstance(raw, str):
        raise _unfit(fact, raw)
    try:
        return Money.read(raw).fen
    except Refusal as refusal:
        raise ValueUnfit(str(refusal).split("。")[0], how_written(fact)) from None


def _date(fact: Fact, raw: Any) -> date:
    day = raw
    if isinstance(raw, str):
        try:
            day = date.fromisoformat(raw.strip()) if re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", raw, re.ASCII) else None
        except ValueError:
            day = None
    if isinstance(day, datetime) or not isinstance(day, date):
        raise _unfit(fact, raw)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueUnfit(f"日期{day}不在{FIRST_DAY.year}年到{LAST_DAY.year}年之间", "请核对日期")
    return day


def _yes_no(fact: Fact, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = raw.strip().lower() if isinstance(raw, str) else ""
    if text in _YES or text in _NO:
        return text in _YES
    raise _unfit(fact, raw)


def _list(fact: Fact, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > LONGEST_LIST:
        raise _unfit(fact, raw)
    read = _choice if fact.of is FactKind.CHOICE else _text
    return tuple(sorted({read(fact, each) for each in raw}))


def _percent(_: Fact, raw: Any) -> int:
    return int(read_percent(raw) * 10**PERCENT_PLACES)


_READERS: dict[FactKind, Callable[[Fact, Any], Value]] = {
    FactKind.TEXT: _text, FactKind.CHOICE: _choice, FactKind.WHOLE: _whole, FactKind.DECIMAL: _decimal,
    FactKind.MONEY: _money, FactKind.DATE: _date, FactKind.YES_NO: _yes_no, FactKind.LIST: _list,
    FactKind.PERCENT: _percent,
}  # fmt: skip


def same_unit(one: str, other: str) -> bool:
    """Tell whether two names are one unit."""
    if plain(one) == plain(other):
        return True
    try:
        return find_unit(one) == find_unit(other)
    except Refusal:
        return False
