"""What every start makes sure of, and what the first one brings: tables, shared lists, a demo county or one office."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.db import connection, transaction
from django.utils import timezone

from liangxin.domains.claims import api as claims
from liangxin.domains.funds import api as funds
from liangxin.domains.indicators import api as indicators
from liangxin.domains.parties import api as parties
from liangxin.domains.plans import api as plans
from liangxin.domains.progress import api as progress
from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.domains.schemes import api as schemes
from liangxin.domains.standards import api as standards
from liangxin.faces.workbench import tables
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.jobs.api import enqueue
from liangxin.kernel.refusal import Refusal, RefusalKind

LOCK: Final = 0x11A79  # one process of an installation changes the tables at a time
DEMO_PASSWORD: Final = "Qinglan-2024"  # noqa: S105 - shown to everybody who starts the demo county
DEMO_REGIONS: Final = ("990123", "990123-Z01", "990100", "990124")
DEMO_PUBLISHERS: Final = ("linqiu", "luhe", "hanmo", "wang")  # of the county and of its city, two each
DEMO_FINANCE: Final = "zhao"
DEMO_REVIEWERS: Final = ("li", "luhe", "shenyan")  # of claims: the clerk first, the leader last
ADMINISTRATOR: Final = "admin"


class RegionNeeded(Refusal):
    code, kind = "first_start.region_needed", RefusalKind.INVALID
    sentence = "首次启动不建演示县时，要说明在哪个地区使用%(given)s。"
    remedy = "请用 --region 给出六位区划代码，例如 --region 370283。"


@dataclass(frozen=True, slots=True)
class Person:
    """An account that the start tells of; `password` is empty where it is not known any more."""

    username: str
    password: str
    name: str
    standing: str


def bring_tables() -> None:
    """Bring the tables up to date. Safe to run at every start and by two processes at once."""
    with _alone():
        tables.bring_tables()


def bring_data(*, demo: bool, region: str = "") -> list[Person]:
    """Bring the shared lists up to date; at the first start also the demo county or the office of one region.

    Safe to run at every start and by two processes at once. Raises RegionNeeded.
    """
    with _alone():
        return _fill(demo=demo, region=region)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@transaction.atomic
def _fill(*, demo: bool, region: str) -> list[Person]:
    system = Actor.system("启动")
    regions.load_divisions(system)
    regions.load_roles(system)
    indicators.load_catalogue(system)
    standards.load_catalogue(system)
    registers.load_presets(system)
    funds.load_shares(system)
    if Account.objects.exists():
        return _demo_people(system)
    if demo:
        regions.load_demo(system, DEMO_PASSWORD, on=timezone.localdate())
        people = _actors(DEMO_PUBLISHERS)
        plans.load_demo(*people)
        parties.load_demo(people[0], DEMO_REGIONS[0], on=timezone.localdate())
        progress.load_demo(people[0], people[1])
        funds.load_demo(people[0], actor_of(Account.objects.get(username=DEMO_FINANCE)))
        schemes.load_demo_schemes(*people)
        schemes.load_market_demo(people[0], people[1], on=timezone.localdate())
        finance = actor_of(Account.objects.get(username=DEMO_FINANCE))
        claims.load_demo_drives(people[0], finance, DEMO_REGIONS[0], DEMO_PASSWORD)
        claims.load_demo_till(people[0], finance, DEMO_REGIONS[0], DEMO_PASSWORD)
        first, second, final, citizen = _actors((*DEMO_REVIEWERS, claims.DEMO_CITIZEN))
        claims.load_after_demo(people[0], (first, second, final), citizen, on=timezone.localdate())
        enqueue("workbench.bring_demo_city", system)
        return _demo_people(system)
    return [_open_office(system, region)]


def _actors(names: Sequence[str]) -> list[Actor]:
    return [actor_of(Account.objects.get(username=name)) for name in names]


def _demo_people(system: Actor) -> list[Person]:
    """The accounts of the demo county, where this installation has one."""
    if DEMO_REGIONS[0] not in regions.region_cards(DEMO_REGIONS):
        return []
    today = timezone.localdate()
    staff = [
        Person(member.username, DEMO_PASSWORD, member.person, f"{member.unit_name} {member.role_name}")
        for code in DEMO_REGIONS
        for member in regions.members_of(system, code, today)
    ]
    citizens = Account.objects.filter(username=claims.DEMO_CITIZEN)
    shops = Account.objects.filter(username=claims.DEMO_SHOP)
    return [
        *staff,
        *(Person(each.username, DEMO_PASSWORD, each.name, "居民，从 /my/ 进入") for each in citizens),
        *(Person(each.username, DEMO_PASSWORD, each.name, "商户，登录后到 /shop/") for each in shops),
    ]


def _open_office(system: Actor, region: str) -> Person:
    """An office with one administrator, who must change the password at the first sign-in."""
    if region not in regions.region_cards([region]):
        raise RegionNeeded(given=f"（没有代码 {region}）" if region else "")
    password = secrets.token_urlsafe(12)
    account = Account(username=ADMINISTRATOR, name="系统管理员", must_change_password=True)
    validate_password(password, account)
    account.set_password(password)
    account.save()
    unit = regions.create_unit(system, region, "两新工作专班办公室")
    role = next(role for role in regions.roles_seen(system) if role.code == "administrator" and role.is_preset)
    office = next(role for role in regions.roles_seen(system) if role.code == "office" and role.is_preset)
    for each in (role, office):
        regions.appoint_member(system, ADMINISTRATOR, unit.public_id, each.public_id, starts_on=timezone.localdate())
    return Person(ADMINISTRATOR, password, account.name, f"{unit.name} {role.name}")
