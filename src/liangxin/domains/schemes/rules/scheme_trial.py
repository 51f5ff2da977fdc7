"""A case typed into a form that is made of a rulebook's facts; what is left empty is unknown, never zero."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liangxin.domains.schemes.errors import ParameterUnfit
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook, Value
from liangxin.engines.rulebook.values import ValueUnfit, how_written, read_value

_YES_NO = (("是", "是"), ("否", "否"))


@dataclass(frozen=True, slots=True)
class FactField:
    """A fact's control: `sort` is the type of an input; with choices it is a choice."""

    name: str
    label: str
    sort: str
    hint: str
    choices: tuple[tuple[str, str], ...]


def fact_fields(rulebook: Rulebook) -> list[FactField]:
    """The controls of a case, in the order of the rulebook."""
    return [fact_field(fact) for fact in rulebook.facts.values()]


def fact_field(fact: Fact) -> FactField:
    """The control of one fact."""
    choices: tuple[tuple[str, str], ...] = ()
    if fact.kind is FactKind.CHOICE:
        choices = tuple(fact.choices.items())
    elif fact.kind is FactKind.YES_NO:
        choices = _YES_NO
    unit = f"（{fact.unit}）" if fact.unit else ""
    written = "" if choices or fact.kind is FactKind.DATE else how_written(fact)
    if fact.kind is FactKind.LIST:
        named = "、".join(fact.choices.values())
        written = f"几项之间写顿号{f'，可选：{named}' if named else ''}"
    if fact.kind is FactKind.MONEY:
        written = "写带单位的金额，如 99800元、9.98万元"
    hint = "；".join(text for text in (fact.help, written) if text)
    return FactField(fact.name, fact.label + unit, "date" if fact.kind is FactKind.DATE else "text", hint, choices)


def read_case(rulebook: Rulebook, typed: Mapping[str, str]) -> list[Value | None]:
    """The values of a case in the order of the facts. Raises ParameterUnfit beside its field `f-<name>`."""
    values: list[Value | None] = []
    for name, fact in rulebook.facts.items():
        text = typed.get(name, "").strip()
        if not text:
            values.append(None)
            continue
        raw: Any = [each for each in re.split(r"[、，,;；\s]+", text) if each] if fact.kind is FactKind.LIST else text
        try:
            values.append(read_value(fact, raw))
        except ValueUnfit as unfit:
            said = {"label": fact.label, "problem": unfit.problem, "advice": unfit.advice}
            raise ParameterUnfit(field=f"f-{name}", **said) from unfit
    return values
