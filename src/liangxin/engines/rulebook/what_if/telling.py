"""A what-if said in Chinese, for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from liangxin.engines.rulebook.what_if.records import Change, RunsOut, WhatIf
from liangxin.kernel.money import Money

MOST_LINES = 12


def told(found: WhatIf) -> Iterator[str]:
    """One line after the other: who, how much, which clause, when the money runs out."""
    before = found.before or "当时实付"
    yield f"{found.draft} 与{before}比较，{found.claims}件申领："
    yield f"  受益{found.gained}件，其中新获补贴{found.newly_met}件。"
    yield f"  受损{found.lost}件，其中不再补贴{found.no_longer_met}件。"
    yield f"  不变{found.same}件，待补充{found.unknown}件。"
    difference = found.after_fen - found.before_fen
    sign = "增加" if difference >= 0 else "减少"
    yield (
        f"  支出由{Money(found.before_fen).exact()}变为{Money(found.after_fen).exact()}，"
        f"{sign}{Money(abs(difference)).exact()}（{found.compared}件可比）。"
    )
    if found.unknown:
        paid = Money(found.unknown_before_fen).exact()
        yield f"  待补充的{found.unknown}件原支出{paid}，不计入比较；其中{found.faulty}件数据不合用。"
    if found.shifted_years:
        yield f"  历史日期整体移动{found.shifted_years:+d}年，落入草案的适用期间。"
    for name, values in found.read_as_other.items():
        yield f"  {name} 的 {'、'.join(values)} 草案没有列出，按“其他”计。"
    for name, value in found.assumed.items():
        yield f"  假定 {name}={value}。"
    for row in [one for one in found.by_line if one.change is not Change.SAME][:MOST_LINES]:
        yield (
            f"  · {row.change.label}：{row.title}（{row.line}）{row.claims}件，"
            f"{Money(row.before_fen).exact()}→{Money(row.after_fen).exact()}"
        )
    yield f"  {_lasting(found.runs_out) if found.runs_out else found.runs_out_reason}"


def _lasting(found: RunsOut) -> str:
    level = f"{found.level:.0%}"
    if found.likely is None and found.earliest is None:
        return f"资金够用到{found.until}，预计结余{Money(found.left_fen).exact()}（依据{found.days_seen}天）。"
    earliest = found.earliest or found.until
    latest = str(found.latest) if found.latest else f"够用到{found.until}"
    likely = str(found.likely) if found.likely else f"够用到{found.until}"
    return f"资金预计{likely}用完，{level}区间：{earliest}至{latest}（依据{found.days_seen}天）。"
