"""What a row does to the list of goods, when goods are eligible, how the list price has moved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.rules.goods import (
    GOODS_STEPS,
    GoodsDraft,
    GoodsStands,
    PricePoint,
    decide_eligible,
    decide_goods,
    goods_verbs,
    next_goods_state,
    price_on,
    rise_before,
    tidy_draft,
)
from liangxin.domains.schemes.terms import Category, Family, GoodsState, GoodsVerb, GradeKind, SentOutcome
from liangxin.engines.rulebook import shipped_texts
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money
from liangxin.kernel.shipped import plain_data

TODAY = date(2025, 6, 1)
SINCE = date(2025, 1, 1)
PRICE = Money.from_yuan(3000)
DRAFT = GoodsDraft("6909990000011", Category.FRIDGE, "青禾", "BX-1", 1, GradeKind.ENERGY, "GB 12021.2-2015")
STANDS = GoodsStands(
    7, Category.FRIDGE, "青禾", "BX-1", 1, GradeKind.ENERGY, "GB 12021.2-2015", GoodsState.LISTED, 0, SINCE, None,
    {SINCE: PRICE},
)  # fmt: skip


def changed(of: Any, **values: Any) -> Any:
    return type(of)(**{name: getattr(of, name) for name in of.__slots__} | values)


def test_new_goods_are_listed_from_the_day_said_or_today() -> None:
    assert decide_goods(DRAFT, None, TODAY).since == TODAY
    assert decide_goods(changed(DRAFT, since=SINCE), None, TODAY).since == SINCE
    assert decide_goods(DRAFT, None, TODAY, lists=False).since is None


def test_the_same_row_changes_nothing() -> None:
    row = changed(DRAFT, since=SINCE, prices=(PricePoint(PRICE, SINCE), PricePoint(PRICE)))
    assert decide_goods(row, STANDS, TODAY).outcome is SentOutcome.UNCHANGED


def test_another_price_is_added_from_today_and_one_that_stands_is_not_rewritten() -> None:
    higher = Money.from_yuan(3300)
    decision = decide_goods(changed(DRAFT, prices=(PricePoint(higher),)), STANDS, TODAY)
    assert decision.prices == (PricePoint(higher, TODAY),)
    with pytest.raises(errors.PriceStands):
        decide_goods(changed(DRAFT, prices=(PricePoint(higher, SINCE),)), STANDS, TODAY)


def test_the_day_of_a_listing_is_not_rewritten() -> None:
    with pytest.raises(errors.ListingStands):
        decide_goods(changed(DRAFT, since=date(2025, 2, 1)), STANDS, TODAY)


def test_what_left_the_list_comes_back_only_from_a_later_day_that_is_said() -> None:
    gone = changed(STANDS, state=GoodsState.DELISTED, since=None, ended=date(2025, 5, 1))
    assert decide_goods(DRAFT, gone, TODAY).outcome is SentOutcome.UNCHANGED
    assert decide_goods(changed(DRAFT, since=SINCE), gone, TODAY).outcome is SentOutcome.UNCHANGED
    assert decide_goods(changed(DRAFT, since=date(2025, 5, 1)), gone, TODAY).since == date(2025, 5, 1)


def test_an_empty_grade_says_nothing_of_the_grade_that_stands() -> None:
    row = changed(DRAFT, grade=None, grade_kind=None, standard="")
    assert decide_goods(row, STANDS, TODAY).outcome is SentOutcome.UNCHANGED


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"barcode": "6909990000012"}, errors.BarcodeWrong),
        ({"barcode": "69099900"}, errors.BarcodeWrong),
        ({"brand": " "}, errors.WordsMissing),
        ({"model": "M" * 81}, errors.WordsMissing),
        ({"standard": ""}, errors.GradeWithoutStandard),
        ({"prices": (PricePoint(Money(0)),)}, errors.PriceWrong),
    ],
)
def test_a_draft_that_cannot_be_is_refused_at_its_field(values: dict[str, Any], refusal: type[Exception]) -> None:
    assert tidy_draft(changed(DRAFT, grade_kind=None)).grade_kind is GradeKind.ENERGY
    with pytest.raises(refusal) as caught:
        tidy_draft(changed(DRAFT, **values))
    assert caught.value.field  # type: ignore[attr-defined]  # a Refusal


def test_each_state_of_goods_offers_its_verbs_and_no_other() -> None:
    allowed = {(here, verb): there for here, verb, there in GOODS_STEPS}
    for state in GoodsState:
        for verb in GoodsVerb:
            if (state, verb) in allowed:
                assert next_goods_state(state, verb) is allowed[state, verb]
                assert verb in goods_verbs(state)
            else:
                with pytest.raises(errors.GoodsStepImpossible):
                    next_goods_state(state, verb)


@pytest.mark.parametrize(
    ("prices", "on", "percent"),
    [
        ({SINCE: 2000, date(2025, 5, 20): 2300}, TODAY, Decimal("15.0")),
        ({SINCE: 2000, date(2025, 5, 20): 1900}, TODAY, None),
        ({SINCE: 2000, date(2025, 4, 20): 2300}, TODAY, None),  # rose longer ago than looked at
        ({date(2025, 5, 20): 2300}, TODAY, None),  # nothing is known of before
        ({SINCE: 3000, date(2025, 5, 10): 3001}, TODAY, Decimal("0.0")),
        ({}, TODAY, None),
    ],
)
def test_a_rise_is_told_against_the_price_thirty_days_before(
    prices: dict[date, int], on: date, percent: Decimal | None
) -> None:
    rise = rise_before({day: Money.from_yuan(yuan) for day, yuan in prices.items()}, on)
    assert (rise.percent if rise else None) == percent


@settings(deadline=None)
@given(st.dictionaries(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.integers(1, 10**7), max_size=6))
def test_the_price_on_a_day_is_that_of_the_last_day_before(prices: dict[date, int]) -> None:
    known = {day: Money(fen) for day, fen in prices.items()}
    for day in prices:
        assert price_on(known, day) == known[day]
    assert price_on(known, date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("periods", "answer"),
    [
        ([], Answer.FAILS),
        ([(SINCE, None)], Answer.MEETS),
        ([(TODAY, None)], Answer.MEETS),
        ([(TODAY + timedelta(days=1), None)], Answer.FAILS),
        ([(SINCE, TODAY)], Answer.FAILS),  # the day of leaving is not included
        ([(SINCE, date(2025, 3, 1)), (date(2025, 4, 1), None)], Answer.MEETS),
    ],
)
def test_goods_are_eligible_while_they_are_listed(periods: list[tuple[date, date | None]], answer: Answer) -> None:
    decision = decide_eligible(periods, TODAY)
    assert decision.answer is answer
    assert decision.reasons


def test_categories_are_those_of_the_shipped_rulebooks() -> None:
    known = {one.value: one.label for one in Category}
    found: dict[str, set[str]] = {}
    families = {family.value for family in Family}
    books = [plain_data(text) for text in shipped_texts().values()]
    for book in [each for each in books if each["rulebook"] in families]:
        told = [book["facts"].get(fact, {}).get("choices", {}) for fact in ("category", "group")]
        for code, label in (pair for choices in told for pair in choices.items() if pair[0] != "other"):
            assert known.get(code) == label, (book["rulebook"], code)
            found.setdefault(book["rulebook"], set()).add(code)
    assert found["appliances"] == {one.value for one in Category if one.family is Family.APPLIANCES}
    assert found["digital"] == {one.value for one in Category if one.family is Family.DIGITAL}
