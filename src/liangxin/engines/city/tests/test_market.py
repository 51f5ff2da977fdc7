"""Prices, seasons and money: what moves over the year."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import numpy as np

from liangxin.engines.city.buying import opening_of, schemes
from liangxin.engines.city.draws import ints, quota
from liangxin.engines.city.reading import label
from liangxin.engines.city.seasons import all_days, opening, wanted
from liangxin.engines.city.tests.cities import rows, small_city

DAYS = all_days(2025)


def prices(name: str) -> dict[str, list[tuple[date, int]]]:
    found = defaultdict(list)
    for row in rows(name):
        found[row["barcode"]].append((row["from_day"], row["price_fen"]))
    return found


def on(steps: list[tuple[date, int]], day: date) -> int:
    return [price for start, price in steps if start <= day][-1]


def test_every_good_has_a_price_from_the_first_day() -> None:
    barcodes = {row["barcode"] for row in rows("goods")}
    for name in ("list_prices", "market_prices"):
        assert set(prices(name)) == barcodes
        assert all(steps[0][0] == DAYS[0] for steps in prices(name).values())


def test_street_prices_fall_in_promotions_and_stay_under_the_list() -> None:
    street, listed = prices("market_prices"), prices("list_prices")
    before, sale = date(2025, 5, 25), date(2025, 6, 17)
    cheaper = sum(on(street[each], sale) < on(street[each], before) for each in street)
    assert cheaper > 0.6 * len(street)
    assert all(on(street[each], day) <= on(listed[each], day) for each in street for day in (before, sale))


def test_some_list_prices_are_raised_before_a_promotion_while_the_street_price_is_not() -> None:
    street, listed = prices("market_prices"), prices("list_prices")
    before, within, after = date(2025, 5, 19), date(2025, 5, 21), date(2025, 6, 25)
    raised = [each for each, steps in listed.items() if on(steps, within) > on(steps, before)]
    assert 0.03 * len(listed) < len(raised) < 0.2 * len(listed)
    assert all(on(street[each], within) == on(street[each], before) for each in raised)
    assert all(on(listed[each], after) <= on(listed[each], before) for each in raised)


def test_grades_name_their_standard() -> None:
    for row in rows("goods"):
        assert (row["grade"] is None) == (row["grade_standard"] is None)
    assert {row["grade_standard"] for row in rows("goods") if row["category"] == "conditioner"} == {"GB 21455-2019"}


def test_conditioners_are_bought_in_summer() -> None:
    months = Counter(
        row["invoiced_on"].month for row in rows("claims/appliances@2025") if row["category"] == "conditioner"
    )
    assert months[6] + months[7] + months[8] > 3 * (months[1] + months[2] + months[12])


def test_a_scheme_pauses_when_its_money_is_used_up_and_opens_with_the_next_batch() -> None:
    flat = np.full(len(DAYS), 1000, dtype=np.int64)
    found = opening(2025, ints(flat), DAYS[0])
    assert found.factor[0] > 3000  # the rush of the first day
    assert found.pauses == (
        (date(2025, 4, 3), date(2025, 4, 24)),
        (date(2025, 7, 25), date(2025, 7, 27)),
    )
    for first, last in found.pauses:
        assert not found.factor[DAYS.index(first) : DAYS.index(last) + 1].any()


def test_nobody_buys_within_a_pause_or_before_the_scheme_begins() -> None:
    pauses = label(small_city())["pauses"]
    for rulebook, scheme in schemes(2025).items():
        shut = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pauses[rulebook]]
        assert shut == list(opening_of(2025, scheme)[0].pauses)
        wrong = {row["claim"] for row in rows(f"decisions/{rulebook}") if row["wrong"]}
        for row in rows(f"claims/{rulebook}"):
            bought = row[scheme["day"]]
            assert row["claim"] in wrong or bought >= scheme["opens"]
            assert row["claim"] in wrong or not any(first <= bought <= last for first, last in shut)


def test_nothing_is_wanted_before_a_category_begins() -> None:
    weights = wanted(2025, "even", date(2025, 2, 20))
    assert not weights[:50].any()
    assert weights[50:].all()


def test_a_quota_adds_up() -> None:
    assert quota([1, 1, 1], 8) == [3, 3, 2]
    assert sum(quota([392, 400, 16, 22, 45, 125], 999_983)) == 999_983


def test_few_shops_sell_most() -> None:
    sold = Counter(row["shop"] for row in rows("purchases/digital@2025"))
    largest = sum(count for _, count in sold.most_common(len(sold) // 4))
    assert largest > 0.4 * sold.total()
