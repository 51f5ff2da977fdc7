"""A small plan for the tests of this package and of those above it, and a way to have it read."""

from __future__ import annotations

from uuid import UUID

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, IndicatorKind, RollUp
from liangxin.domains.plans import api as plans
from liangxin.domains.plans.terms import FindingKind, NamingState, ReviewState
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import drain_jobs

TEXT = """清岚县推动设备更新工作方案

一、总体目标
到2027年，新能源汽车保有量达到1.2万辆，报废汽车回收量较2023年增长30%以上。

二、重点任务
（一）更新住宅电梯。对使用15年以上的电梯优先安排。到2027年，更新老旧住宅电梯120台。（牵头单位：县住房和城乡建设局；责任单位：县财政局）
（二）组织家电换新。每年举办促销活动不少于6场。（牵头单位：县商务局）
"""


SECOND_EDITION = """清岚县推动设备更新工作方案（2025年修订版）

一、总体目标
到2027年，新能源汽车保有量达到1.5万辆，报废汽车回收量较2023年增长30%以上。

二、重点任务
（一）更新住宅电梯。对使用15年以上的电梯优先安排。到2027年，更新老旧住宅电梯120台。（牵头单位：县住房和城乡建设局；责任单位：县财政局、县审计局）
（二）更新农业机械。到2027年，累计报废老旧农机300台。（牵头单位：县商务局）
"""
AMENDMENT = """关于调整清岚县推动设备更新工作方案部分目标的通知

一、总体目标
到2027年，新能源汽车保有量达到1.8万辆。
"""

ROSTER = """
附件
工作专班成员名单

组  长：沈  砚    县委常委、副县长
副组长：方知白    县商务局局长
成  员：林  秋    县财政局副局长
"""


def few_indicators(actor: Actor) -> None:
    """The indicators that the small plans promise; the whole catalogue takes longer to load than most tests run."""
    of = indicators.IndicatorDraft
    drafts = {
        "new_energy_cars": of("新能源汽车保有量", "辆", IndicatorKind.LEVEL, Family.CARS),
        "cars_scrapped_growth": of(
            "报废汽车回收量增长率", "%", IndicatorKind.GROWTH, Family.RECYCLING, roll_up=RollUp.RATIO_OF_SUMS
        ),
        "lifts_renewed": of("住宅老旧电梯更新数量", "台", IndicatorKind.CUMULATIVE, Family.CONSTRUCTION),
        "promotion_events": of("促销活动场次", "场", IndicatorKind.ANNUAL, Family.CARS),
    }
    for code, draft in drafts.items():
        indicators.add_indicator(actor, code, draft)
    indicators.add_synonym(actor, "lifts_renewed", "老旧住宅电梯")


def read_plan(actor: Actor, text: str = TEXT, region: str = COUNTY, name: str = "方案.txt") -> plans.UploadCard:
    """Upload a text as a file and have the waiting job read it."""
    card = plans.upload_document(actor, region, name, text.encode())
    drain_jobs()
    return card


def settle_all(actor: Actor, card: plans.UploadCard) -> None:
    """Accept all that was read, let unread clauses be, enter units for names that mean none, choose no indicator."""
    reading = plans.reading_of(actor, card.public_id)
    for finding in reading.findings:
        if finding.state is ReviewState.OPEN:
            is_unread = finding.kind is FindingKind.UNREAD
            state = ReviewState.DISMISSED if is_unread else ReviewState.ACCEPTED
            plans.settle_finding(actor, card.public_id, finding.public_id, state)
    for finding in plans.reading_of(actor, card.public_id).of(FindingKind.TARGET):
        if finding.indicator and finding.indicator.state is NamingState.PROPOSED:
            plans.choose_indicator(actor, card.public_id, finding.public_id, "")
    plans.create_units(actor, card.public_id)


def publish_plan(
    office: Actor,
    reviewer: Actor,
    text: str = TEXT,
    place: plans.Place | None = None,
    *,
    region: str = COUNTY,
) -> tuple[plans.UploadCard, UUID]:
    """Have a plan read, reviewed by one and published by another; its document and its plan."""
    card = read_plan(office, text, region)
    settle_all(office, card)
    plan = plans.place_document(office, card.public_id, place or plans.Place(issued_by=region))
    plans.check_changes(office, card.public_id)
    plans.submit_version(office, card.public_id)
    plans.publish_version(reviewer, card.public_id)
    return card, plan
