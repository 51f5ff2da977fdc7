"""A small plan for the tests of this package and of those above it, and a way to have it read."""

from __future__ import annotations

from liangxin.domains.plans import api as plans
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


def read_plan(actor: Actor, text: str = TEXT, region: str = COUNTY, name: str = "方案.txt") -> plans.UploadCard:
    """Upload a text as a file and have the waiting job read it."""
    card = plans.upload_document(actor, region, name, text.encode())
    drain_jobs()
    return card
