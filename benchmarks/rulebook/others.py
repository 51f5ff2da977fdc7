"""The same rule on other engines, where they are installed (`uv sync --group bench`); None where they are not."""

from __future__ import annotations

import importlib.util
import json
import statistics
import time
from collections.abc import Sequence
from datetime import date
from typing import Any


def _json_rule() -> str:
    """The sums of the rule as a decision table of zen-engine; conditions as one expression before it."""
    demand = "registered <= last and owned and owner and kept and price > 0"
    rules = [
        {"_id": "a", "i1": "true", "i2": '"nev"', "o1": "min([ceil(price * 0.12), 20000])"},
        {"_id": "b", "i1": "true", "i2": '"fuel"', "o1": "min([ceil(price * 0.1), 15000])"},
        {"_id": "c", "i1": "", "i2": "", "o1": "0"},
    ]
    table = {
        "hitPolicy": "first", "rules": rules,
        "inputs": [{"id": "i1", "name": "met", "field": demand}, {"id": "i2", "name": "kind", "field": "kind"}],
        "outputs": [{"id": "o1", "name": "amount", "field": "amount"}],
    }  # fmt: skip
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table, "position": {"x": 1, "y": 0}},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def zen_microseconds() -> float | None:
    """One decision on zen-engine; it has only five of the thirteen demands, so that it has the easier work."""
    if importlib.util.find_spec("zen") is None:
        return None
    import zen

    decision = zen.ZenEngine().create_decision(_json_rule())
    case = {
        "registered": 20120101,
        "last": 20130630,
        "owned": True,
        "owner": True,
        "kept": True,
        "price": 88888,
        "kind": "nev",
    }
    answer = decision.evaluate(case)["result"]["amount"]
    assert answer == 10667, answer
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(2000):
            decision.evaluate(case)
        rounds.append((time.process_time() - began) / 2000 * 1e6)
    return statistics.median(rounds)


def openfisca_seconds(cases: Sequence[Sequence[Any]]) -> tuple[float, float] | None:
    """The rule as openfisca variables over numpy arrays: seconds for all cases at once, and for one case alone.

    Cases are made whole before, since it has no third value, and their arrays are ready: neither is counted. It
    gives an amount in floats, without answer and line.
    """
    if importlib.util.find_spec("openfisca_core") is None:
        return None
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="", is_person=True)
    system = TaxBenefitSystem([person])
    inputs = _arrays(cases)

    def variable(name: str, value_type: type, formula: Any = None) -> None:
        body = {"value_type": value_type, "entity": person, "definition_period": DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    for name, values in inputs.items():
        variable(name, bool if values.dtype == bool else float if name == "price" else int)

    def subsidy(who: Any, period: Any) -> Any:
        of = {name: who(name, period) for name in inputs}
        fuel, kind = of["old_fuel"], of["new_kind"]
        last = np.select([fuel == 0, fuel == 3], [20130630, 20191231], 20150630)
        met = (of["invoiced_on"] >= 20260101) & (of["invoiced_on"] <= 20261231) & of["old_is_passenger"]
        met &= (
            of["new_is_passenger"]
            & (of["old_registered_on"] <= last)
            & (of["old_owned_on"] < 20250108)
            & of["same_owner"]
        )
        for day in ("recycled_on", "cancelled_on", "new_registered_on"):
            met &= (of[day] >= 20260101) & (of[day] <= 20261231)
        met &= ((kind != 0) | of["in_catalogue"]) & ((kind != 1) | (of["displacement"] <= 2000))
        met &= (of["applied_on"] <= 20270110) & ~of["earlier_replacement"] & (of["earlier_per_person"] < 1)
        nev, other = np.minimum(np.ceil(of["price"] * 0.12), 20000), np.minimum(np.ceil(of["price"] * 0.1), 15000)
        return np.where(met, np.where(kind == 0, nev, np.where(fuel != 3, other, 0)), 0)

    variable("subsidy", float, subsidy)

    def seconds(count: int, rounds: int) -> float:
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            simulation = SimulationBuilder().build_default_simulation(system, count=count)
            for name, values in inputs.items():
                simulation.set_input(name, "2026", values[:count])
            simulation.calculate("subsidy", "2026")
            taken.append(time.perf_counter() - began)
        return statistics.median(taken)

    return seconds(len(cases), 3), seconds(1, 50)


def _arrays(cases: Sequence[Sequence[Any]]) -> dict[str, Any]:
    import numpy as np

    from benchmarks.rulebook.world import KEY
    from liangxin.engines.rulebook import find_rulebook

    found: dict[str, Any] = {}
    for fact, column in zip(find_rulebook(KEY).rulebook.facts.values(), zip(*cases, strict=True), strict=True):
        codes = {code: place for place, code in enumerate(fact.choices)}
        known = [value for value in column if value is not None]
        if isinstance(known[0], bool):
            found[fact.name] = np.array([bool(value) for value in column])
        elif isinstance(known[0], date):
            found[fact.name] = np.array(
                [0 if day is None else day.year * 10000 + day.month * 100 + day.day for day in column]
            )
        elif fact.choices:
            found[fact.name] = np.array([codes.get(value, 0) for value in column])
        else:
            found[fact.name] = np.array([value or 0 for value in column])
    found["price"] = found["price"] / 100
    found["earlier_per_person"] = np.minimum(found["earlier_per_person"], 1000)
    return found
