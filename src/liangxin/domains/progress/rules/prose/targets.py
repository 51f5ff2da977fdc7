"""What a target aims at, the rule that decided on it and why it has no figure, in words; always Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from liangxin.domains.progress.rules.prose.numbers import figure
from liangxin.domains.progress.terms import Lack, NoPath, StatusRule
from liangxin.engines.reader.findings import Comparator, TargetKind

_BEFORE: Final = {
    Comparator.AT_LEAST: "不少于",
    Comparator.MORE_THAN: "超过",
    Comparator.AT_MOST: "不超过",
    Comparator.ABOUT: "约",
    Comparator.REACH: "",
}
_AMOUNTS: Final = frozenset({"actual", "target", "due", "low", "high"})
_DAYS: Final = frozenset({"as_of", "deadline", "break_on"})


def way_of(kind: TargetKind, *, falls: bool) -> str:
    """The word before a figure of growth: a fall is promised, and told, by its size."""
    if kind is TargetKind.GROWTH:
        return "下降" if falls else "增长"
    if kind is TargetKind.ANNUAL_GROWTH:
        return "年均下降" if falls else "年均增长"
    return ""


def amount_said(value: Decimal, unit: str, way: str = "") -> str:
    """A figure of a target; growth with its word, against which a figure below zero turns.

    >>> amount_said(Decimal("4.3"), "%", "下降"), amount_said(Decimal(-2), "%", "增长"), amount_said(Decimal(85), "台")
    ('下降4.3%', '下降2%', '85台')
    """
    if not way:
        return figure(value, unit)
    if value == 0:
        return "持平"
    said = way if value > 0 else way.replace("增长", "下降") if "增长" in way else way.replace("下降", "上升")
    return said + figure(abs(value), unit)


def aim_said(kind: TargetKind, comparator: Comparator, aim: Decimal | None, unit: str, way: str = "") -> str:
    """What a target asks for; nothing where it names a direction only.

    >>> aim_said(TargetKind.CUMULATIVE, Comparator.AT_LEAST, Decimal(25000), "台")
    '不少于2.5万台'
    >>> aim_said(TargetKind.GROWTH, Comparator.AT_LEAST, Decimal(13), "%", "增长")
    '增长不少于13%'
    """
    if aim is None:
        return ""
    if kind is TargetKind.COMPLETION:
        return "基本完成" if comparator is Comparator.ABOUT else "全部完成"
    return way + _BEFORE[comparator] + figure(aim, unit)


def reason_said(rule: StatusRule, figures: Mapping[str, str], unit: str) -> str:
    """The sentence of a rule with its figures."""
    return rule.label % {name: _said(name, text, unit) for name, text in figures.items()}


def _said(name: str, text: str, unit: str) -> str:
    if name == "why":
        return NoPath.of(text).label
    if name in _DAYS:
        on = date.fromisoformat(text)
        return f"{on.year}年{on.month}月{on.day}日"
    if name in _AMOUNTS and text != "None":
        return figure(Decimal(text), unit)
    return text


def lack_said(lack: str) -> str:
    """Why there is no figure; nothing where there is one."""
    known = dict(Lack.choices()) | dict(NoPath.choices())
    return known.get(lack, "") if lack else ""
