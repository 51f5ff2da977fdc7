"""The city's own sums: three values, which line decides, halves of a fen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from liangxin.engines.city.applications import Column
from liangxin.engines.city.draws import ints
from liangxin.engines.city.sums import ANSWERS, answer

SCHEME: dict[str, Any] = {
    "requirements": [
        {"id": "sort", "fact": "sort", "in": ["a", "b"]},
        {"id": "small", "when": {"fact": "sort", "in": ["b"]}, "fact": "size", "at_most": 3},
    ],
    "limit": {"id": "once", "kind": "count", "column": "earlier", "most": 1, "per": "person"},
    "part": "goods",
    "lines": [
        {"id": "paper", "when": {"fact": "paper", "is": True}, "percent": 15, "cap": 500},
        {"id": "plain", "unless": {"fact": "paper", "is": True}, "fen": 77},
    ],
}


def decided(
    facts: Mapping[str, int] | None = None, *, most: int | None = None, earlier: int = 0, scheme: Any = SCHEME
) -> Any:
    given = {"sort": 0, "size": 1, "paper": 1, "price_fen": 1000} | dict(facts or {})
    columns = {
        name: Column("choice" if name == "sort" else "whole", ints([value]), ("a", "b", "c"))
        for name, value in given.items()
    }
    found = answer(scheme, columns, None if most is None else ints([earlier]), None if most is None else ints([most]))
    return ANSWERS[found.answer[0]], found.lines[found.line[0]], int(found.amount[0])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("meets", "paper", 150)),
        ({"price_fen": 1003}, ("meets", "paper", 150)),
        ({"price_fen": 1010}, ("meets", "paper", 152)),  # 151.5
        ({"price_fen": 9000}, ("meets", "paper", 500)),
        ({"paper": 0}, ("meets", "plain", 77)),
        ({"paper": -1}, ("unknown", "goods", 0)),
        ({"price_fen": -1}, ("unknown", "paper", 0)),
        ({"price_fen": 0}, ("fails", "total", 0)),
        ({"sort": 2}, ("fails", "sort", 0)),
        ({"sort": -1}, ("unknown", "sort", 0)),
        ({"sort": 1, "size": 3}, ("meets", "paper", 150)),
        ({"sort": 1, "size": 4}, ("fails", "small", 0)),
        ({"sort": 1, "size": -1}, ("unknown", "small", 0)),
        ({"sort": -1, "size": 3}, ("unknown", "sort", 0)),
        ({"sort": -1, "paper": 1, "price_fen": 0}, ("fails", "total", 0)),
    ],
)
def test_a_claim_is_decided(facts: dict[str, int], expected: tuple[str, str, int]) -> None:
    assert decided(facts) == expected


def test_a_limit_counts() -> None:
    assert decided(most=1, earlier=0)[0] == "meets"
    assert decided(most=1, earlier=1) == ("fails", "once", 0)


def test_a_limit_of_a_sum_leaves_the_rest() -> None:
    scheme = SCHEME | {"limit": SCHEME["limit"] | {"kind": "sum"}}
    assert decided(scheme=scheme, most=200, earlier=100) == ("meets", "paper", 100)
    assert decided(scheme=scheme, most=200, earlier=200) == ("fails", "once", 0)
