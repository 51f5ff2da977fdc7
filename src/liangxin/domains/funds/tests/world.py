"""The small world of funds: on top of that of regions, our county's sources, a shared budget, two limits over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from liangxin.domains.funds.actions.budgets import BudgetDraft, approve_grant, propose_budget
from liangxin.domains.funds.actions.sources import (
    AllotmentDraft,
    confirm_allotment,
    enter_allotment,
    open_source,
    set_share,
)
from liangxin.domains.funds.models import Budget, Grant, Source
from liangxin.domains.funds.rules.takings import Subject, Taking
from liangxin.domains.funds.terms import AccountKind, SourceKind
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.kernel.money import Money

DAY = date(2025, 3, 3)  # a Monday
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
PARTS = {SourceKind.TREASURY_BOND: 9000, SourceKind.PROVINCE: 500, SourceKind.COUNTY: 500}
ALLOTTED = {
    SourceKind.TREASURY_BOND: Money.from_wan(90),
    SourceKind.PROVINCE: Money.from_wan(5),
    SourceKind.COUNTY: Money.from_wan(5),
}


@dataclass
class FundsWorld:
    """People of the small world; ids of the county's budget and limits, public ids of its sources and share."""

    people: World
    sources: dict[SourceKind, UUID]
    share: UUID
    budget: Budget
    fridges: Budget
    online: Budget

    @property
    def ids(self) -> tuple[int, ...]:
        return (self.budget.pk, self.fridges.pk, self.online.pk)


def build_funds(people: World | None = None) -> FundsWorld:
    people = people or build_world()
    zhao, lin = people.actor("zhao"), people.actor("lin")
    sources = {}
    for kind, amount in ALLOTTED.items():
        sources[kind] = open_source(zhao, COUNTY, kind, 2025)
        draft = AllotmentDraft(f"清财建〔2025〕{len(sources)}号", YEAR[0], amount)
        confirm_allotment(lin, enter_allotment(zhao, sources[kind], draft), on=YEAR[0])
    share = set_share(zhao, COUNTY, "以旧换新分担", PARTS)
    world = FundsWorld(people, sources, share, *(_NONE,) * 3)
    world.budget = granted(world, "家电补贴", Money.from_wan(80), AccountKind.BUDGET, scheme="appliances")
    world.fridges = granted(world, "冰箱额度", Money.from_wan(20), AccountKind.LIMIT, category="冰箱")
    world.online = granted(world, "线上额度", Money.from_wan(30), AccountKind.LIMIT, channel="线上")
    return world


def granted(world: FundsWorld, name: str, amount: Money, kind: AccountKind, **scope: str) -> Budget:
    """A budget proposed by the office and approved by finance."""
    share = world.share if kind.is_money else None
    draft = replace(BudgetDraft(name, kind, amount, *YEAR, share=share), **scope)  # type: ignore[arg-type]  # its words
    public_id = propose_budget(world.people.actor("lin"), COUNTY, draft)
    grant = Grant.objects.get(budget__public_id=public_id)
    approve_grant(world.people.actor("zhao"), grant.public_id, on=YEAR[0])
    return Budget.objects.select_related("account").get(public_id=public_id)


def taking(world: FundsWorld, key: str, yuan: int, budgets: tuple[int, ...] | None = None) -> Taking:
    subject = Subject("claims.claim", f"SL-{key}", f"申领{key}")
    return Taking(key, world.ids if budgets is None else budgets, yuan * 100, subject)


def balance(budget: Budget) -> dict[str, int]:
    """What stands where in a budget, in yuan, without what is empty."""
    account = type(budget.account).objects.get(pk=budget.pk)
    places = ("granted", "available", "reserved", "committed", "held", "paid", "recovered", "returned")
    return {place: getattr(account, place).fen // 100 for place in places if getattr(account, place)}


def source_balance(world: FundsWorld, kind: SourceKind) -> dict[str, int]:
    """What stands where in a source, in fen, without what is empty."""
    account = Source.objects.select_related("account").get(public_id=world.sources[kind]).account
    places = ("granted", "available", "committed", "paid", "returned")
    return {place: getattr(account, place).fen for place in places if getattr(account, place)}


_NONE = Budget()
funds = kept("funds", build_funds)
