"""What a what-if found, in sentences for whoever decides, and as rows for charts and tables. Money in fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liangxin.domains.schemes.terms import Against
from liangxin.kernel.money import Money

MOST_DAYS = 62  # of bars; above it they are weeks
_WEEK = timedelta(7)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day or a week: its first day, what the past cost and what the draft would."""

    first: date
    claims: int
    before: Money
    after: Money


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def headlines(outcome: Mapping[str, Any], against: Against) -> list[str]:
    """Who gains and who loses; what it costs; what is not known. Shares are of the claims whose outcome is known."""
    claims, unknown = outcome["claims"], outcome["unknown"]
    past = "当时实际付的" if against is Against.PAID else "前一版"
    gained, lost, same = outcome["gained"], outcome["lost"], outcome["same"]
    first = (
        f"与{past}相比，{_count(claims)}件申领中，{_count(gained)}件补得更多，{_count(lost)}件补得更少，"
        f"{_count(same)}件不变。"
    )
    told = [first]
    if outcome["newly_met"] or outcome["no_longer_met"]:
        told.append(f"其中{_count(outcome['newly_met'])}件新获补贴，{_count(outcome['no_longer_met'])}件不再补贴。")
    before, after = Money(outcome["before_fen"]), Money(outcome["after_fen"])
    more = after.fen - before.fen
    way = "不变" if more == 0 else f"{'多' if more > 0 else '少'}支出{Money(abs(more)).show()}"
    told.append(f"支出由{before.show()}变为{after.show()}，{way}。")
    if unknown:
        told.append(f"另有{_count(unknown)}件资料不全，无法判断，没有计入上面的金额。")
    return told


def money_sentence(outcome: Mapping[str, Any]) -> str:
    """When the money runs out, with its interval; or why that cannot be said."""
    lasting = outcome["runs_out"]
    if lasting is None:
        return str(outcome["runs_out_reason"])
    level = f"{round(lasting['level'] * 10)}成把握"
    if lasting["likely"] is None:
        left = Money(lasting["left_fen"]).show()
        earliest = f"（{level}内最早{lasting['earliest']}用完）" if lasting["earliest"] else ""
        return f"资金大致能用到{lasting['until']}，预计剩{left}{earliest}。"
    latest = lasting["latest"] or f"{lasting['until']}以后"
    return f"资金大约在{lasting['likely']}用完，{level}在{lasting['earliest']}至{latest}之间。"


def bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Cost by day, or by week from Monday where there are many days; days without a claim between are bars of none."""
    days = sorted((date.fromisoformat(row["key"]), row) for row in rows if row["key"])
    if not days:
        return []
    step = timedelta(1) if (days[-1][0] - days[0][0]).days < MOST_DAYS else _WEEK
    first = days[0][0] - timedelta(days[0][0].weekday()) if step == _WEEK else days[0][0]
    count = (days[-1][0] - first) // step + 1
    sums = [[0, 0, 0] for _ in range(count)]
    for day, row in days:
        into = sums[(day - first) // step]
        into[0] += row["claims"]
        into[1] += row["before_fen"]
        into[2] += row["after_fen"]
    return [Bar(first + place * step, many, Money(was), Money(now)) for place, (many, was, now) in enumerate(sums)]
