"""The small world of after-sale claims: cars of our county, its money, citizens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.actions import after_reading
from liangxin.domains.claims.actions.after_demo_papers import certificate
from liangxin.domains.claims.models import Citizen
from liangxin.domains.claims.terms import MarkKind
from liangxin.domains.funds import api as funds
from liangxin.domains.funds.terms import AccountKind, SourceKind
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, SINCE, World, build_world
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.tests.scheme_world import HERE, drafted, put_in_force
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account
from liangxin.kernel.money import Money

TODAY = timezone.localdate()
YEAR = TODAY.year
CARS = f"""rulebook: cars_scrap
version: "{YEAR}"
title: 汽车报废更新（虚构）
level: national
authority:
  notice: {{name: 虚构通知, basis: confirmed}}
in_force:
  by: invoiced_on
  periods: [{{from: {YEAR}-01-01, to: {YEAR}-12-31}}]
  cite: {{doc: notice, clause: 一, basis: confirmed}}
facts:
  invoiced_on: {{label: 发票日期, type: date, ask: 发票是哪天开的？}}
  applied_on: {{label: 申请日期, type: date}}
  price: {{label: 价税合计, type: money, ask: 价税合计是多少元？}}
  in_catalogue: {{label: 在目录内, type: yes_no, asked_of: office}}
conditions:
  - id: catalogue
    title: 在目录内
    need: {{fact: in_catalogue, is: yes}}
    cite: {{doc: notice, clause: 二, basis: confirmed}}
limits:
  - id: one
    title: 每人一次
    kind: count
    most: 1
    unit: 次
    per: [申请人]
    within: 年内
    cite: {{doc: notice, clause: 四, basis: confirmed}}
benefit:
  parts:
    - id: car
      title: 购新补贴
      lines:
        - id: share
          title: 按价格
          pay: {{rate: 12%, of: price, round: up_yuan, cap: 20000元}}
          cite: {{doc: notice, clause: 三, basis: confirmed}}
evidence:
  - {{id: identity, name: 身份证明, cite: {{doc: notice, clause: 五, basis: confirmed}}}}
  - {{id: new_car, name: 新车发票, cite: {{doc: notice, clause: 五, basis: confirmed}}}}
"""
NUMBERS = {
    MarkKind.OLD_VIN: "L0099A215D1000002",
    MarkKind.NEW_VIN: "L0099A215T1000001",
    MarkKind.INVOICE: f"{YEAR % 100}990000000000000001",
    MarkKind.CERTIFICATE: "HS000001",
}
OTHERS = {
    MarkKind.OLD_VIN: "L0099A217D1000003",
    MarkKind.NEW_VIN: "L0099A210T1000004",
    MarkKind.INVOICE: f"{YEAR % 100}990000000000000002",
    MarkKind.CERTIFICATE: "HS000002",
}
INVOICED = f"{YEAR}-01-05"
SAID = {"invoiced_on": INVOICED, "price": "100000"}
ID_NUMBERS = ("990123197703201011", "990123198308021031")


@dataclass
class AfterWorld:
    """People of the small world, two citizens with their parties, the scheme, who decides last, the budget's id."""

    people: World
    scheme: str
    citizens: tuple[Account, Account]
    parties: tuple[int, ...]
    leader: Account
    second: Account
    budget: int

    def actor(self, username: str) -> Actor:
        return self.people.actor(username)

    @property
    def ours(self) -> Actor:
        return actor_of(self.citizens[0])

    @property
    def other(self) -> Actor:
        return actor_of(self.citizens[1])

    @property
    def final(self) -> Actor:
        return actor_of(self.leader)


