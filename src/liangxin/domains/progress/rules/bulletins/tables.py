"""Tables and charts of a bulletin; each cell with a figure leads to its trail, what is missing is a dash."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.progress.rules.bulletins.content import Grid, Head, Picture
from liangxin.domains.progress.rules.facts.ranking import Ranking, ranking_of
from liangxin.domains.progress.rules.facts.values import Facts, StatusCounts, TargetFact
from liangxin.domains.progress.rules.prose.numbers import index, share
from liangxin.domains.progress.rules.prose.programme import day_words, lagging
from liangxin.domains.progress.rules.prose.spans import Span
from liangxin.domains.progress.rules.prose.targets import amount_said
from liangxin.domains.progress.rules.prose.work import score
from liangxin.domains.progress.terms import Status

DASH = "—"
_STATUSES = (Status.ON_TRACK, Status.AT_RISK, Status.BEHIND, Status.NOT_KNOWN)
_NOT_KNOWN = "暂无数据"
_CHART_NOTE = "注：数据不足以判断的目标列为“暂无数据”，不按零计算。"
_LEAST_BARS, _MOST_BARS = 3, 15


def units_table(facts: Facts, key: str) -> Grid | None:
    """How the targets that units lead stand, unit by unit."""
    units = [unit for unit in facts.programme.units if unit.counts.all] if facts.programme else []
    if not units:
        return None
    heads = (
        Head("单位", 3),
        Head("目标", 1, "right"),
        *(Head(_status(one), 1.6, "right") for one in _STATUSES),
        Head("正常率", 2.6, "right"),
    )
    rows = [(Span(unit.name, unit.trail), *_counts(unit.counts), Span(_rate(unit.counts))) for unit in units]
    note = "注：正常率为正常目标占有结论目标的比重，括号内为个数；目标按牵头单位计。"
    return Grid(key, "各单位目标状态", heads, tuple(rows), note)


def _status(status: Status) -> str:
    return _NOT_KNOWN if status is Status.NOT_KNOWN else status.label


def _counts(counts: StatusCounts) -> tuple[Span, ...]:
    whole = Span(str(counts.all), counts.trail())
    parts = (Span(str(counts.of(one)), counts.trail(one) if counts.of(one) else "") for one in _STATUSES)
    return (whole, *parts)


def _rate(counts: StatusCounts) -> str:
    """The share on track with what it stands on."""
    return f"{share(counts.on_track, counts.known)}（{counts.on_track}/{counts.known}）" if counts.known else DASH


def figures_table(facts: Facts, key: str) -> Grid | None:
    """All targets, with figure, aim, what was due and the day."""
    targets = facts.programme.targets if facts.programme else ()
    if not targets:
        return None
    heads = (
        Head("序号", 0.9, "center"),
        Head("目标", 4.2),
        Head("目标值", 2.4, "right"),
        Head("期限", 1.3, "center"),
        Head("实际", 1.8, "right"),
        Head("应有", 1.8, "right"),
        Head("状态", 1.5, "center"),
        Head("数据截至", 1.9, "center"),
        Head("牵头单位", 2.6),
    )
    rows = [_figure_row(place, target) for place, target in enumerate(targets, 1)]
    note = f"注：“{DASH}”表示暂无数据或无法推算，不按零计算；“应有”为按进度安排到数据截至日应当达到的数。"
    return Grid(key, "主要目标完成情况", heads, tuple(rows), note, landscape=True)


def _figure_row(place: int, target: TargetFact) -> tuple[Span, ...]:
    state = "已达到" if target.is_reached else _status(target.status)
    day = f"{target.as_of.year}.{target.as_of.month}.{target.as_of.day}" if target.as_of else DASH
    return (
        Span(str(place)),
        Span(target.name, target.trail),
        Span(target.aim or DASH),
        Span(target.deadline or DASH),
        Span(_amount(target.actual, target), target.trail if target.actual is not None else ""),
        Span(_amount(target.expected, target)),
        Span(state),
        Span(day),
        Span(target.lead or DASH),
    )


def _amount(value: Decimal | None, target: TargetFact) -> str:
    return DASH if value is None else amount_said(value, target.unit, target.way)


def behind_table(facts: Facts, key: str) -> Grid | None:
    """Targets that lag with the rule that decided, the farthest behind first."""
    late = lagging(facts.programme) if facts.programme else []
    if not late:
        return None
    heads = (
        Head("序号", 0.9, "center"),
        Head("目标", 3.6),
        Head("牵头单位", 2.4),
        Head("实际", 1.6, "right"),
        Head("应有", 1.6, "right"),
        Head("目标值", 2.2, "right"),
        Head("判定依据", 5),
    )
    rows = [
        (
            Span(str(place)),
            Span(one.name, one.trail),
            Span(one.lead or DASH),
            Span(_amount(one.actual, one), one.trail if one.actual is not None else ""),
            Span(_amount(one.expected, one)),
            Span(one.aim or DASH),
            Span(one.reason or DASH),
        )
        for place, one in enumerate(late, 1)
    ]
    return Grid(key, "滞后目标清单", heads, tuple(rows), landscape=True)


def ranking_table(facts: Facts, key: str) -> Grid | None:
    """Units in order of their places, each share with what it stands on."""
    found = ranking_of(facts.programme.units) if facts.programme else Ranking()
    if not found.ranked:
        return None
    timed = [Head("填报率", 1.9, "right"), Head("按时率", 1.9, "right")] if found.is_timed else []
    heads = (
        Head("名次", 0.8, "center"),
        Head("单位", 3.2),
        *timed,
        Head("目标正常率", 1.9, "right"),
        Head("得分", 1.2, "right"),
    )
    rows = []
    for one in found.ranked:
        unit, counts = one.unit, one.unit.counts
        told = [_told(one.completeness, unit.filled, unit.asked), _told(one.punctuality, unit.in_time, unit.timed)]
        cells = [Span(text) for text in (told if found.is_timed else [])]
        on_track = Span(_told(one.on_track, counts.on_track, counts.known), counts.trail())
        rows.append((Span(str(one.place)), Span(unit.name, unit.trail), *cells, on_track, Span(score(one))))
    note = "注：括号内为计算所依据的个数；得分为各率的平均值，得分相同的名次并列。"
    return Grid(key, "单位排名", heads, tuple(rows), note)


def _told(rate: Fraction | None, part: int, whole: int) -> str:
    return DASH if rate is None else f"{share(part, whole)}（{part}/{whole}）"


def follow_ups_table(facts: Facts, key: str) -> Grid | None:
    """What a meeting charged units with."""
    items = facts.meeting.items if facts.meeting else ()
    charged = [one for item in items for one in item.follow_ups]
    if not charged:
        return None
    heads = (Head("序号", 0.8, "center"), Head("事项", 5), Head("负责单位", 2.6), Head("完成时限", 2, "center"))
    rows = [
        (
            Span(str(at)),
            Span(one.what, one.trail),
            Span(one.unit or DASH),
            Span(day_words(one.deadline) if one.deadline else DASH),
        )
        for at, one in enumerate(charged, 1)
    ]
    return Grid(key, "会议交办事项", heads, tuple(rows))


def units_chart(facts: Facts, key: str) -> Picture | None:
    """The statuses of the targets that each unit leads; those without a conclusion are a part of their own."""
    units = [unit for unit in facts.programme.units if unit.counts.all] if facts.programme else []
    if len(units) < 2:
        return None
    worst = sorted(units, key=lambda unit: (-unit.counts.behind, -unit.counts.at_risk, -unit.counts.all, unit.name))
    shown = worst[:_MOST_BARS]
    series = tuple((_status(one), tuple(float(unit.counts.of(one)) for unit in shown)) for one in _STATUSES)
    more = f"滞后多的{len(shown)}个单位，共{len(units)}个单位。" if len(units) > len(shown) else ""
    kept = tuple((name, values) for name, values in series if any(values))
    return Picture(
        key, "stacked", "各单位牵头目标的状态", "项", _names(unit.name for unit in shown), kept, _CHART_NOTE + more
    )


def index_chart(facts: Facts, key: str) -> Picture | None:
    """How much of what was due the lagging targets have, in per cent."""
    late = lagging(facts.programme) if facts.programme else []
    told = [(one.name, one.index) for one in late if one.index is not None][:_MOST_BARS]
    if len(told) < _LEAST_BARS:
        return None
    values = tuple(float(index(one).rstrip("%")) for _, one in told)
    note = f"注：滞后目标共{len(late)}项，此处列{len(told)}项。" if len(told) < len(late) else ""
    return Picture(
        key, "bar", "滞后目标实际为应有进度的比例", "%", _names(name for name, _ in told), (("比例", values),), note
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Short enough for an axis."""
    return tuple(name if len(name) <= 16 else name[:15] + "…" for name in names)
