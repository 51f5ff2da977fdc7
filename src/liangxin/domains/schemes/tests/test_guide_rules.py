"""The calculator's rules: answers read and written, what is asked next, what comes out, and the guide's own words."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterator
from datetime import date

import pytest

from liangxin.domains.schemes import errors as wrong
from liangxin.domains.schemes.rules.guide_answers import (
    UNSURE,
    Answers,
    is_asked,
    offers,
    read_answers,
    still_to_ask,
    written,
)
from liangxin.domains.schemes.rules.guide_examples import Case, case_for, lines_of, most_paid
from liangxin.domains.schemes.rules.guide_outcome import outcome_of, record
from liangxin.domains.schemes.rules.guide_pages import guide_of
from liangxin.engines.rulebook import Compiled, find_rulebook, shipped_texts
from liangxin.engines.rulebook.samples import generated
from liangxin.engines.rulebook.shelf import compile_text
from liangxin.engines.rulebook.stored import differences
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money

THIS_YEAR = [key for key in shipped_texts() if key.endswith("2026")]
FRIDGE = {
    "invoiced_on": "2026-05-01", "category": "fridge", "grade": "1", "price": "3999", "seller_takes_back": "yes",
    "earlier_per_category": "0",
}  # fmt: skip
APPLIANCES = find_rulebook("appliances@2026")


def answered(said: dict[str, str], book: Compiled = APPLIANCES) -> Answers:
    return read_answers(book, {name: [text] for name, text in said.items()})


def with_local(key: str, **parameters: object) -> Compiled:
    local = {"adopts": key, "by": "清岚县", "parameters": parameters}
    return compile_text(shipped_texts()[key], key, local=local)


@pytest.mark.parametrize("name", ["guide_examples", "guide_words"])
def test_the_examples_of_docstrings_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"liangxin.domains.schemes.rules.{name}"), verbose=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3999", 399900), ("3,999.5", 399950), ("３９９９元", 399900), (" ¥3 999 ", 399900), ("0.4万", 400000),
        ("三千", None), ("3999.999", None), ("-1", None), ("1e9", None), ("nan", None), ("99999999999", None),
        ("", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed: str, fen: int | None) -> None:
    answers = answered({"price": typed})
    assert answers.value(APPLIANCES.rulebook.facts["price"]) == fen
    assert (answers.wrong is None) == (fen is not None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ({"invoiced_on": "2026-05-01"}, date(2026, 5, 1)),
        ({"invoiced_on": "2026年5月1日"}, date(2026, 5, 1)),
        ({"invoiced_on.y": "2026", "invoiced_on.m": "5", "invoiced_on.d": "1"}, date(2026, 5, 1)),
        ({"invoiced_on.y": "２０２６", "invoiced_on.m": "05", "invoiced_on.d": "01"}, date(2026, 5, 1)),
        ({"invoiced_on.y": "2026", "invoiced_on.m": "2", "invoiced_on.d": "30"}, None),
        ({"invoiced_on.y": "26", "invoiced_on.m": "2", "invoiced_on.d": "3"}, None),
        ({"invoiced_on.y": "2026"}, None),
        ({"invoiced_on": "9999-99-99"}, None),
    ],
)
def test_a_day_comes_whole_or_in_its_three_parts(typed: dict[str, str], day: date | None) -> None:
    answers = answered(typed)
    assert answers.value(APPLIANCES.rulebook.facts["invoiced_on"]) == day
    assert isinstance(answers.wrong and answers.wrong.refusal, wrong.AnswerNotDay) == (day is None)


@pytest.mark.parametrize(
    ("name", "typed", "refusal"),
    [
        ("price", "贵", wrong.AnswerNotMoney),
        ("price", "", wrong.AnswerMissing),
        ("price", "9" * 12, wrong.AnswerOutside),
        ("grade", "7", wrong.AnswerOutside),
        ("grade", "1.5", wrong.AnswerNotNumber),
        ("category", "<script>", wrong.AnswerNotOffered),
        ("seller_takes_back", "maybe", wrong.AnswerNotOffered),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(name: str, typed: str, refusal: type) -> None:
    found = answered({name: typed}).wrong
    assert found is not None
    assert isinstance(found.refusal, refusal)
    assert (found.refusal.field, found.fact.name) == (name, name)


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_answers_come_back_from_their_address_as_they_went_in(key: str) -> None:
    book = find_rulebook(key)
    for values in generated(book.rulebook, 30, seed=5):
        asked = [v if is_asked(f) else None for f, v in zip(book.rulebook.facts.values(), values, strict=True)]
        before = Answers(book, tuple(asked), frozenset())
        after = answered(before.said(), book)
        assert (after.values, after.wrong) == (before.values, None)
        assert after.said() == before.said()


def walked(book: Compiled, case: Case) -> tuple[Answers, int]:
    """Answer from a case whatever is asked, until nothing is; what the case does not know is unsure."""
    said: dict[str, str] = {}
    for count in range(len(case) + 1):
        answers = answered(said, book)
        waiting = still_to_ask(answers)
        if not waiting:
            return answers, count
        fact = waiting[0]
        value = case[book.slots[fact.name]]
        said[fact.name] = UNSURE if value is None else written(fact, value)
    raise AssertionError("asked more often than there are facts")


def cases_to_walk(book: Compiled) -> Iterator[Case]:
    """Generated cases, and one that meets for each line that pays."""
    yield from generated(book.rulebook, 40, seed=7)
    yield from (case for line in lines_of(book) if (case := case_for(book, line, {})) is not None)


@pytest.mark.parametrize("key", THIS_YEAR)
def test_every_rulebook_of_the_year_is_walked_to_what_it_decides(key: str) -> None:
    book, lengths = find_rulebook(key), set()
    for case in cases_to_walk(book):
        answers, asked = walked(book, case)
        lengths.add(asked)
        outcome = outcome_of(answers)
        whole = book.decide_values(case)
        assert (outcome.answer, outcome.trace.ruling.amount_fen) == (whole.answer, whole.amount_fen)
        assert differences(record(answers), book) == []
    assert min(lengths) < max(lengths), "what is decided is not asked on"


def test_a_known_failure_ends_the_questions() -> None:
    answers = answered(FRIDGE | {"grade": "2"})
    assert still_to_ask(answers) == []
    assert [one.title for one in outcome_of(answers).reasons] == ["1级能效或水效"]


def test_why_not_names_the_demand_the_answer_and_the_clause() -> None:
    (reason,) = outcome_of(answered(FRIDGE | {"grade": "2"})).reasons
    assert reason.demand == "能效或水效等级为1"
    assert reason.seen == (("能效或水效等级", "2"),)
    assert "能效要求" in reason.clause


@pytest.mark.parametrize(
    ("changed", "label", "said", "amount"),
    [
        ({"grade": "2"}, "能效或水效等级", "1", 59985),
        ({"seller_takes_back": "no"}, "销售企业有回收旧家电的能力", "是", 59985),
        ({"grade": "3", "price": UNSURE}, "能效或水效等级", "1", None),
    ],
)
def test_the_one_change_that_would_do_is_found(
    changed: dict[str, str], label: str, said: str, amount: int | None
) -> None:
    (change,) = outcome_of(answered(FRIDGE | changed)).changes
    assert (change.label, change.said) == (label, said)
    assert change.amount == (Money(amount) if amount is not None else None)
    assert outcome_of(answered(change.answers)).answer is not Answer.FAILS


def test_a_price_above_the_limit_is_told_the_price_that_would_do() -> None:
    said = {"invoiced_on": "2026-03-01", "category": "phone", "price": "6800", "earlier_per_category": "0"}
    (change,) = outcome_of(answered(said, find_rulebook("digital@2026"))).changes
    assert (change.said, change.amount) == ("6 000 元", Money(50000))


@pytest.mark.parametrize(
    "changed", [{"invoiced_on": "2025-12-31"}, {"earlier_per_category": "1"}, {"grade": "2", "seller_takes_back": "no"}]
)
def test_nobody_is_told_to_say_another_day_or_to_forget_a_claim(changed: dict[str, str]) -> None:
    outcome = outcome_of(answered(FRIDGE | changed))
    assert (outcome.answer, outcome.changes) == (Answer.FAILS, ())


def test_what_is_missing_is_named_and_nothing_is_taken_for_zero() -> None:
    outcome = outcome_of(answered(FRIDGE | {"price": UNSURE}))
    assert (outcome.answer, outcome.amount) == (Answer.UNKNOWN, None)
    assert [fact.name for fact in outcome.missing] == ["price"]


def test_a_sum_that_the_place_has_not_set_is_nobody_elses_to_answer() -> None:
    book = find_rulebook("ageing_goods@2026")
    said = {"bought_on": "2026-03-01", "oldest_age": "70", "in_local_list": "yes", "price": "1000"}
    outcome = outcome_of(answered(said | {"earlier_household": "0"}, book))
    assert (outcome.answer, outcome.missing) == (Answer.UNKNOWN, ())


def test_counts_of_earlier_claims_are_offered_up_to_the_limit() -> None:
    book = find_rulebook("appliances@2025")
    fact = book.rulebook.facts["earlier_per_category"]
    assert [one.label for one in offers(book, fact)] == ["没有", "1件", "2件", "3件或更多"]


@pytest.mark.parametrize(
    ("book", "most"),
    [
        (APPLIANCES, 150000),
        (find_rulebook("cars_scrap@2026"), 2000000),
        (with_local("e_bikes@2025", sum="500元", sum_to_lead="800元", least_price="0元", per_person=1), 80000),
        (with_local("ageing_goods@2026", least_age=60, rate="30%", household_most="2万元"), 2000000),
        (find_rulebook("ageing_goods@2026"), None),
    ],
)
def test_the_most_that_is_paid_is_read_off_the_rules(book: Compiled, most: int | None) -> None:
    assert most_paid(book) == most


def test_examples_are_what_the_rulebook_decides() -> None:
    examples = guide_of(APPLIANCES).sums[0].examples
    assert [(one.price, one.amount) for one in examples] == [
        (Money.from_yuan(5000), Money.from_yuan(750)),
        (Money.from_yuan(10000), Money.from_yuan(1500)),
        (Money.from_yuan(15000), Money.from_yuan(1500)),
    ]


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_the_guide_says_every_line_that_rests_on_a_document(key: str) -> None:
    book = find_rulebook(key)
    guide = guide_of(book)
    statements = [*guide.conditions, *guide.limits, *guide.papers, *guide.nothing, guide.period]
    told = [one.text for one in statements] + [one.title for one in guide.sums]
    lines = [
        title for line, title, _ in book.rulebook.cites() if not line.startswith(("parameter.", "share.", "total"))
    ]
    assert {one.replace("-", "") for one in lines} - {one.replace("-", "") for one in told} == set()
    assert all(one.clause for one in statements)
