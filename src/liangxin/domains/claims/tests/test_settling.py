"""Settlement of claims: collected by payee, paid or returned, clawed back; ledger, batches and claims agree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.models import Claim, Correction, Filing
from liangxin.domains.claims.terms import Channel, ClaimState
from liangxin.domains.funds import api as door
from liangxin.domains.funds.errors import AnnouncedDiffers, BatchEmpty
from liangxin.domains.funds.tests.settlement import (
    announced,
    bank_by_csv,
    numbers,
    order_of,
    paid_in_batches,
    payees,
    sent,
    told,
)
from liangxin.domains.funds.tests.world import DAY, FundsWorld, balance, funds
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.money import Money

__all__ = ["funds"]
MERCHANTS, PERSONS = door.PayeeKind.MERCHANTS, door.PayeeKind.PERSONS


def made(funds: FundsWorld, fens: list[int], channel: Channel = Channel.TILL) -> list[Claim]:
    """Claims with committed money: sales of two shops in turn, or claims of as many persons."""
    region, unit = funds.people.region(COUNTY), funds.people.units["清岚县商务局"]
    # rows of a lower package, made without its weeks of drafting: nothing here asks what they say
    merchants, schemes, versions = (apps.get_model("schemes", name) for name in ("Merchant", "Scheme", "SchemeVersion"))
    scheme, _ = schemes.objects.get_or_create(region_id=region.id, unit_id=unit.id, family="虚构家电", name="虚构家电")
    version, _ = versions.objects.get_or_create(
        scheme=scheme, number=1, defaults={"text": "x", "adopted_by": "清岚县", "digest": "0" * 64}
    )
    parties = payees(funds, 2, persons=channel is Channel.AFTER)
    shops = [
        merchants.objects.get_or_create(
            region_id=region.id,
            party_id=party,
            defaults={"name": f"店{party}", "uscc": f"{party:018}", "admitted_from": DAY},
        )[0]
        for party in parties
        if channel is Channel.TILL
    ]
    now, rows = timezone.now(), []
    for place, fen in enumerate(fens):
        number = f"SL{Claim.objects.count() + place:06}"
        rows.append(
            Claim(
                number=number,
                channel=channel.value,
                state=(ClaimState.CAPTURED if channel is Channel.TILL else ClaimState.APPROVED).value,
                region_id=region.id,
                version=version,
                family="虚构家电",
                party_id=parties[place % 2],
                merchant=shops[place % 2] if shops else None,
                on=DAY,
                amount_fen=fen,
                created_at=now,
                changed_at=now,
            )
        )
    asked = [
        door.Taking(
            f"k{row.number}", (funds.budget.pk,), fen, door.Subject("claims.claim", str(row.public_id), row.number)
        )
        for row, fen in zip(rows, fens, strict=True)
    ]
    for row, answer in zip(rows, door.take(funds.people.system, asked, on=DAY, commit=True), strict=True):
        assert isinstance(answer, door.Taken)
        row.holding = answer.holding
    return Claim.objects.bulk_create(rows)


def collected(funds: FundsWorld, kind: door.PayeeKind = MERCHANTS, **changes: Any) -> Any:
    """What waits, put into a batch by finance with the count and sum that the page shows."""
    zhao, region = funds.people.actor("zhao"), funds.people.region(COUNTY)
    waiting = claims.waiting_for_payment(zhao, region.id, kind, changes.get("leave_out", ()))
    said: dict[str, Any] = {"announced_count": waiting.count, "announced": waiting.amount} | changes
    return claims.collect(zhao, region.id, kind, on=DAY, **said)


def in_state(state: ClaimState) -> int:
    return Claim.objects.filter(state=state.value).count()


def agrees(funds: FundsWorld) -> None:
    """Ledger, batches and claims say the same, to the fen."""
    account = type(funds.budget.account).objects.get(pk=funds.budget.pk)

    def claimed(*states: ClaimState) -> int:
        rows = Claim.objects.filter(state__in=[state.value for state in states])
        return rows.aggregate(fen=Sum("amount_fen"))["fen"] or 0

    assert account.paid.fen == claimed(ClaimState.PAID)
    assert claimed(ClaimState.PAID, ClaimState.CLAWED_BACK) == paid_in_batches()
    waiting = (ClaimState.CAPTURED, ClaimState.APPROVED, ClaimState.IN_PAYMENT)
    assert account.committed.fen + account.held.fen == claimed(*waiting)
    assert account.recovered.fen == claimed(ClaimState.CLAWED_BACK)


def test_sales_are_paid_to_shops_and_what_the_bank_returns_waits_again(funds: FundsWorld) -> None:
    made(funds, [10_000, 20_001, 30_000])
    with pytest.raises(AnnouncedDiffers):
        collected(funds, announced_count=2)
    assert in_state(ClaimState.CAPTURED) == 3
    batch = collected(funds)
    assert in_state(ClaimState.IN_PAYMENT) == 3
    with pytest.raises(BatchEmpty):
        collected(funds)
    agrees(funds)
    sent(funds, batch)
    first, second = numbers(batch)  # the shop of the first and third sale, and that of the second
    told(funds, bank_by_csv(order_of(funds, batch), frozenset([second])))
    assert (in_state(ClaimState.PAID), in_state(ClaimState.CAPTURED)) == (2, 1)
    agrees(funds)
    assert first != second
    again = collected(funds)
    assert announced(again) == 20_001
    door.cancel_batch(funds.people.actor("zhao"), again, reason="账号待核实", on=DAY)
    assert in_state(ClaimState.CAPTURED) == 1
    sent(funds, once_more := collected(funds))
    told(funds, bank_by_csv(order_of(funds, once_more)))
    assert in_state(ClaimState.PAID) == 3
    agrees(funds)


def test_approved_claims_are_paid_to_persons_and_clawed_back_when_all_is_back(
    funds: FundsWorld, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    one, two = made(funds, [10_000, 20_000], Channel.AFTER)
    zhao, lin, region = funds.people.actor("zhao"), funds.people.actor("lin"), funds.people.region(COUNTY)
    waiting = claims.waiting_for_payment(zhao, region.id, PERSONS)
    assert [each.count for each in waiting.payees] == [1, 1]
    left = next(each.id for each in waiting.payees if each.amount == Money(20_000))
    sent(funds, batch := collected(funds, PERSONS, leave_out=[left]))
    two.refresh_from_db()
    assert two.state == ClaimState.APPROVED
    told(funds, bank_by_csv(order_of(funds, batch)))
    plan = [door.Due(date(2025, 4, 1), 4_000), door.Due(date(2025, 5, 1), 6_000)]
    case = door.propose_clawback(zhao, door.ClawbackDraft(one.holding or 0, Money(10_000), "旧车未报废", plan), on=DAY)
    door.decide_clawback(lin, case)
    for part in (4_000, 6_000):
        one.refresh_from_db()
        assert one.state == ClaimState.PAID
        door.enter_receipt(zhao, case, Money(part), DAY, upload=door.Upload(f"slip {part}".encode(), "slip.txt"))
    one.refresh_from_db()
    assert one.state == ClaimState.CLAWED_BACK
    assert balance(funds.budget)["recovered"] == 100
    agrees(funds)


def test_only_finance_collects_and_the_page_shows_what_is_typed_again(funds: FundsWorld) -> None:
    made(funds, [10_000, 20_001])
    region = funds.people.region(COUNTY)
    for username in ("lin", "wang", "chen", "li", "sun"):
        with pytest.raises(NotAllowed):
            claims.waiting_for_payment(funds.people.actor(username), region.id, MERCHANTS)
        with pytest.raises(NotAllowed):
            claims.collect(
                funds.people.actor(username), region.id, MERCHANTS, announced_count=2, announced=Money(30_001), on=DAY
            )
    client = Client()
    client.force_login(funds.people.accounts["zhao"], "django.contrib.auth.backends.ModelBackend")
    url = reverse("claims:settlement")
    assert "2 笔，300.01 元" in client.get(url).content.decode()
    few = _queries(client, url)
    typed = {"deed": "collect", "region": COUNTY, "kind": "merchants", "announced_count": "2", "announced_sum": "300"}
    refused = client.post(url, typed)
    assert refused.status_code == 409
    assert "相差0笔、-0.01 元" in refused.content.decode()
    done: Any = client.post(url, typed | {"announced_sum": "300.01"})
    page = client.get(done["Location"]).content.decode()
    for words in ("待复核", "300.01 元", "编制人不能复核自己的批次"):
        assert words in page
    made(funds, [5_000] * 18)
    assert _queries(client, url) == few


def test_what_is_frozen_or_being_corrected_is_held_back_and_said(funds: FundsWorld) -> None:
    frozen, corrected, _free = made(funds, [10_000, 20_000, 30_000], Channel.AFTER)
    now = timezone.now()
    Filing.objects.create(claim=frozen, submitted_at=now, frozen_at=now, frozen_reason="与公安核对")
    Correction.objects.create(
        claim=corrected, field="fact:price", label="价格", new="1", reason="看错", proposed_at=now
    )
    zhao, region = funds.people.actor("zhao"), funds.people.region(COUNTY)
    waiting = claims.waiting_for_payment(zhao, region.id, PERSONS)
    assert (waiting.count, waiting.amount, waiting.held_count) == (1, Money(30_000), 2)
    client = Client()
    client.force_login(funds.people.accounts["zhao"], "django.contrib.auth.backends.ModelBackend")
    url = reverse("claims:settlement") + "?kind=persons"
    page = client.get(url).content.decode()
    for words in ("暂不结算", "2 笔，300.00 元", "已冻结：与公安核对", "更正待确认"):
        assert words in page
    few = _queries(client, url)
    for each in made(funds, [5_000] * 18, Channel.AFTER):
        Filing.objects.create(claim=each, submitted_at=now, frozen_at=now, frozen_reason="核对")
    assert _queries(client, url) == few
    batch = collected(funds, PERSONS)
    assert announced(batch) == 30_000
    Filing.objects.update(frozen_at=None)
    Correction.objects.update(state="declined")
    assert announced(collected(funds, PERSONS)) == 30_000 + 18 * 5_000
    agrees(funds)


def test_who_has_no_account_is_left_out_of_a_batch_and_named_on_the_page(funds: FundsWorld) -> None:
    made(funds, [10_000, 20_001])
    region = funds.people.region(COUNTY)
    zhao = funds.people.actor("zhao")
    one = claims.waiting_for_payment(zhao, region.id, MERCHANTS).payees[0]
    apps.get_model("parties.Party").objects.filter(pk=one.id).update(bank_account=None, account_index=None)
    waiting = claims.waiting_for_payment(zhao, region.id, MERCHANTS)
    assert [(each.has_account, each.is_left_out) for each in waiting.payees] == [(False, True), (True, False)]
    assert (waiting.count, waiting.amount) == (1, Money(30_001 - one.amount.fen))
    client = Client()
    client.force_login(funds.people.accounts["zhao"], "django.contrib.auth.backends.ModelBackend")
    assert "没有收款账号，暂不能付" in client.get(reverse("claims:settlement")).content.decode()
    collected(funds)
    assert (in_state(ClaimState.IN_PAYMENT), in_state(ClaimState.CAPTURED)) == (1, 1)


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
