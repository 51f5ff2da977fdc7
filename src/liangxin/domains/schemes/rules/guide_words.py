"""How the guide writes what the engine says."""

from __future__ import annotations

import re

from liangxin.engines.rulebook.conditions import leaves
from liangxin.engines.rulebook.records import AllOf, Cite, Condition, Fact, FactKind, Op, Rulebook
from liangxin.engines.rulebook.words import said, standing

_FILLED = re.compile(r" ?“[^“”]*”（([^（）]*)）")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b", re.ASCII)


def plainly(text: str) -> str:
    """Days as people write them, and choices as they name them.

    >>> plainly("燃料为其中之一：汽油、柴油的，登记日期不晚于2013-06-30")
    '燃料是汽油、柴油的，登记日期不晚于2013年6月30日'
    """
    text = text.replace(f"{Op.IN.label}", "是")
    return _ISO.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def with_values(text: str) -> str:
    """What a place has filled in by its value alone: the name of the parameter says nothing to a citizen.

    >>> with_values("售价 × 15%，最高 “每辆最高补贴”（500 元）")
    '售价 × 15%，最高 500 元'
    """
    return _FILLED.sub(r" \1", text)


def demanded(condition: Condition, rulebook: Rulebook) -> str:
    """Say a demand; several of several facts one after the other, without brackets."""
    if isinstance(condition, AllOf) and len({leaf.left for leaf in leaves(condition)}) > 1:
        return plainly(with_values("；".join(said(part, rulebook) for part in condition.parts)))
    return plainly(with_values(said(condition, rulebook)))


def local_word(cite: Cite) -> str:
    """The local document by which a line holds here, or how unsure it is; nothing where the clause says enough."""
    if cite.confirmed_by:
        return f"本地规定：{cite.confirmed_by}"
    return "" if cite.is_settled else plainly(standing(cite))


def label_of(fact: Fact) -> str:
    """What an answer is called; counts of earlier claims are called by their question."""
    return asked(fact) if fact.is_history else fact.label


def asked(fact: Fact) -> str:
    """The question to a citizen; made of the label where the rulebook has none."""
    return fact.ask or f"{fact.label}{'吗？' if fact.kind is FactKind.YES_NO else '？'}"
