"""The small world of rounds with the city above: its plan, its office han, its June round that asks both counties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from liangxin.domains.plans.tests.documents import publish_plan
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.refresh import refresh_region
from liangxin.domains.progress.models import Return, ReturnField
from liangxin.domains.progress.terms import FieldName, LineKind, RoundKind
from liangxin.domains.progress.tests.rounds_world import COMMERCE, JUNE, RoundsWorld, draft_of
from liangxin.domains.progress.tests.world import ON, ProgressWorld, build_progress, measured, with_test_measure
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR, SINCE
from liangxin.foundation.accounts.api import Actor, actor_of
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.kernel.period import Period

__all__ = ["measured"]
CITY_PLAN = """望川市推动消费品以旧换新工作方案

望川市人民政府
2024年3月1日

一、总体目标
到2027年，新能源汽车保有量达到12万辆。

二、重点任务
（一）组织家电换新。每年举办促销活动不少于20场。（牵头单位：市发展和改革委员会）
"""


@dataclass
class UpwardWorld:
    """Short ways to what the county owes the city, and to the county's own round."""

    lights: ProgressWorld
    city_round: UUID

    def actor(self, username: str) -> Actor:
        if username == "stranger":
            return self.lights.people.stranger
        return actor_of(self.lights.people.accounts[username])

    def owed(self, region: str = COUNTY, round_id: UUID | None = None) -> Return:
        rows = Return.objects.select_related("round", "below")
        return rows.get(below__code=region, round__public_id=round_id or self.city_round)

    def field(self, name: FieldName, words: str, region: str = COUNTY) -> ReturnField:
        rows = ReturnField.objects.select_related("line").filter(line__answer=self.owed(region), name=name.value)
        return rows.filter(line__title__contains=words).order_by("line__place").first() or pytest.fail(words)

    def open_own(self, period: Period = JUNE, **changed: Any) -> RoundsWorld:
        """The county's own round of the commerce bureau."""
        units = (self.lights.people.units[COMMERCE].public_id,)
        draft = draft_of(self.lights, period, **{"unit_ids": units} | changed)
        return RoundsWorld(self.lights, progress.open_round(self.actor("lin"), COUNTY, draft))

    def fill(self, who: str, region: str = COUNTY) -> None:
        """Everything in what the county owes that is not there yet."""
        answer = self.owed(region)
        for row in ReturnField.objects.filter(line__answer=answer).select_related("line").order_by("pk"):
            name = FieldName.of(row.name)
            row.refresh_from_db()
            if row.value and not row.is_prefilled:
                continue
            if name.is_number and row.line.kind == LineKind.TARGET:
                continue
            value = "under_way" if name is FieldName.STATE else "正在推进。"
            progress.save_field(self.actor(who), row.public_id, value, row.version)
        for row in ReturnField.objects.filter(line__answer=answer).exclude(doubts=[]):
            progress.assure_field(self.actor(who), row.public_id, "核对过", row.version)


def build_upward() -> UpwardWorld:
    lights = build_progress()
    people = lights.people
    people.accounts["han"] = account("han", name="韩墨", password="correct-horse-battery")
    unit = people.units["望川市发展和改革委员会"]
    regions.appoint_member(people.system, "han", unit.public_id, people.role("office").public_id, starts_on=SINCE)
    publish_plan(actor_of(people.accounts["han"]), people.actor("wang"), CITY_PLAN, region=CITY)
    drain_jobs()
    refresh_region(people.region(CITY).id, ON)
    made = UpwardWorld(lights, UUID(int=0))
    made.city_round = open_city(made)
    return made


def open_city(made: UpwardWorld, period: Period = JUNE, **changed: Any) -> UUID:
    told: dict[str, Any] = {
        "kind": RoundKind.MONTHLY,
        "title": f"全市{period}调度",
        "unit_ids": (made.lights.people.units["望川市发展和改革委员会"].public_id,),
        "working_days": 8,
        "region_codes": (COUNTY, NEIGHBOUR),
    }
    return progress.open_round(made.actor("han"), CITY, progress.RoundDraft(period=period, **told | changed))


upward = kept("upward", with_test_measure(build_upward), "measured")
