"""What claims say of the past is true, and money goes where it should: reckoned again in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import numpy as np
import pytest

from liangxin.engines.city.applications import Applications, Column
from liangxin.engines.city.deciding import most_of, paid_before
from liangxin.engines.city.draws import ints
from liangxin.engines.city.order import told
from liangxin.engines.city.reading import rulebooks
from liangxin.engines.city.sums import YES, Answered
from liangxin.engines.city.tests.cities import rows, small_city

COUNTED = [("appliances@2025", "earlier_per_category", True), ("digital@2025", "earlier_per_category", True),
           ("cars_replace@2025", "earlier_per_year", False), ("e_bikes@2025", "earlier_person", False)]  # fmt: skip


@pytest.mark.parametrize(("rulebook", "column", "by_category"), COUNTED)
def test_earlier_claims_are_counted_truly(rulebook: str, column: str, by_category: bool) -> None:
    paid: Counter[Any] = Counter()
    for row in rows(f"claims/{rulebook}"):
        group = (row["party"], row["category"]) if by_category else row["party"]
        assert row[column] == paid[group]
        paid[group] += row["paid_fen"] is not None
    assert paid.total() > 0


def test_an_earlier_sum_is_what_was_paid() -> None:
    paid: defaultdict[int, int] = defaultdict(int)
    for row in rows("claims/home_renovation@2025"):
        assert row["earlier_person_fen"] == paid[row["party"]]
        paid[row["party"]] += row["paid_fen"] or 0
    assert max(paid.values()) == 300_000


def test_the_worked_example_of_a_sum_limit() -> None:
    claims = 4
    column = Column("choice", ints([0] * claims), ("material",))
    applied = Applications(
        "home_renovation@2025", {}, column, ints([9] * claims), *(ints([0] * claims),) * 6,
        serial=None, old_serial=None, wrong=ints([0] * claims), wrongs=("",),
    )  # fmt: skip
    scheme = told("schemes_2025")["home_renovation@2025"]
    amounts = ints([180_000, 90_000, 60_000, 10_000])
    first = Answered(np.full(claims, YES, dtype=np.int8), amounts, ("",), amounts)
    most = most_of(scheme, applied)
    earlier = paid_before(scheme, applied, first, most)
    assert earlier.tolist() == [0, 180_000, 270_000, 300_000]
    assert np.minimum(amounts, most - earlier).tolist() == [180_000, 90_000, 30_000, 0]


def test_claims_come_in_the_order_of_their_days() -> None:
    for rulebook in rulebooks(small_city()):
        claims = rows(f"claims/{rulebook}")
        days = [row["claimed_on"] for row in claims]
        assert days == sorted(days)
        assert all(row["claimed_on"] >= row.get("invoiced_on", row.get("bought_on")) for row in claims)


def test_every_way_of_going_wrong_is_there_and_fails() -> None:
    for rulebook, scheme in told("schemes_2025").items():
        wrong = Counter(row["wrong"] for row in rows(f"decisions/{rulebook}") if row["wrong"])
        assert set(wrong) <= set(scheme["wrongs"])
        assert wrong
        answers = {row["claim"]: row["answer"] for row in rows(f"decisions/{rulebook}")}
        for row in rows(f"decisions/{rulebook}"):
            assert not row["wrong"] or answers[row["claim"]] != "meets"


def test_claimants_are_adults_and_most_claims_are_paid() -> None:
    born = {row["person"]: row["born_on"] for row in rows("people")}
    parties = {row["party"] for rulebook in rulebooks(small_city()) for row in rows(f"claims/{rulebook}")}
    assert max(born[party] for party in parties) < date(2008, 1, 1)
    answers = Counter(row["answer"] for rulebook in rulebooks(small_city()) for row in rows(f"decisions/{rulebook}"))
    assert 0.9 < answers["meets"] / 4000 < 0.97
    assert answers["unknown"] > 0


def test_nobody_owned_a_car_before_being_of_age() -> None:
    born = {row["person"]: row["born_on"] for row in rows("people")}
    for rulebook in ("cars_scrap@2025", "cars_replace@2025"):
        owned = [(row["old_owned_on"], born[row["party"]]) for row in rows(f"claims/{rulebook}") if row["old_owned_on"]]
        assert all(since >= birth.replace(year=birth.year + 18) for since, birth in owned)
        assert len(owned) > 50


def test_each_paid_claim_is_paid_once_to_its_payee() -> None:
    accounts = {row["person"]: row["bank_account"] for row in rows("people")}
    firms = {row["enterprise"]: row["bank_account"] for row in rows("enterprises")}
    claims = {row["claim"]: row for rulebook in rulebooks(small_city()) for row in rows(f"claims/{rulebook}")}
    arrived: Counter[str] = Counter()
    for row in rows("payments"):
        claim = claims[row["claim"]]
        assert row["amount_fen"] == claim["paid_fen"]
        assert row["sent_on"] > claim["claimed_on"]
        assert row["account"] == (accounts if row["payee_kind"] == "person" else firms)[row["payee"]]
        assert row["payee_kind"] == "enterprise" or row["payee"] == claim["party"]
        assert (row["state"] == "bounced") == bool(row["returned_on"]) == bool(row["reason"])
        arrived[row["claim"]] += row["state"] == "paid"
    assert set(arrived) == {number for number, row in claims.items() if row["paid_fen"] is not None}
    assert set(arrived.values()) == {1}
    assert any(row["state"] == "bounced" for row in rows("payments"))


def test_what_comes_back_is_sent_again_later() -> None:
    sent = defaultdict(list)
    for row in rows("payments"):
        sent[row["claim"]].append(row)
    for one in (each for each in sent.values() if each[0]["state"] == "bounced"):
        assert [row["state"] for row in one] == ["bounced", "paid"]
        assert one[0]["returned_on"] < one[1]["sent_on"]


def test_tills_and_shops_of_purchases_belong_together() -> None:
    shop_of = {row["till"]: row["shop"] for row in rows("tills")}
    categories = {row["shop"]: row["categories"] for row in rows("shops")}
    owners = {row["enterprise"] for row in rows("enterprises")}
    assert {row["enterprise"] for row in rows("shops")} <= owners
    for rulebook in rulebooks(small_city()):
        kinds = {row["claim"]: row["category"] for row in rows(f"claims/{rulebook}")}
        for row in rows(f"purchases/{rulebook}"):
            assert shop_of[row["till"]] == row["shop"]
            assert kinds[row["claim"]] in {*categories[row["shop"]], "other"}
