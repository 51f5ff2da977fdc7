"""The same rule on other engines, where they are installed (`uv sync --group bench`); None where they are not."""

from __future__ import annotations

import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

Formula = Callable[[Mapping[str, Any]], Any]


def cars_for_zen() -> tuple[str, dict[str, Any], float]:
    """The sums of the car rule, a case and its amount; five of its thirteen demands, so easier work."""
    demand = "registered <= last and owned and owner and kept and price > 0"
    case = {
        "registered": 20120101, "last": 20130630, "owned": True, "owner": True, "kept": True, "price": 88888,
        "kind": "nev",
    }  # fmt: skip
    rows = [("nev", "min([ceil(price * 0.12), 20000])"), ("fuel", "min([ceil(price * 0.1), 15000])")]
    return _table(demand, "kind", [(f'"{kind}"', amount) for kind, amount in rows]), case, 10667


def zen_expression_microseconds() -> float | None:
    """The whole appliance rule as one compiled expression of zen-engine, its quickest form, in µs a case."""
    if importlib.util.find_spec("zen") is None:
        return None
    import zen

    rule = zen.compile_expression(
        'day >= 20250101 and day <= 20251231 and category != "other" and grade <= 2'
        ' and (earlier < 1 or (category == "conditioner" and earlier < 3))'
        " ? min([floor(price * (grade == 2 ? 15 : 20) + 0.5) / 100, 2000]) : 0"
    )
    case = {"day": 20250601, "category": "conditioner", "grade": 2, "price": 3333.4, "earlier": 2}
    assert abs(rule.evaluate(case) - 500.01) < 0.001
    return _microseconds(lambda: rule.evaluate(case), 20_000)


def _microseconds(deed: Callable[[], object], times: int) -> float:
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            deed()
        rounds.append((time.process_time() - began) / times * 1e6)
    return statistics.median(rounds)


def _table(demand: str, by: str, rows: list[tuple[str, str]]) -> str:
    """A rule as a decision table of zen-engine: what is demanded, then an amount for each value of one fact."""
    rules = [
        {"_id": f"r{place}", "i1": "true", "i2": value, "o1": amount} for place, (value, amount) in enumerate(rows)
    ]
    table = {
        "hitPolicy": "first", "rules": [*rules, {"_id": "else", "i1": "", "i2": "", "o1": "0"}],
        "inputs": [{"id": "i1", "name": "met", "field": demand}, {"id": "i2", "name": by, "field": by}],
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


def zen_microseconds(rule: str, case: dict[str, Any], expected: float) -> float | None:
    """One decision on zen-engine, compiled before, in µs."""
    if importlib.util.find_spec("zen") is None:
        return None
    import zen

    decision = zen.ZenEngine().create_decision(rule)
    answer = decision.evaluate(case)["result"]["amount"]
    assert abs(answer - expected) < 0.001, answer
    return _microseconds(lambda: decision.evaluate(case), 2000)


def openfisca_seconds(inputs: Mapping[str, Any], formula: Formula) -> tuple[float, float, Any] | None:
    """A rule as openfisca variables over numpy arrays: seconds for all cases at once, for one case alone, the amounts.

    Cases are made whole before, since it has no third value, and their arrays are ready: neither is counted. Its whole
    numbers have 32 bits, so that no fen fit; its amounts are floats of 32 bits in yuan, without answer and line.
    """
    if importlib.util.find_spec("openfisca_core") is None:
        return None
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="", is_person=True)
    system = TaxBenefitSystem([person])

    def variable(name: str, value_type: type, formula: Any = None) -> None:
        body = {"value_type": value_type, "entity": person, "definition_period": DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    for name, values in inputs.items():
        variable(name, bool if values.dtype == bool else float if name == "price" else int)

    def subsidy(who: Any, period: Any) -> Any:
        return formula({name: who(name, period) for name in inputs})

    variable("subsidy", float, subsidy)
    cases = len(next(iter(inputs.values())))

    def seconds(count: int, rounds: int) -> tuple[float, Any]:
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            simulation = SimulationBuilder().build_default_simulation(system, count=count)
            for name, values in inputs.items():
                simulation.set_input(name, "2026", values[:count])
            amounts = simulation.calculate("subsidy", "2026")
            taken.append(time.perf_counter() - began)
        return min(taken), amounts

    column, amounts = seconds(cases, 7)
    return column, seconds(1, 50)[0], amounts


def cars_formula(of: Mapping[str, Any]) -> Any:
    """The thirteen demands of the car rule and its sums."""
    import numpy as np

    fuel, kind = of["old_fuel"], of["new_kind"]
    last = np.select([fuel == 0, fuel == 3], [20130630, 20191231], 20150630)
    met = (of["invoiced_on"] >= 20260101) & (of["invoiced_on"] <= 20261231) & of["old_is_passenger"]
    met &= of["new_is_passenger"] & (of["old_registered_on"] <= last) & (of["old_owned_on"] < 20250108)
    met &= of["same_owner"]
    for day in ("recycled_on", "cancelled_on", "new_registered_on"):
        met &= (of[day] >= 20260101) & (of[day] <= 20261231)
    met &= ((kind != 0) | of["in_catalogue"]) & ((kind != 1) | (of["displacement"] <= 2000))
    met &= (of["applied_on"] <= 20270110) & ~of["earlier_replacement"] & (of["earlier_per_person"] < 1)
    nev, other = np.minimum(np.ceil(of["price"] * 0.12), 20000), np.minimum(np.ceil(of["price"] * 0.1), 15000)
    return np.where(met, np.where(kind == 0, nev, np.where(fuel != 3, other, 0)), 0)


def appliances_formula(of: Mapping[str, Any]) -> Any:
    """The four demands of the appliance rule and its sums."""
    import numpy as np

    met = (of["invoiced_on"] >= 20250101) & (of["invoiced_on"] <= 20251231) & (of["category"] != 12)
    met &= (of["grade"] <= 2) & (of["earlier_per_category"] < np.where(of["category"] == 3, 3, 1))
    rate = np.where(of["grade"] == 1, 0.2, 0.15)
    return np.where(met, np.minimum(np.floor(of["price"] * rate * 100 + 0.5) / 100, 2000), 0)


def arrays(connection: Any, book: Any, table: str = "claims") -> dict[str, Any]:
    """A table's columns as the arrays that openfisca takes: days and choices as numbers, what is not known as 0."""
    selected = [f"{_as_number(fact)} AS {fact.name}" for fact in book.rulebook.facts.values()]
    found: dict[str, Any] = connection.execute(f"SELECT {', '.join(selected)} FROM {table}").fetchnumpy()
    return found


def _as_number(fact: Any) -> str:
    match fact.kind.value:
        case "date":
            return (
                f"coalesce(year({fact.column}) * 10000 + month({fact.column}) * 100 + day({fact.column}), 0)::INTEGER"
            )
        case "choice":
            codes = ", ".join(f"'{code}'" for code in fact.choices)
            return f"coalesce(list_position([{codes}], {fact.column}::VARCHAR) - 1, 0)::INTEGER"
        case "yes_no":
            return f"coalesce({fact.column}, false)"
        case "money":
            return f"coalesce({fact.column}, 0) / 100.0"
        case "decimal":
            return f"coalesce({fact.column} * {10**fact.places}, 0)::INTEGER"
        case _:
            return f"least(coalesce({fact.column}, 0), 1000)::INTEGER"
