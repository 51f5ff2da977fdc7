"""The seam: a part that is put in changes what it says it changes and shifts nobody else's chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from liangxin.engines.city import Order
from liangxin.engines.city.making import make, parts_of
from liangxin.engines.city.parts import City, Part, done_with, faults, run
from liangxin.engines.city.tests.cities import rows

ORDER = Order(600, seed=5)


def twice(city: City) -> Mapping[str, Any]:
    """Ten e-bikes are claimed for once more, a week later; the truth of it stands in a table of its own."""
    applied = city["_applications"]["e_bikes@2025"]
    drawn = np.sort(city.stream().permutation(len(applied))[:10])
    order = np.argsort(np.concatenate([np.arange(len(applied)), drawn]), kind="stable")
    again = applied.taken(np.concatenate([np.arange(len(applied)), drawn])[order])
    truth = pa.table({"serial": applied.serial.take(pa.array(drawn))})
    return {"_applications": {**city["_applications"], "e_bikes@2025": again}, "fraud": truth}


FRAUD = Part("fraud", ("fraud",), twice, changes=("_applications",))


def with_fraud() -> tuple[Part, ...]:
    parts = list(parts_of(2025))
    place = [part.name for part in parts].index("claims")
    return (*parts[:place], FRAUD, *parts[place:])


def test_a_part_put_in_changes_only_what_follows_from_it(tmp_path: Path) -> None:
    plain = make(ORDER, tmp_path / "plain")["sha256"]
    changed = make(ORDER, tmp_path / "changed", with_fraud())["sha256"]
    differing = {name for name in changed if changed[name] != plain.get(name)}
    assert differing == {
        "fraud.parquet", "payments.parquet", "claims/e_bikes@2025.parquet", "decisions/e_bikes@2025.parquet",
        "purchases/e_bikes@2025.parquet",
    }  # fmt: skip
    assert len(rows("fraud", tmp_path / "changed")) == 10


def test_rows_put_in_are_decided_like_all_others(tmp_path: Path) -> None:
    make(ORDER, tmp_path / "city", with_fraud())
    serials = {row["serial"] for row in rows("fraud", tmp_path / "city")}
    bought = {row["claim"]: row["serial"] for row in rows("purchases/e_bikes@2025", tmp_path / "city")}
    claims = {row["claim"]: row for row in rows("claims/e_bikes@2025", tmp_path / "city")}
    doubled = [claims[claim] for claim, serial in bought.items() if serial in serials]
    assert len(doubled) == 20
    assert sum(row["paid_fen"] is not None for row in doubled) <= 10


def test_an_order_of_parts_that_cannot_work_is_named() -> None:
    assert faults(parts_of(2025)) == []
    assert faults((FRAUD, *parts_of(2025))) == ["fraud needs _applications"]
    assert faults((*parts_of(2025), parts_of(2025)[0])) == [
        "county makes households again", "county makes people again", "county makes _folk again",
    ]  # fmt: skip


def test_a_part_that_gives_something_else_fails(tmp_path: Path) -> None:
    wrong = Part("wrong", ("promised",), lambda city: {"other": pa.table({"seed": [city.order.seed]})})
    with pytest.raises(ValueError, match="wrong gave"):
        make(ORDER, tmp_path / "city", (wrong,))


def test_a_part_sees_only_what_it_needs() -> None:
    curious = Part("curious", ("promised",), lambda city: {"promised": city["people"]})
    city = City(ORDER, products={"people": pa.table({"person": [1]})})
    with pytest.raises(KeyError):
        run(curious, city)
    run(replace(curious, needs=("people",)), city)
    assert city["promised"] == city["people"]


def test_products_are_let_go_after_their_last_use() -> None:
    last = done_with(parts_of(2025))
    names = [part.name for part in parts_of(2025)]
    assert names[last["goods"]] == "stock"
    assert names[last["people"]] == "payments"
