"""What is still to be asked: nothing that cannot change the answer, everything that can."""

from __future__ import annotations

import random
from typing import Any

import pytest

from liangxin.engines.rulebook.questions import deciding_facts, facts_told, questions
from liangxin.engines.rulebook.samples import generated, values_to_try
from liangxin.engines.rulebook.shelf import shipped_rulebook, shipped_texts
from liangxin.engines.rulebook.tests.rulebooks import filled_up
from liangxin.kernel.decision import Answer

MEETS = {
    "invoiced_on": "2026-03-01", "applied_on": "2026-03-05", "old_is_passenger": True, "old_fuel": "petrol",
    "old_registered_on": "2012-01-01", "old_owned_on": "2020-01-01", "recycled_on": "2026-02-01",
    "cancelled_on": "2026-02-05", "same_owner": True, "new_is_passenger": True, "new_kind": "nev", "in_catalogue": True,
    "displacement": 1, "new_registered_on": "2026-03-02", "price": "88888元",
    "earlier": {"replacement": False, "per_person": 0},
}  # fmt: skip


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_a_fact_that_is_not_asked_for_cannot_change_the_ruling(key: str) -> None:
    book = filled_up(key)
    names, tries = list(book.rulebook.facts), values_to_try(book.rulebook)
    chance = random.Random(11)  # noqa: S311 - a repeatable sample, no secret
    for case in generated(book.rulebook, 60, seed=12, unknown=0.5):
        asked = {one.name for one in questions(book, case)}
        ruling = book.decide_values(case)
        assert bool(asked) == (ruling.answer is Answer.UNKNOWN)
        for place, name in enumerate(names):
            if case[place] is None and name not in asked:
                tried: list[Any] = list(case)
                tried[place] = chance.choice(tries[place])
                told = book.decide_values(tried)
                assert (told.answer, told.amount_fen) == (ruling.answer, ruling.amount_fen), name


def test_answering_what_is_asked_first_ends_in_a_decision() -> None:
    book = shipped_rulebook("cars_scrap@2026")
    whole = book.read(MEETS)
    names = list(book.rulebook.facts)
    known: list[Any] = [None] * len(names)
    order = []
    while asked := questions(book, known):
        order.append(asked[0].name)
        known[names.index(asked[0].name)] = whole[names.index(asked[0].name)]
    assert book.decide_values(known) == book.decide_values(whole)
    assert order[0] == "invoiced_on"
    assert set(order[-2:]) == {"earlier_replacement", "earlier_per_person"}
    assert "displacement" not in order
    assert book.decide_values(known).answer is Answer.MEETS


def test_facts_say_what_a_form_needs() -> None:
    told = {one["name"]: one for one in facts_told(shipped_rulebook("appliances@2026").rulebook)}
    assert told["seller_takes_back"]["asked_of"] == told["earlier_per_category"]["asked_of"] == "office"
    assert told["category"]["asked_of"] == "person"
    assert told["category"]["choices"]["fridge"] == "冰箱"
    assert (told["price"]["unit"], told["price"]["matters"], told["invoiced_on"]["order"]) == ("元", True, 1)
    for key in shipped_texts():
        rulebook = shipped_rulebook(key).rulebook
        assert deciding_facts(rulebook) <= set(rulebook.facts)
