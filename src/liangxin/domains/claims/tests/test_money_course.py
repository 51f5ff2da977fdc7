"""A random course of claims of both channels, settlement and clawback: ledger = batches = claims at each step."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Sum
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.access.shops import visible_merchants
from liangxin.domains.claims.actions.after_filing import open_claim_for
from liangxin.domains.claims.actions.till.lapsing import lapse_sales
from liangxin.domains.claims.models import Claim, TillSale, Voucher
from liangxin.domains.claims.queries.persons import persons_of
from liangxin.domains.claims.terms import Channel, ClaimState
from liangxin.domains.claims.tests.after_world import SAID, invoice
from liangxin.domains.claims.tests.both_world import NUMBERS, BothWorld, build_both, funded, numbers_of
from liangxin.domains.claims.tests.till_world import (
    codes,
    decided,
    resident_id,
    to_authorise,
    to_capture,
    to_reverse,
    voucher,
)
from liangxin.domains.funds import api as funds
from liangxin.domains.funds.terms import BankResult
from liangxin.domains.funds.tests.open_world import balance_in_fen, journal_faults
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

course_world = kept("course_world", lambda: build_both(shared=False, persons=14, money=funded))
# rows of a package below, looked at from outside: what its pages say is built from them
Batch, Clawback, Payment = (apps.get_model("funds", name) for name in ("Batch", "Clawback", "Payment"))
STEPS = 60
SEED = 20260301
TODAY = timezone.localdate()
ON_THE_WAY = (ClaimState.CAPTURED, ClaimState.APPROVED, ClaimState.IN_PAYMENT)
RESERVED = (ClaimState.AUTHORISED, ClaimState.SUBMITTED, ClaimState.FIRST_PASSED, ClaimState.SECOND_PASSED)
PAID = (ClaimState.PAID, ClaimState.CLAWED_BACK)


class Course:
    """What may happen next, drawn by a seeded hand; what is refused is no step."""

    def __init__(self, world: BothWorld, draw: random.Random) -> None:
        self.world, self.draw, self.done = world, draw, Counter[str]()
        people = world.till.market.people
        self.system, self.office, self.finance = people.system, world.till.lin, people.actor("zhao")
        self.region, self.papers, self.merged = world.till.market.region_id, 0, set[int]()
        party = type(visible_merchants(self.office).get(shops__id=world.till.seat.shop_id).party)
        for place, row in enumerate(party.objects.order_by("pk")):
            row.bank_account = f"9901230000{place:08}"
            row.save()
        self.deeds: dict[str, tuple[int, Callable[[], object]]] = {
            "sell": (8, self.sell),
            "capture": (8, self.capture),
            "reverse": (2, self.reverse),
            "lapse": (1, self.lapse),
            "claim": (3, self.claim),
            "collect": (5, self.collect),
            "bring_on": (10, self.bring_on),
            "statement": (8, self.statement),
            "cancel_batch": (1, self.cancel_batch),
            "claw_back": (3, self.claw_back),
            "receive": (4, self.receive),
            "merge": (1, self.merge),
        }

    def step(self) -> None:
        """The first of some deeds drawn that finds something to do."""
        names = list(self.deeds)
        for name in self.draw.choices(names, [self.deeds[each][0] for each in names], k=8):
            try:
                if self.deeds[name][1]():
                    self.done[name] += 1
                    return
            except Refusal as refusal:
                self.done[f"refused: {refusal.code}"] += 1

    def one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.draw.choice(found) if found else None

    def sell(self) -> bool:
        person = self.draw.randrange(len(self.world.till.people))
        mine = Voucher.objects.filter(party=self.world.till.people[person], state__in=["open", "held"]).first()
        if mine is not None and mine.state == "held":
            return False
        code = mine.code if mine else voucher(self.world.till, person)
        self.papers += 1
        return codes(decided(to_authorise(self.world.till, code, f"S{self.papers}"))) == ["authorised"]

    def capture(self) -> bool:
        claim = self.one(Claim.objects.filter(state="authorised"))
        self.papers += 1
        return claim is not None and codes(decided(to_capture(self.world.till, claim.number, self.papers))) == [
            "captured"
        ]

    def reverse(self) -> bool:
        claim = self.one(Claim.objects.filter(state__in=["authorised", "captured", "in_payment"], channel="till"))
        if claim is None:
            return False
        self.papers += 1
        return codes(decided(to_reverse(self.world.till, claim.number, f"r{self.papers}"))) == ["reversed"]

    def lapse(self) -> bool:
        sale = self.one(TillSale.objects.filter(claim__state="authorised"))
        if sale is None:
            return False
        TillSale.objects.filter(pk=sale.pk).update(lapses_at=timezone.now() - timedelta(minutes=1))
        return lapse_sales(timezone.now()) == 1

    def claim(self) -> bool:
        """A car's claim at the counter, passed by both levels, or stopped on the way."""
        person = self.draw.randrange(len(self.world.till.people))
        number = filled_for(self.world, person)
        claims.submit_claim(self.office, number, on=TODAY)
        claims.settle_fact(self.system, number, "in_catalogue", "yes", on=TODAY)
        claims.pass_claim(self.system, number, on=TODAY)
        if self.draw.random() < 0.2:
            claims.withdraw_claim(self.office, number, on=TODAY)
        else:
            claims.pass_claim(self.system, number, on=TODAY)
        return True

    def collect(self) -> bool:
        kind = self.draw.choice(list(funds.PayeeKind))
        waiting = claims.waiting_for_payment(self.finance, self.region, kind)
        count, amount = waiting.count, waiting.amount
        claims.collect(self.finance, self.region, kind, announced_count=count, announced=amount, on=TODAY)
        return True

    def bring_on(self) -> bool:
        batch = self.one(Batch.objects.filter(state__in=["draft", "checked", "held"]))
        if batch is None:
            return False
        if batch.state == "draft":
            funds.check_batch(self.office, batch.public_id)
        elif batch.state == "checked":
            funds.hold_batch(self.finance, batch.public_id, on=TODAY)
        else:
            name, account = "清岚县财政局", "990123888800001"
            funds.send_batch(self.finance, batch.public_id, payer_name=name, payer_account=account)
        return True

    def statement(self) -> bool:
        """The bank tells of some payments: paid, not paid, sent back later; of others it says nothing yet."""
        lines: list[funds.BankLine] = []
        for payment in Payment.objects.filter(state__in=["sent", "paid"]).order_by("pk"):
            luck = self.draw.random()
            results = {"sent": [(0.6, BankResult.PAID), (0.8, BankResult.FAILED)], "paid": [(0.1, BankResult.BACK)]}
            result = next((each for most, each in results[payment.state] if luck < most), None)
            if result is not None:
                self.papers += 1
                fen, account = payment.amount.fen, payment.bank_account or ""
                lines.append(
                    funds.BankLine(len(lines) + 2, f"B{self.papers}", payment.number, TODAY, fen, result, account, "")
                )
        if not lines:
            return False
        self.papers += 1
        said = funds.StatementDraft("回单.csv", f"{self.papers:064x}", lines)
        funds.read_statement(self.finance, self.region, said)
        for line in lines:
            self.done[f"bank: {line.result.value}"] += 1
        return True

    def cancel_batch(self) -> bool:
        batch = self.one(Batch.objects.filter(state__in=["draft", "checked", "held"]))
        if batch is None:
            return False
        funds.cancel_batch(self.finance, batch.public_id, reason="账号待核实", on=TODAY)
        return True

    def claw_back(self) -> bool:
        """Asked back in two parts, decided by another."""
        claim = self.one(Claim.objects.filter(state="paid"))
        if claim is None:
            return False
        half = claim.amount_fen // 2
        plan = [funds.Due(TODAY, half), funds.Due(TODAY + timedelta(days=30), claim.amount_fen - half)]
        draft = funds.ClawbackDraft(claim.holding, Money(claim.amount_fen), "退货", plan)
        funds.decide_clawback(self.office, funds.propose_clawback(self.finance, draft, on=TODAY))
        return True

    def receive(self) -> bool:
        case = self.one(Clawback.objects.filter(state="open"))
        if case is None:
            return False
        owed = case.amount.fen - case.received.fen
        fen = owed if self.draw.random() < 0.7 else max(1, owed // 2)
        self.papers += 1
        upload = funds.Upload(f"slip {self.papers}".encode(), "slip.txt")
        funds.enter_receipt(self.finance, case.public_id, Money(fen), TODAY, upload=upload)
        return True

    def merge(self) -> bool:
        left = [each for each in range(len(self.world.till.people)) if each not in self.merged]
        if len(left) < 4:
            return False
        keep, gone = self.draw.sample(left, 2)
        self.world.merge(keep=keep, gone=gone)
        self.merged.add(gone)
        return True


def filled_for(world: BothWorld, person: int) -> str:
    """A car's claim entered at the counter, not handed in."""
    office, numbers = world.till.lin, numbers_of(next(NUMBERS))
    number = open_claim_for(office, COUNTY, world.till.people[person], world.scheme, on=TODAY)
    claims.save_claim(office, number, SAID, numbers, on=TODAY)
    claims.add_document(office, number, "new_car", invoice(numbers, resident_id(person)), "发票.xml")
    claims.add_document(office, number, "identity", b"%PDF-1.4 identity", "身份证.pdf")
    return number


def fen(*states: ClaimState, **where: Any) -> int:
    rows = Claim.objects.filter(state__in=[state.value for state in states], holding__isnull=False, **where)
    return rows.aggregate(fen=Sum("amount_fen"))["fen"] or 0


def paid_by_batches(*states: str) -> int:
    return sum(row.amount.fen for row in Payment.objects.filter(state__in=states))


def require_agreement(world: BothWorld) -> None:
    """Ledger = claims for each budget, claims = batches, vouchers = claims, nobody has more than the rules give."""
    for budget, family in (
        (world.till.budget, "appliances"),
        (world.till.limit, "appliances"),
        (world.cars, "cars_scrap"),
    ):
        there, recovered = balance_in_fen(budget), recovered_of(family)
        assert there["reserved"] == fen(*RESERVED, family=family)
        assert there["committed"] + there["held"] == fen(*ON_THE_WAY, family=family)
        assert there["paid"] == fen(*PAID, family=family) - recovered
        assert there["available"] >= 0
    assert paid_by_batches("paid") == fen(*PAID)
    assert paid_by_batches("waiting", "held", "sent") == fen(ClaimState.IN_PAYMENT)
    used = set(Voucher.objects.filter(state="used").values_list("claim_id", flat=True))
    stands = [state.value for state in (ClaimState.CAPTURED, ClaimState.IN_PAYMENT, *PAID)]
    assert used == set(Claim.objects.filter(channel=Channel.TILL.value, state__in=stands).values_list("pk", flat=True))
    for person in persons_of(world.till.people).values():
        for had in Counter(each.family for each in person.earlier).values():
            assert had <= len(person.party_ids)  # each one once, before they were found to be one


def recovered_of(family: str) -> int:
    holdings = Claim.objects.filter(family=family, holding__isnull=False).values_list("holding", flat=True)
    return sum(row.received.fen for row in Clawback.objects.filter(holding__in=list(holdings)))


def test_ledger_batches_and_claims_agree_whatever_happens(
    course_world: BothWorld, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    course = Course(course_world, random.Random(SEED))  # noqa: S311 - a course that can be run again
    for _ in range(STEPS):
        course.step()
        require_agreement(course_world)
    assert not journal_faults()
    told = {f"bank: {each.value}" for each in (BankResult.PAID, BankResult.FAILED, BankResult.BACK)}
    assert {*course.deeds, *told} <= set(course.done), course.done
