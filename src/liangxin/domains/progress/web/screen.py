"""Progress on the big screen: tiles of one region, made together for an actor who may read progress there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.overview import (
    USUAL_DAYS,
    Overview,
    TaskCounts,
    WorstLine,
    counties_of,
    last_monthly_round,
    task_counts,
    worst_of,
)
from liangxin.domains.progress.queries.regions import Counts, RegionPage
from liangxin.domains.progress.rules.thresholds import DEFAULT
from liangxin.domains.progress.terms import TARGET_DUE_SOON_DAYS, Change, Status, TaskState
from liangxin.domains.progress.web.overview import actions_chart, bands_chart, due_words, months_chart
from liangxin.domains.progress.web.rounds.rounds import answered_words, late_words, return_address, round_address
from liangxin.domains.progress.web.wording import aim_words, amount, first_reason, lack_words
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.tiles import (
    ChartBody,
    FiguresBody,
    LinesBody,
    PlacesBody,
    Tile,
    TileFigure,
    TileLine,
    TilePlace,
)

WORST: Final = 5
LINES: Final = 4  # of two rows each: as many as a field holds


@dataclass
class _Material:
    """What the tiles are made of, each part fetched once and only where a tile asks for it."""

    actor: Actor
    code: str
    on: date

    @cached_property
    def page(self) -> RegionPage:
        return progress.region_page(self.actor, self.code)

    @cached_property
    def counts(self) -> Counts:
        return self.page.counts

    @cached_property
    def opened(self) -> date | None:
        return last_monthly_round(self.actor, self.code, self.on)

    @cached_property
    def found(self) -> Overview:
        since = self.opened or self.on - timedelta(days=USUAL_DAYS)
        return progress.region_overview(self.actor, self.code, since, self.on)

    @property
    def url(self) -> str:
        return _place(self.code)


def tiles(actor: Actor, code: str, on: date, codes: Collection[str]) -> dict[str, Tile]:
    """The tiles of these codes that have something to say of the region."""
    material = _Material(actor, code, on)
    if not material.counts.all and not material.page.below:
        return {}
    made = {name: _MAKERS[name](material) for name in codes}
    return {name: tile for name, tile in made.items() if tile is not None}


def _place(code: str) -> str:
    return reverse("progress:region", args=[code])


def _lights(made: _Material) -> Tile | None:
    """How many targets stand how, of how many, and the rate of those known."""
    if not made.counts.all:
        return None
    counts = made.counts
    whole = _("共%(all)s个") % {"all": counts.all}
    figures = [TileFigure(_(status.label), str(number), tone=status.tone) for status, number in counts.parts]
    rate = TileFigure(
        _("正常率"),
        "" if counts.percent is None else f"{counts.percent}%",
        _("都还没有结论"),
        _("%(known)s/%(all)s 有结论") % {"known": counts.known, "all": counts.all},
    )
    return Tile(_("目标状态"), FiguresBody([*figures, rate]), whole, made.page.looked_at, made.url, wide=2)


def _months(made: _Material) -> Tile | None:
    """Statuses at the ends of the last months."""
    if not made.counts.all:
        return None
    chart = months_chart(made.found.months)
    return Tile(chart.title, ChartBody(chart), chart.note, made.page.looked_at, made.url)


def _actions(made: _Material) -> Tile | None:
    """Statuses by action."""
    if not made.page.chapters:
        return None
    chart = actions_chart(made.code, made.page.chapters)
    return Tile(chart.title, ChartBody(chart), "", made.page.looked_at, made.url)


def _bands(made: _Material) -> Tile | None:
    """How far the targets are of what is due."""
    if not made.found.indexed:
        return None
    chart = bands_chart(made.found)
    return Tile(chart.title, ChartBody(chart), chart.note, made.page.looked_at, made.url)


def _worst(made: _Material) -> Tile | None:
    """The targets that most ask for somebody to act, with what is needed a month from now on."""
    if not made.counts.all:
        return None
    found = worst_of(made.actor, made.code, WORST)
    body = LinesBody(
        [_worst_line(one) for one in found],
        heads=(_("牵头单位"), _("实际/目标"), _("每月需要"), _("目前每月")),
        empty=_("没有滞后或有风险的目标。"),
        more=made.counts.behind + made.counts.at_risk - len(found),
    )
    note = _("%(known)s/%(all)s 有结论") % {"known": made.counts.known, "all": made.counts.all}
    return Tile(_("最需要推动的目标"), body, note, made.page.looked_at, f"{made.url}?status_is=behind", wide=2)


def _worst_line(one: WorstLine) -> TileLine:
    line = one.line
    actual = amount(line.actual, line.unit)
    return TileLine(
        line.name,
        line.status,
        cells=(
            line.lead or _("未写单位"),
            f"{actual if actual is not None else '— ' + lack_words(line.lacks)} / {aim_words(line)}",
            _pace(one.needed, line.unit, _("无法推算")),
            _pace(one.present, line.unit, _("月份不足")),
        ),
        url=reverse("progress:target", args=[line.public_id]),
    )


def _pace(value: Decimal | None, unit: str, missing: str) -> str:
    said = amount(value, unit)
    return f"— {missing}" if said is None else str(said)


def _changed(made: _Material) -> Tile | None:
    """What changed since the last monthly round, the worse first, with the rule that decided."""
    if not made.counts.all:
        return None
    lines = [
        TileLine(
            one.line.name,
            one.after,
            one.before,
            f"{day(one.on)} {first_reason(one.line)}",
            url=reverse("progress:target", args=[one.line.public_id]),
        )
        for one in made.found.changes[:LINES]
    ]
    title = _("上次月调度以来的变化") if made.opened else _("近%(days)s天的变化") % {"days": USUAL_DAYS}
    counted = "  ".join(f"{_(kind.label)} {made.found.changed[kind]}" for kind in Change if made.found.changed[kind])
    more = sum(made.found.changed.values()) - len(lines)
    body = LinesBody(lines, empty=_("没有目标的状态变过。"), more=more)
    return Tile(title, body, counted, made.page.looked_at, made.url)


def _due(made: _Material) -> Tile | None:
    """What is due soon and not reached."""
    if not made.counts.all:
        return None
    lines = []
    for line in made.found.due[:LINES]:
        left, how = due_words(line)
        lines.append(TileLine(line.name, line.status, note=how, cells=(left,), url=_target(line.public_id)))
    body = LinesBody(lines, empty=_("没有快要到期而未达到的目标。"), more=made.found.due_count - len(lines))
    note = _("已过期未达到 %(count)s 个") % {"count": made.found.missed} if made.found.missed else ""
    title = _("%(days)s天内到期") % {"days": TARGET_DUE_SOON_DAYS}
    return Tile(title, body, note, made.page.looked_at, f"{made.url}?over=soon")


def _target(public_id: object) -> str:
    return reverse("progress:target", args=[public_id])


def _tasks(made: _Material) -> Tile | None:
    """Tasks by what was last reported of them."""
    counts = task_counts(made.actor, made.code, made.on.replace(day=1))
    if not counts.all:
        return None
    said = {"reported": counts.all - counts.never, "all": counts.all}
    note = _("%(reported)s/%(all)s 项有报告") % said
    return Tile(_("任务进展"), FiguresBody(_task_figures(counts)), note, None, reverse("progress:tasks"))


def _task_figures(counts: TaskCounts) -> list[TileFigure]:
    shown = (TaskState.STALLED, TaskState.UNDER_WAY, TaskState.DONE)
    states = [TileFigure(_(state.label), str(counts.by_state[state]), tone=state.tone) for state in shown]
    silent = TileFigure(_("本月未报"), str(counts.silent), tone="wait" if counts.silent else "neutral")
    return [*states, silent]


def _rounds(made: _Material) -> Tile | None:
    """The round that is open, and the units that are late."""
    if not made.counts.all:
        return None
    lines = [
        TileLine(
            card.unit,
            card.state,
            cells=(late_words(card) or _("没有节假日表，不能数工作日"),),
            url=return_address(card),
        )
        for card in made.found.late[:LINES]
    ]
    current = made.found.round
    empty = _("没有单位迟报。") if current else _("没有正在进行的调度。")
    note = f"{current.title} {answered_words(current)}" if current else ""
    url = round_address(current) if current else reverse("progress:rounds")
    body = LinesBody(lines, empty=empty, more=made.found.late_count - len(lines))
    title = _("迟报单位 %(count)s") % {"count": made.found.late_count} if made.found.late_count else _("调度报送")
    return Tile(title, body, note, None, url)


def _counties(made: _Material) -> Tile | None:
    """The regions right below, each by the worst that is there: a grid in place of a map without outlines."""
    region = regions.region_cards([made.code]).get(made.code)
    below = counties_of(made.actor, region) if region else []
    if not any(counts for _code, _name, counts in below):
        return None
    known = sum(counts is not None for _code, _name, counts in below)
    note = _("%(known)s/%(all)s 个地区有数据") % {"known": known, "all": len(below)}
    places = [_county(*one) for one in below]
    return Tile(_("各地区"), PlacesBody(places), note, made.page.looked_at, made.url, wide=2, tall=2)


def _county(code: str, name: str, counts: Counts | None) -> TilePlace:
    if counts is None:
        return TilePlace(name, "off", missing=_("还没有目标或数据"))
    note = _("%(known)s/%(all)s 有结论") % {"known": counts.known, "all": counts.all}
    if counts.percent is None:
        return TilePlace(name, "off", note=note, missing=_("都还没有结论"), url=_place(code))
    worst = next(status for status, number in counts.parts if number and status is not Status.NOT_KNOWN)
    # Not green by silence: where too few are known, a county in which nothing lags has no colour yet.
    is_told = worst is not Status.ON_TRACK or counts.known >= DEFAULT.least_coverage * counts.all
    return TilePlace(name, worst.tone if is_told else "off", f"{counts.percent}%", note, url=_place(code))


_MAKERS: Final[dict[str, Callable[[_Material], Tile | None]]] = {
    "progress.lights": _lights,
    "progress.months": _months,
    "progress.worst": _worst,
    "progress.changed": _changed,
    "progress.actions": _actions,
    "progress.due": _due,
    "progress.rounds": _rounds,
    "progress.counties": _counties,
    "progress.tasks": _tasks,
    "progress.bands": _bands,
}
