"""The values that a place fills in: a form made of the rulebook, and what was typed read as the engine reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liangxin.domains.schemes.errors import ParameterUnfit, SchemeFieldTooLong
from liangxin.domains.schemes.terms import VALUE_LIMIT
from liangxin.engines.rulebook.records import FactKind, Parameter, Rulebook
from liangxin.engines.rulebook.values import ValueUnfit, how_written, read_value, shown
from liangxin.engines.rulebook.words import clause_said

_YES_NO = (("是", "是"), ("否", "否"))


@dataclass(frozen=True, slots=True)
class ParameterField:
    """A parameter as a form shows it. `bound` and `ceiling` are said; `value` as it counts, `typed` as it was typed."""

    code: str
    label: str
    kind: FactKind
    unit: str
    typed: str
    value: str
    ceiling: str
    was_cut: bool
    bounds: str
    hint: str
    clause: str
    choices: tuple[tuple[str, str], ...]


def parameter_fields(rulebook: Rulebook, typed: Mapping[str, str]) -> list[ParameterField]:
    """The parameters of a rulebook in its order, with what was typed for each."""
    return [_field(code, one, rulebook, typed.get(code, "")) for code, one in rulebook.parameters.items()]


def _field(code: str, one: Parameter, rulebook: Rulebook, typed: str) -> ParameterField:
    fact = one.fact
    choices = tuple(fact.choices.items()) if fact.kind is FactKind.CHOICE else ()
    return ParameterField(
        code=code,
        label=fact.label,
        kind=fact.kind,
        unit=fact.unit,
        typed=typed,
        value="" if one.value is None else shown(fact, one.value),
        ceiling="" if one.ceiling is None else shown(fact, one.ceiling),
        was_cut=one.was_cut,
        bounds=_bounds(one),
        hint="；".join(text for text in (fact.help, "" if choices else how_written(fact)) if text),
        clause=clause_said(one.cite, rulebook),
        choices=_YES_NO if fact.kind is FactKind.YES_NO else choices,
    )


def _bounds(one: Parameter) -> str:
    fact = one.fact
    least = f"不小于{shown(fact, fact.least)}" if fact.least is not None else ""
    most = f"不大于{shown(fact, fact.most)}" if fact.most is not None else ""
    return "，".join(text for text in (least, most) if text)


def read_parameters(rulebook: Rulebook, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, each of a parameter of the rulebook and readable as its type; what was left empty is missing.

    A sum above the national ceiling is kept as typed, and counts as the ceiling. Raises ParameterUnfit,
    SchemeFieldTooLong; fields are `p-<code>`.
    """
    kept = {}
    for code, one in rulebook.parameters.items():
        text = typed.get(code, "").strip()
        if not text:
            continue
        if len(text) > VALUE_LIMIT:
            raise SchemeFieldTooLong(field=f"p-{code}", what=one.fact.label, limit=VALUE_LIMIT)
        try:
            read_value(one.fact, text)
        except ValueUnfit as unfit:
            raise ParameterUnfit(
                field=f"p-{code}", label=one.fact.label, problem=unfit.problem, advice=unfit.advice
            ) from unfit
        kept[code] = text
    return kept
