"""Sales at the till: authorised, captured, reversed, lapsed, alone and in sets; each refusal by its own code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from liangxin.domains.claims.models import Claim, Mark, TillRequest, TillSale, Voucher
from liangxin.domains.claims.tests.till_world import (
    PRICE,
    SUBSIDY,
    TillWorld,
    codes,
    decided,
    require_sums,
    till,
    to_authorise,
    to_capture,
    to_reverse,
    voucher,
)
from liangxin.domains.schemes.tests.market_world import CODES
from liangxin.foundation.trail.models import Entry

__all__ = ["till"]
pytestmark = pytest.mark.django_db


def test_a_sale_is_authorised_captured_and_its_voucher_used(till: TillWorld) -> None:
    code = voucher(till)
    (answer,) = decided(to_authorise(till, code, "SN1"))
    said = answer.said
    assert (said["amount_fen"], said["to_pay_fen"]) == (SUBSIDY, PRICE - SUBSIDY)
    claim = Claim.objects.get(number=said["claim"])
    assert (claim.state, claim.facts["earlier"], claim.decision["line"]) == ("authorised", {"per_category": 0}, "share")
    assert Voucher.objects.get(code=code).state == "held"
    require_sums(till)
    assert codes(decided(to_capture(till, claim.number))) == ["captured"]
    assert Voucher.objects.get(code=code).state == "used"
    assert list(Mark.objects.order_by("kind").values_list("kind", flat=True)) == ["invoice", "serial"]
    require_sums(till)
    verbs = Entry.objects.filter(subject_type="claims.claim", subject_id=str(claim.pk)).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["claims.authorised", "claims.captured"]


def test_a_reversed_sale_gives_back_money_voucher_and_numbers(till: TillWorld) -> None:
    code = voucher(till)
    (first,) = decided(to_authorise(till, code, "SN1"))
    assert codes(decided(to_reverse(till, first.said["claim"]))) == ["reversed"]
    assert Voucher.objects.get(code=code).state == "open"
    require_sums(till)
    (second,) = decided(to_authorise(till, code, "SN1", "again"))
    assert second.said["state"] == "authorised"
    assert codes(decided(to_capture(till, second.said["claim"]))) == ["captured"]
    assert codes(decided(to_reverse(till, second.said["claim"]))) == ["reversed"]
    assert Voucher.objects.get(code=code).state == "open"
    require_sums(till)


def test_a_voucher_that_ran_out_meanwhile_lapses_when_its_sale_is_reversed(till: TillWorld) -> None:
    code, now = voucher(till, days=1), timezone.now()
    (answer,) = decided(to_authorise(till, code, "SN1"))
    decided(to_reverse(till, answer.said["claim"]), now=now + timedelta(days=2))
    assert Voucher.objects.get(code=code).state == "lapsed"


def test_one_bad_row_does_not_fail_its_set_and_each_gets_its_own_code(till: TillWorld) -> None:
    good, other, late = voucher(till, 0), voucher(till, 1), voucher(till, 2, days=-0.5)
    tv = voucher(till, 3, category="tv")
    answers = decided(
        to_authorise(till, good, "SN1"),
        to_authorise(till, "NOTHING", "SN2"),
        to_authorise(till, late, "SN3"),
        to_authorise(till, tv, "SN4"),
        to_authorise(till, other, "SN5", barcode="6900000000000"),
        to_authorise(till, good, "SN6"),
        to_authorise(till, other, "SN1"),
        to_authorise(till, other, "SN8", price_fen=5_000),
        to_authorise(till, other, "SN9", facts={"colour": "red"}),
        to_authorise(till, other, "SN10", facts={"gift": "perhaps"}),
        to_authorise(till, other, "SN11", imei="490154203237518", facts={"gift": False}),
    )
    assert codes(answers) == [
        "authorised", "till.voucher_unknown", "till.voucher_run_out", "till.category_differs", "till.goods_unknown",
        "till.voucher_not_open", "till.number_taken", "till.rules_refuse", "till.field_wrong", "till.field_wrong",
        "authorised",
    ]  # fmt: skip
    assert all(one.said["sentence"] and one.said["remedy"] for one in answers if one.refusal)
    assert Claim.objects.count() == 2
    require_sums(till)


def test_the_same_request_gets_the_same_answer_and_its_key_is_good_for_nothing_else(till: TillWorld) -> None:
    asked = to_authorise(till, voucher(till), "SN1", "key")
    answers = decided(asked, asked, asked)
    assert [one.said for one in answers] == [answers[0].said] * 3
    assert [one.again for one in answers] == [False, True, True]
    assert codes(decided(to_authorise(till, voucher(till, 1), "SN2", "key"))) == ["till.key_otherwise_used"]
    assert (Claim.objects.count(), TillRequest.objects.count()) == (1, 1)
    require_sums(till)


def test_a_person_has_one_a_category_whatever_vouchers_say(till: TillWorld) -> None:
    (first,) = decided(to_authorise(till, voucher(till), "SN1"))
    decided(to_capture(till, first.said["claim"]))
    (second,) = decided(to_authorise(till, voucher(till), "SN2"))
    assert second.said["code"] == "till.limit_reached"
    assert "每人每类1件" in second.said["sentence"]


def test_what_the_budget_has_not_is_refused_and_its_number_is_free_again(till: TillWorld) -> None:
    vouchers = [voucher(till, person) for person in range(6)]
    asked = [to_authorise(till, code, f"SN{person}") for person, code in enumerate(vouchers)]
    answers = decided(*asked)
    assert codes(answers) == ["authorised"] * 4 + ["till.nothing_left"] * 2
    require_sums(till)
    decided(to_reverse(till, answers[0].said["claim"]))
    assert codes(decided(to_authorise(till, vouchers[5], "SN4", "later"))) == ["authorised"]
    require_sums(till)


def test_capture_asks_for_the_price_an_invoice_of_its_own_and_a_day(till: TillWorld) -> None:
    one, two = decided(*(to_authorise(till, voucher(till, person), f"SN{person}") for person in (0, 1)))
    today = timezone.localdate()
    number = one.said["claim"]
    assert codes(decided(to_capture(till, number, 1, price_fen=PRICE - 1))) == ["till.price_differs"]
    assert codes(decided(to_capture(till, number, 2, delivered_on=today - timedelta(days=1)))) == ["till.field_wrong"]
    assert codes(decided(to_capture(till, number, 3, invoice="12345678"))) == ["till.field_wrong"]
    assert codes(decided(to_capture(till, "DD0", 4))) == ["till.claim_unknown"]
    assert codes(decided(to_capture(till, number, 5))) == ["captured"]
    assert codes(decided(to_capture(till, number, 6))) == ["till.claim_not_fit"]
    assert codes(decided(to_capture(till, two.said["claim"], 5))) == ["till.number_taken"]
    require_sums(till)
    assert TillSale.objects.get(claim__number=number).delivered_on == today


def test_the_goods_of_another_barcode_may_have_the_same_serial(till: TillWorld) -> None:
    answers = decided(
        to_authorise(till, voucher(till, 0), "SN1"),
        to_authorise(till, voucher(till, 1, category="tv"), "SN1", barcode=CODES[1]),
    )
    assert codes(answers) == ["authorised", "authorised"]
