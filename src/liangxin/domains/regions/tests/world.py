"""The small world that the tests of all packages share: two invented counties of one city, and five people.

li is a clerk of the county's commerce bureau, wang the city's reviewer, zhao the county's finance, chen its auditor;
sun runs the office of the neighbour county and must see nothing of ours. lin runs our office, guan administers.
Take the fixture with `from liangxin.domains.regions.tests.world import world` and ask for `world: World`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account

PROVINCE, CITY, COUNTY, NEIGHBOUR = "990000", "990100", "990123", "990124"
SINCE = date(2024, 1, 1)
PEOPLE = {  # username: (name, region, unit, preset role)
    "li": ("李青禾", COUNTY, "清岚县商务局", "clerk"),
    "lin": ("林秋", COUNTY, "清岚县发展和改革局", "office"),
    "guan": ("管维", COUNTY, "清岚县发展和改革局", "administrator"),
    "wang": ("王知远", CITY, "望川市发展和改革委员会", "reviewer"),
    "zhao": ("赵守衡", COUNTY, "清岚县财政局", "finance"),
    "chen": ("陈鉴", COUNTY, "清岚县审计局", "auditor"),
    "sun": ("孙北望", NEIGHBOUR, "北屏县发展和改革局", "office"),
}
DIVISIONS = (
    (PROVINCE, "云泽省", ""),
    (CITY, "望川市", PROVINCE),
    (COUNTY, "清岚县", CITY),
    (NEIGHBOUR, "北屏县", CITY),
)


@dataclass
class World:
    """Accounts by user name, units by name; the actor of each person is made anew when asked for."""

    accounts: dict[str, Account]
    units: dict[str, regions.UnitCard]
    system: Actor

    def actor(self, username: str) -> Actor:
        return actor_of(self.accounts[username])

    @cached_property
    def stranger(self) -> Actor:
        """Somebody with an account and no standing anywhere."""
        return actor_of(account("stranger", name="路人"))

    def region(self, code: str) -> regions.RegionCard:
        return regions.region_cards([code])[code]

    def role(self, code: str) -> regions.RoleCard:
        return next(role for role in regions.roles_seen(self.system) if role.code == code and role.is_preset)


def build_world() -> World:
    """Enter the small world through the door of regions."""
    system = Actor.system("小世界")
    regions.load_roles(system)
    for code, name, parent in DIVISIONS:
        regions.add_division(system, code, name, parent)
    units = {unit: regions.create_unit(system, code, unit) for _, code, unit, _ in _one_of_each_unit()}
    roles = {role.code: role for role in regions.roles_seen(system)}
    accounts = {}
    for username, (name, _, unit, role) in PEOPLE.items():
        accounts[username] = account(username, name=name, password="correct-horse-battery")
        regions.appoint_member(system, username, units[unit].public_id, roles[role].public_id, starts_on=SINCE)
    return World(accounts, units, system)


def _one_of_each_unit() -> list[tuple[str, str, str, str]]:
    return list({person[2]: person for person in PEOPLE.values()}.values())


world = kept("world", build_world)
