"""The small world of both channels: a till, a scheme for cars, citizens who may use either, one limit over both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.apps import apps
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.models import Citizen
from liangxin.domains.claims.terms import MarkKind
from liangxin.domains.claims.tests.after_world import CARS, SAID, TODAY, YEAR, invoice
from liangxin.domains.claims.tests.till_world import HERE, RULES, OpenMoney, TillWorld, build_till, plain, resident_id
from liangxin.domains.funds import api as funds
from liangxin.domains.funds.terms import AccountKind, SourceKind
from liangxin.domains.parties import api as parties
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.tests.market_world import MarketWorld
from liangxin.domains.schemes.tests.scheme_world import drafted, put_in_force
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account
from liangxin.kernel.money import Money

CITIZENS = 3
CAR_FEN = 1_200_000
SHARED = RULES.replace(
    "id: per_category, title: 每人每类1件, kind: count, most: 1, per: [申请人, 品类], within: 2025年,",
    "id: shared, title: 与汽车合计1次, kind: count, most: 1, per: [申请人], shared_with: [cars_scrap],",
)
CARS_SHARED = CARS.replace("    within: 年内\n", "    shared_with: [appliances]\n")
NUMBERS = count(10)
_VIN_VALUES = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", (*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


@dataclass
class BothWorld:
    """The till's world; `scheme` is that of cars, `cars` its budget; the first people of the till have accounts."""

    till: TillWorld
    scheme: str
    cars: int
    accounts: tuple[Account, ...]

    def citizen(self, person: int) -> Actor:
        return actor_of(self.accounts[person])

    def public_id(self, person: int) -> str:
        party = self.till.people[person]
        return str(parties.party_cards(self.till.market.people.system, [party])[party].public_id)

    def merge(self, keep: int, gone: int) -> str:
        """The office finds that two people are one; the public id of the merging."""
        ids = self.public_id(keep), self.public_id(gone)
        return str(parties.merge_parties(self.till.lin, *ids, (), reason="核对证件，是同一人", on=TODAY))


def build_both(
    *, shared: bool = True, persons: int = 6, sales: int = 40, cars: int = 20, money: OpenMoney = plain
) -> BothWorld:
    """Built through the doors."""
    till = build_till(persons=persons, sales=sales, rules=SHARED if shared else RULES, money=money)
    people, region = till.market.people, till.market.region_id
    put_in_force(people, drafted(people, till.lin, COUNTY, HERE, CARS_SHARED if shared else CARS), till.lin)
    car_money = money(till.market, "汽车补贴", cars * CAR_FEN, "cars_scrap")
    accounts = []
    for person in range(CITIZENS):
        row = account(f"both{person}", name=f"虚构{person}")
        Citizen.objects.create(
            account=row, party_id=till.people[person], region_id=region, verified_by="local", created_at=timezone.now()
        )
        accounts.append(row)
    found = next(card for card in schemes.schemes_in_force(region, TODAY) if card.family == "cars_scrap")
    return BothWorld(till, str(found.public_id), car_money, tuple(accounts))


def funded(market: MarketWorld, name: str, fen: int, scheme: str) -> int:
    """A budget with money of a source behind it, by the real deeds: from it one can pay."""
    lin, zhao, first = market.people.actor("lin"), market.people.actor("zhao"), date(YEAR, 1, 1)
    kind = SourceKind.COUNTY if scheme == "appliances" else SourceKind.PROVINCE  # one of a kind a year
    source = funds.open_source(zhao, COUNTY, kind, YEAR)
    entered = funds.enter_allotment(zhao, source, funds.AllotmentDraft(f"清财建〔虚构〕{name}", first, Money(fen)))
    funds.confirm_allotment(lin, entered, on=first)
    share = funds.set_share(zhao, COUNTY, f"{name}分担", {kind: 10_000})
    draft = funds.BudgetDraft(
        name, AccountKind.BUDGET, Money(fen), first, date(YEAR, 12, 31), share=str(share), scheme=scheme, reason="年初"
    )
    grant = apps.get_model("funds.Grant").objects.get(budget__public_id=funds.propose_budget(lin, COUNTY, draft))
    funds.approve_grant(zhao, grant.public_id, on=first)
    return int(grant.budget_id)


def numbers_of(place: int) -> dict[MarkKind, str]:
    """Numbers of one car's claim, well formed and its own."""
    return {
        MarkKind.OLD_VIN: _vin(f"L0099A210D1{place:06d}"),
        MarkKind.NEW_VIN: _vin(f"L0099A210T1{place:06d}"),
        MarkKind.INVOICE: f"{YEAR % 100}99{place:016d}",
        MarkKind.CERTIFICATE: f"HS{place:06d}",
    }


def _vin(body: str) -> str:
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(body, _VIN_WEIGHTS, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def filled(world: BothWorld, person: int) -> str:
    """A claim for a car of a citizen, filled in with its invoice and not handed in."""
    actor, numbers = world.citizen(person), numbers_of(next(NUMBERS))
    number = claims.open_claim(actor, world.scheme, on=TODAY)
    claims.save_claim(actor, number, SAID, numbers, on=TODAY)
    claims.add_document(actor, number, "new_car", invoice(numbers, resident_id(person)), "发票.xml")
    return number


both = kept("both", build_both)
