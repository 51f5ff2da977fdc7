"""The small world of schemes: our county's bicycles in force, a draft of our city's, the neighbour's own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, World, build_world
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.access.scheme import get_version
from liangxin.domains.schemes.queries.scheme import content_of
from liangxin.domains.schemes.rules.scheme_content import check_content
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests.kept import kept

# One line is from memory, one parameter has a ceiling: what a place must settle before it is put in force.
BIKES = """rulebook: bikes
version: "2025"
title: 电动自行车以旧换新（虚构）
level: national
authority:
  notice: {name: 虚构通知, basis: confirmed}
in_force:
  by: bought_on
  periods: [{from: 2025-01-01, to: 2099-12-31}]
  cite: {doc: notice, clause: 一, basis: confirmed}
facts:
  bought_on: {label: 购买日期, type: date}
  price: {label: 购车价格, type: money}
  handed_in: {label: 交回旧车, type: yes_no}
parameters:
  most: {label: 每辆最高补贴, type: money, ceiling: 600元, cite: {doc: notice, clause: 三, basis: confirmed}}
conditions:
  - {id: old_bike, title: 交回旧车, need: {fact: handed_in, is: yes}, cite: {doc: notice, clause: 二, basis: memory}}
benefit:
  parts:
    - id: bike
      title: 购车补贴
      lines:
        - id: share
          title: 按价格
          pay: {rate: 15%, of: price, round: half_up_fen, cap: {parameter: most}}
          cite: {doc: notice, clause: 三, basis: confirmed}
"""
HERE, ABOVE, THEIRS = "清岚县商务局", "望川市发展和改革委员会", "北屏县发展和改革局"
PAPER = schemes.LocalDocument("清商发〔2025〕7号", "第二条")


@dataclass
class SchemesWorld:
    """`in_force` is ours and approved; `draft` is ours of another family; `submitted` is the city's and settled."""

    people: World
    in_force: UUID
    draft: UUID
    submitted: UUID
    theirs: UUID

    def actor(self, username: str) -> Actor:
        return self.people.actor(username)


def of_family(family: str, text: str = BIKES) -> str:
    """The bicycles under another name."""
    return text.replace("rulebook: bikes", f"rulebook: {family}")


def drafted(people: World, actor: Actor, region: str, unit: str, text: str = BIKES) -> UUID:
    """A draft of a text."""
    return schemes.draft_scheme(actor, schemes.SchemeDraft(region, people.units[unit].public_id, text=text))


def settle(actor: Actor, version: UUID, most: str = "500元") -> None:
    """Fill in and confirm all that is open."""
    row = get_version(actor, version)
    own = "most:" in row.text
    schemes.set_scheme_terms(actor, version, {"most": most} if own else {}, held_from=None)
    lines = [one.line_id for one in check_content(content_of(row)).lines]
    if lines:
        schemes.confirm_scheme_lines(actor, version, lines, PAPER)


def put_in_force(people: World, version: UUID, drafter: Actor) -> None:
    """Settled, handed in and approved by the city's reviewer."""
    settle(drafter, version)
    schemes.submit_scheme(drafter, version)
    schemes.approve_scheme(people.actor("wang"), version)


def build_schemes(people: World) -> SchemesWorld:
    """Built through the door, by people: the system cannot approve."""
    lin, system = people.actor("lin"), people.system
    in_force = drafted(people, lin, COUNTY, HERE)
    put_in_force(people, in_force, lin)
    submitted = drafted(people, system, CITY, ABOVE, of_family("scooters"))
    settle(system, submitted)
    schemes.submit_scheme(system, submitted)
    return SchemesWorld(
        people=people,
        in_force=in_force,
        draft=drafted(people, lin, COUNTY, HERE, of_family("tricycles")),
        submitted=submitted,
        theirs=drafted(people, people.actor("sun"), NEIGHBOUR, THEIRS),
    )


policies = kept("policies", lambda: build_schemes(build_world()))
