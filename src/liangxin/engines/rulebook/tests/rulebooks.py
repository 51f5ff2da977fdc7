"""Rulebooks for tests: one that uses every form of the format, and the shipped ones with their parameters filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.records import FactKind, Parameter
from liangxin.engines.rulebook.shelf import compile_text, shipped_rulebook, shipped_texts
from liangxin.engines.rulebook.values import plain_value

EVERYTHING = Path(__file__).with_name("everything.yaml").read_text("utf-8")


@cache
def filled_up(key: str) -> Compiled:
    """A shipped rulebook whose empty parameters are filled with something that fits."""
    parameters = {
        name: _something(one) for name, one in shipped_rulebook(key).rulebook.parameters.items() if one.value is None
    }
    return compile_text(shipped_texts()[key], key, local={"adopts": key, "by": "清岚县", "parameters": parameters})


def _something(parameter: Parameter) -> Any:
    fact = parameter.fact
    match fact.kind:
        case FactKind.CHOICE:
            return next(iter(fact.choices))
        case FactKind.YES_NO:
            return True
        case FactKind.DATE:
            return "2025-06-30"
        case FactKind.MONEY:
            return plain_value(fact, min(parameter.ceiling or 50_000, fact.most or 50_000))
        case FactKind.PERCENT:
            return plain_value(fact, parameter.ceiling or 150_000)
        case _:
            return plain_value(fact, fact.least or 1)