def build_after() -> AfterWorld:
    """Built through the doors."""
    people = build_world()
    lin, zhao = people.actor("lin"), people.actor("zhao")
    put_in_force(people, drafted(people, lin, COUNTY, HERE, CARS), lin)
    region = people.region(COUNTY)
    facts = [parties.PersonFacts(f"虚构{place}", number) for place, number in enumerate(ID_NUMBERS)]
    made = parties.take_in(people.system, region.id, facts, source="虚构名单")
    accounts = []
    for place, pk in enumerate(made.ids):
        person = account(f"citizen{place}", name=f"虚构{place}")
        Citizen.objects.create(
            account=person, party_id=pk, region_id=region.id, verified_by="local", created_at=timezone.now()
        )
        accounts.append(person)
    cards = schemes.schemes_in_force(region.id, TODAY)
    return AfterWorld(
        people=people,
        scheme=str(cards[0].public_id),
        citizens=(accounts[0], accounts[1]),
        parties=made.ids,
        leader=_member(people, "leader", "清岚县发展和改革局"),
        second=_member(people, "reviewer", "清岚县发展和改革局"),
        budget=_money(lin, zhao),
    )


def _member(people: World, role: str, unit: str) -> Account:
    person = account(f"{role}-after", name=f"{role}某")
    regions.appoint_member(
        people.system, person.username, people.units[unit].public_id, people.role(role).public_id, starts_on=SINCE
    )
    return person


def _money(lin: Actor, zhao: Actor) -> int:
    parts = {SourceKind.COUNTY: 10000}
    source = funds.open_source(zhao, COUNTY, SourceKind.COUNTY, YEAR)
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    entered = funds.enter_allotment(zhao, source, funds.AllotmentDraft("清财建〔虚构〕1号", first, Money.from_wan(5)))
    funds.confirm_allotment(lin, entered, on=first)
    share = funds.set_share(zhao, COUNTY, "县本级", parts)
    draft = funds.BudgetDraft(
        "汽车", AccountKind.BUDGET, Money.from_wan(3), first, last, share=str(share), scheme="cars_scrap", reason="年初"
    )
    budget = funds.propose_budget(lin, COUNTY, draft)
    grant = apps.get_model("funds.Grant").objects.get(budget__public_id=budget)
    funds.approve_grant(zhao, grant.public_id, on=first)
    return int(grant.budget_id)


def filled(world: AfterWorld, actor: Actor | None = None, numbers: Mapping[MarkKind, str] = NUMBERS) -> str:
    """A claim filled in with its document, not handed in."""
    actor = actor or world.ours
    number = claims.open_claim(actor, world.scheme, on=TODAY)
    claims.save_claim(actor, number, SAID, numbers, on=TODAY)
    claims.add_document(actor, number, "new_car", invoice(numbers, ID_NUMBERS[actor == world.other]), "发票.xml")
    owned = certificate(numbers, "虚构", TODAY)
    claims.add_document(actor, number, "new_car", owned, "回收证明.pdf")
    return number


def submitted(world: AfterWorld, actor: Actor | None = None, numbers: Mapping[MarkKind, str] = NUMBERS) -> str:
    """A claim handed in, read, with what the office knows: it waits for the first review."""
    actor = actor or world.ours
    number = filled(world, actor, numbers)
    claims.submit_claim(actor, number, on=TODAY)
    claims.settle_fact(world.people.system, number, "in_catalogue", "yes", on=TODAY)
    return number


def invoice(numbers: Mapping[MarkKind, str], buyer: str, fen: int = 10_000_000) -> bytes:
    """A little data file of an invoice."""
    fields = {
        "InvoiceNumber": numbers[MarkKind.INVOICE],
        "IssueTime": INVOICED,
        "BuyerIdNum": buyer,
        "TotalTax-includedAmount": f"{fen / 100:.2f}",
        "VehicleIdentificationNumber": numbers[MarkKind.NEW_VIN],
    }
    lines = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f'<?xml version="1.0" encoding="utf-8"?><EInvoice>{lines}</EInvoice>'.encode()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of tests are our own: they are read without a process apart."""
    monkeypatch.setattr(after_reading, "read", after_reading.read_own)


after = kept("after", build_after, "reader")
