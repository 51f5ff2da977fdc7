"""Sources, allotments, shares and budgets: two people, documents once, shares to the fen, nothing from nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.funds import errors
from liangxin.domains.funds.actions.budgets import (
    BudgetDraft,
    approve_grant,
    propose_budget,
    propose_grant,
    refuse_grant,
)
from liangxin.domains.funds.actions.shipped import load_shares
from liangxin.domains.funds.actions.sources import (
    AllotmentDraft,
    Upload,
    confirm_allotment,
    enter_allotment,
    open_source,
    refuse_allotment,
    set_share,
)
from liangxin.domains.funds.actions.taking import take
from liangxin.domains.funds.models import Allotment, Budget, Grant, Share
from liangxin.domains.funds.queries.verifying import verify_journal
from liangxin.domains.funds.terms import AccountKind, AllotmentState, SourceKind
from liangxin.domains.funds.tests.world import DAY, PARTS, YEAR, FundsWorld, balance, funds, source_balance, taking
from liangxin.domains.regions.tests.world import CITY, COUNTY
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.money import Money

__all__ = ["funds"]
BOND = SourceKind.TREASURY_BOND
DRAFT = AllotmentDraft("清财建〔2025〕88号", DAY, Money.from_wan(10))


def grant_of(budget: Budget) -> UUID:
    return Grant.objects.filter(budget=budget.pk).order_by("-id").values_list("public_id", flat=True)[0]


def test_an_allotment_counts_when_another_has_confirmed_it(funds: FundsWorld, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    before = source_balance(funds, BOND)["granted"]
    entered = enter_allotment(zhao, funds.sources[BOND], DRAFT, upload=Upload(b"%PDF-1.4\nx", "指标文.pdf"))
    assert source_balance(funds, BOND)["granted"] == before
    with pytest.raises(errors.SamePerson):
        confirm_allotment(zhao, entered, on=DAY)
    confirm_allotment(lin, entered, on=DAY)
    assert source_balance(funds, BOND)["granted"] == before + 10_000_000
    with pytest.raises(errors.AlreadyDecided, match="已入账"):
        confirm_allotment(lin, entered, on=DAY)
    with pytest.raises(errors.DocumentTaken):
        enter_allotment(zhao, funds.sources[BOND], DRAFT)
    assert Allotment.objects.get(public_id=entered).file_name == "指标文.pdf"


def test_a_document_sent_back_counts_for_nothing_and_may_be_entered_anew(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    before = source_balance(funds, BOND)
    refuse_allotment(lin, enter_allotment(zhao, funds.sources[BOND], DRAFT), reason="金额与文件不符")
    enter_allotment(zhao, funds.sources[BOND], DRAFT)
    assert source_balance(funds, BOND) == before


def test_at_the_end_of_the_year_unplaced_money_goes_back_and_no_more(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    back = replace(DRAFT, amount=Money.from_wan(-18))
    entered = enter_allotment(zhao, funds.sources[BOND], back)
    with pytest.raises(errors.SourceShort, match="180 000"):  # 72 of the 90 ten thousands are placed in the budget
        confirm_allotment(
            lin,
            enter_allotment(zhao, funds.sources[BOND], replace(back, number="x", amount=Money.from_wan(-19))),
            on=DAY,
        )
    confirm_allotment(lin, entered, on=DAY)
    assert source_balance(funds, BOND) == {"granted": 90_000_000, "committed": 72_000_000, "returned": 18_000_000}
    assert verify_journal().faults == []


def test_there_is_one_source_of_a_kind_a_year_and_finance_opens_it(funds: FundsWorld) -> None:
    zhao = funds.people.actor("zhao")
    with pytest.raises(errors.SourceTaken, match="中央超长期特别国债资金"):
        open_source(zhao, COUNTY, BOND, 2025)
    open_source(zhao, COUNTY, BOND, 2026)
    for other in ("lin", "chen", "li"):
        with pytest.raises(NotAllowed):
            open_source(funds.people.actor(other), COUNTY, BOND, 2027)


def test_a_budget_takes_its_grant_from_its_sources_by_share(funds: FundsWorld) -> None:
    assert {kind: source_balance(funds, kind)["committed"] for kind in PARTS} == {
        SourceKind.TREASURY_BOND: 72_000_000,
        SourceKind.PROVINCE: 4_000_000,
        SourceKind.COUNTY: 4_000_000,
    }
    assert verify_journal().faults == []


def test_a_budget_gets_no_more_than_its_sources_have(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    propose_grant(lin, funds.budget.public_id, Money.from_wan(21), reason="追加")
    with pytest.raises(errors.SourceShort, match="“中央超长期特别国债资金”未安排的资金只有180 000"):
        approve_grant(zhao, grant_of(funds.budget), on=DAY)
    assert balance(funds.budget) == {"granted": 800_000, "available": 800_000}
    propose_grant(lin, funds.budget.public_id, Money.from_wan(20), reason="追加")
    approve_grant(zhao, grant_of(funds.budget), on=DAY)
    assert balance(funds.budget)["granted"] == 1_000_000
    assert source_balance(funds, BOND) == {"granted": 90_000_000, "committed": 90_000_000}


def test_what_is_taken_out_of_a_budget_goes_back_to_its_sources(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    take(funds.people.system, [taking(funds, "a", 150_000)], on=DAY)
    propose_grant(lin, funds.budget.public_id, Money.from_yuan("-650000.01"), reason="调减")
    with pytest.raises(errors.BudgetShort):
        approve_grant(zhao, grant_of(funds.budget), on=DAY)
    propose_grant(lin, funds.budget.public_id, Money.from_yuan("-333333.33"), reason="调减")
    approve_grant(zhao, grant_of(funds.budget), on=DAY)
    assert sum(source_balance(funds, kind)["committed"] for kind in PARTS) == 80_000_000 - 33_333_333
    assert source_balance(funds, BOND)["committed"] == 72_000_000 - 30_000_000
    assert verify_journal().faults == []


def test_a_grant_is_decided_once_by_another_than_proposed_it(funds: FundsWorld) -> None:
    zhao, lin = funds.people.actor("zhao"), funds.people.actor("lin")
    propose_grant(zhao, funds.budget.public_id, Money.from_wan(1), reason="追加")
    with pytest.raises(errors.SamePerson):
        approve_grant(zhao, grant_of(funds.budget), on=DAY)
    refuse_grant(lin, grant_of(funds.budget), reason="暂缓")
    with pytest.raises(errors.AlreadyDecided):
        approve_grant(lin, grant_of(funds.budget), on=DAY)
    with pytest.raises(IntegrityError, match="funds_grant_four_eyes"), transaction.atomic():
        Grant.objects.create(
            budget=funds.budget,
            amount=Money(1),
            reason="x",
            state=AllotmentState.CONFIRMED.value,
            entered_by_id=zhao.account_id,
            decided_by_id=zhao.account_id,
            decided_at=timezone.now(),
        )


def test_a_budget_needs_its_share_and_the_share_its_sources(funds: FundsWorld) -> None:
    lin = funds.people.actor("lin")
    draft = BudgetDraft("汽车补贴", AccountKind.BUDGET, Money.from_wan(1), *YEAR)
    with pytest.raises(errors.ShareNotFound):
        propose_budget(lin, COUNTY, draft)
    later = replace(draft, share=funds.share, opens_on=date(2026, 1, 1), closes_on=date(2026, 12, 31))
    with pytest.raises(errors.SourceMissing, match="2026年"):
        propose_budget(lin, COUNTY, later)
    with pytest.raises(errors.DocumentTaken, match="家电补贴"):
        propose_budget(lin, COUNTY, replace(draft, share=funds.share, name="家电补贴"))
    with pytest.raises(errors.DaysReversed):
        propose_budget(lin, COUNTY, replace(draft, share=funds.share, closes_on=date(2024, 1, 1)))
    with pytest.raises(NotAllowed):
        propose_budget(funds.people.actor("chen"), COUNTY, replace(draft, share=funds.share))


def test_nothing_is_taken_from_a_budget_before_it_is_approved(funds: FundsWorld) -> None:
    draft = BudgetDraft("汽车补贴", AccountKind.BUDGET, Money.from_wan(1), *YEAR, share=funds.share)
    propose_budget(funds.people.actor("lin"), COUNTY, draft)
    budget = Budget.objects.get(name="汽车补贴")
    answers = take(funds.people.system, [taking(funds, "a", 1, (budget.pk,))], on=DAY)
    assert getattr(answers[0], "outcome", "") == "not_open"


def test_a_share_keeps_the_rule_of_the_notice_that_it_follows(funds: FundsWorld) -> None:
    zhao = funds.people.actor("zhao")
    assert load_shares(funds.people.system) == 4
    assert load_shares(funds.people.system) == 0
    east = Share.objects.get(code="east").public_id
    with pytest.raises(errors.CentralShareDiffers):
        set_share(zhao, COUNTY, "东部", PARTS, follows=east)
    with pytest.raises(errors.DocumentTaken):
        set_share(zhao, COUNTY, "以旧换新分担", PARTS)
    with pytest.raises(NotAllowed):
        set_share(funds.people.actor("wang"), CITY, "市", PARTS)
