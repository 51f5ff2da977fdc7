"""Small facts for the tests of bulletins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from liangxin.domains.progress.rules.facts.values import (
    AgendaItem,
    Facts,
    FollowUp,
    MeetingFacts,
    OrderFacts,
    Programme,
    StatusCounts,
    TargetFact,
    UnitFact,
    counts_of,
)
from liangxin.domains.progress.terms import Status
from liangxin.kernel.period import Period

ON = date(2025, 7, 10)
JUNE = Period.month(2025, 6)
LISTS = {"": "/all/", **{status.value: f"/{status.value}/" for status in Status}}


def counts(on_track: int = 0, at_risk: int = 0, behind: int = 0, not_known: int = 0) -> StatusCounts:
    return StatusCounts(on_track, at_risk, behind, not_known, LISTS)


def target(name: str, status: Status = Status.ON_TRACK, actual: str | None = "85", **more: Any) -> TargetFact:
    known = status is not Status.NOT_KNOWN
    told: dict[str, Any] = {
        "lead": "县住建局",
        "chapter": "二、实施设备更新行动",
        "aim": "120台",
        "unit": "台",
        "expected": Decimal(90) if known else None,
        "index": Decimal("94.44") if known else None,
        "origin": "系统计算",
        "as_of": date(2025, 6, 30) if known else None,
        "got": None,
        "due": None,
        "deadline": "2027年",
        "is_reached": False,
        "reason": "实际85台，应有90台，进度只相当于应有的94%。",
        "lack": "" if known else "没有数据",
        "trail": f"/t/{name}/",
    }
    figure = Decimal(actual) if actual is not None and known else None
    return TargetFact(name=name, status=status, actual=figure, **told | more)


def facts(targets: Iterable[TargetFact] = (), **more: Any) -> Facts:
    listed = tuple(targets)
    told: dict[str, Any] = {"counts": counts_of((one.status for one in listed), LISTS), "since": date(2025, 6, 1)}
    return Facts("清岚县", "清岚县“两新”专班", JUNE, ON, programme=Programme(targets=listed, **told | more))


def of_counts(*numbers: int) -> Facts:
    return facts(counts=counts(*numbers))


def unit(name: str, on_track: int, known: int, not_known: int = 0, *rounds: int) -> UnitFact:
    """`rounds` are fields filled and asked, rounds in time and timed."""
    filled, asked, in_time, timed = rounds or (0, 0, 0, 0)
    return UnitFact(
        name, counts(on_track, 0, known - on_track, not_known), filled, asked, in_time, timed, f"/u/{name}/"
    )


def order() -> Facts:
    told = OrderFacts(
        "3",
        "县交通运输局",
        "公共充电桩建设滞后",
        "查明接电方案未定的原因，提出补进度的办法。",
        date(2025, 7, 31),
        "月调度结果",
        "/orders/3/",
        ((date(2025, 7, 1), "发出督办单。"), (date(2025, 6, 20), "电话催办")),
    )
    return Facts("清岚县", "清岚县“两新”专班", JUNE, ON, order=told)


def meeting() -> Facts:
    charged = (FollowUp("办理接电批复。", "县发展改革局", date(2025, 7, 31)), FollowUp("完成选址", "", None))
    told = MeetingFacts(
        "4",
        date(2025, 7, 8),
        "县政府二楼会议室",
        "李青禾",
        ("李青禾", "王知远"),
        (AgendaItem("充电桩建设", "按月倒排工期。", charged), AgendaItem("家电换新", "扩大乡镇门店。")),
        "/meetings/4/",
        absent=("陈鉴",),
    )
    return Facts("清岚县", "清岚县“两新”专班", JUNE, ON, meeting=told)


def turned(one: TargetFact, was: Status) -> TargetFact:
    return replace(one, was=was)
