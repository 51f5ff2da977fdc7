"""The progress of a region: how many stand how, by action, unit and region below, what changed, and every target."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.regions import GroupLine, RegionPage, first_region
from liangxin.domains.progress.queries.targets import TargetLine, in_region, lacks_of, target_lines, targets_listed
from liangxin.domains.progress.terms import Status
from liangxin.domains.progress.web.overview import overview_context
from liangxin.domains.progress.web.spark import Spark, counts_svg
from liangxin.domains.progress.web.wording import (
    aim_words,
    amount,
    coverage_words,
    first_reason,
    lack_words,
    year_words,
)
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter

UNITS_SHOWN = 8


def _address(line: TargetLine) -> str:
    return reverse("progress:target", args=[line.public_id])


def _rows(request: HttpRequest) -> Any:
    """The targets of the region that the page is about."""
    code = request.resolver_match.kwargs["code"] if request.resolver_match else ""
    return in_region(targets_listed(request.actor), code)  # type: ignore[attr-defined]  # set by the accounts' middleware


def _chapters(request: HttpRequest) -> list[tuple[str, str]]:
    rows = _rows(request).exclude(chapter="").order_by("place").values_list("chapter", flat=True)
    return [(chapter, chapter) for chapter in dict.fromkeys(rows)]


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    rows = _rows(request).filter(lead_unit__isnull=False).order_by("lead_name")
    return [(str(unit), name) for unit, name in dict(rows.values_list("lead_unit", "lead_name")).items()]


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    rows = _rows(request).filter(deadline__isnull=False).order_by("deadline").values_list("deadline", flat=True)
    return [(str(year), gettext("%(year)s年") % {"year": year}) for year in dict.fromkeys(rows)]


def _lacks(request: HttpRequest) -> list[tuple[str, str]]:
    return [(lack, lack_words(lack)) for lack in lacks_of(_rows(request))]


def _as_of(line: TargetLine) -> SafeString | str:
    """Up to when the figure reaches, with how many parts are there where some are missing."""
    if line.as_of is None:
        return ""
    covered = coverage_words(line.got, line.due)
    return format_html('{}<div class="quiet small">{}</div>', day(line.as_of), covered) if covered else day(line.as_of)


def _percent(line: TargetLine) -> int | None:
    return None if line.index is None else round(line.index)


TARGETS = ListScreen(
    name="progress",
    title=_("进展"),
    order="urgency",
    page_size=50,
    columns=[
        Column("name", _("目标"), sort="name", link=_address),
        Column("status", _("状态"), show=Show.STATE, sort="urgency"),
        Column(
            "spark",
            _("走势"),
            lambda line: Spark(line.spark) if line.spark else None,
            Show.SHORT,
            missing=_("没有数据"),
        ),
        Column("actual", _("实际"), lambda line: amount(line.actual, line.unit), Show.AMOUNT, missing=_("没有数据")),
        Column(
            "expected", _("应有"), lambda line: amount(line.expected, line.unit), Show.AMOUNT, missing=_("无法推算")
        ),
        Column("aim", _("目标值"), aim_words, Show.AMOUNT),
        Column("index", _("为应有的"), _percent, show=Show.NUMBER, unit="%", sort="index", missing=_("无法推算")),
        Column(
            "forecast",
            _("预测"),
            lambda line: amount(line.forecast, line.unit),
            Show.AMOUNT,
            missing=_("数据不足以预测"),
        ),
        Column("deadline", _("期限"), year_words, Show.SHORT, sort="deadline", missing=_("文件未写期限")),
        Column("days_left", _("剩余"), show=Show.NUMBER, unit=_("天"), sort="days_left", missing=_("文件未写期限")),
        Column("lead", _("牵头单位"), sort="lead_name", missing=_("总目标，未写单位")),
        Column("as_of", _("数据截至"), _as_of, Show.SHORT, sort="as_of", missing=_("没有数据")),
    ],
    filters=[
        TextFilter("q", _("目标"), ("name",)),
        ChoiceFilter("status_is", _("状态"), "status", Status),
        ChoiceFilter("chapter_is", _("行动"), "chapter", _chapters),
        ChoiceFilter("unit", _("牵头单位"), "lead_unit", _units),
        ChoiceFilter("year", _("期限"), "deadline", _years),
        ChoiceFilter("over", _("到期"), "ending", [("missed", _("已过期未达到")), ("soon", _("九十天内到期"))]),
        ChoiceFilter("lack", _("缺什么"), "lacks", _lacks),
    ],
    empty=Empty(
        _("还没有进展"),
        _("方案发布后，目标会在片刻后列在这里，并随台账和填报的数据更新。"),
        _("到方案列表"),
        "plans:documents",
    ),
    cards=target_lines,
)
# In a workbook there is room for all; on the screen the rule stands on the target's page, the action in its filter.
_SAVED_TOO = (
    Column("days_as_of", _("数据截至"), "as_of", show=Show.DAY, missing=_("没有数据")),
    Column("coverage", _("数据不全"), lambda line: coverage_words(line.got, line.due), missing=_("齐全或没有数据")),
    Column("chapter", _("行动")),
    Column("why", _("依据"), first_reason),
)


@require_safe
def here(request: OfficeRequest) -> HttpResponseBase:
    """The region in which the reader's view begins."""
    code = first_region(request.actor)
    if not code:
        return render(request, "progress/nowhere.html")
    return HttpResponseRedirect(reverse("progress:region", args=[code]))


@require_safe
def region_page(request: OfficeRequest, code: str) -> HttpResponseBase:
    """One region as the reader may see it."""
    page = progress.region_page(request.actor, code)
    rows = in_region(targets_listed(request.actor), code)
    if request.headers.get("HX-Target") == "list" or request.GET.get("save"):
        return _screen(request, page).respond(request, rows)
    units = sorted(page.units, key=lambda line: (-line.counts.behind, -line.counts.at_risk, -line.counts.all))
    context = {
        "page": page,
        "tiles": page.counts.parts,
        "bar": counts_svg(page.counts),
        "even": _even(page),
        "units": _board(gettext("按牵头单位"), "unit", units, UNITS_SHOWN) if units else None,
        "below": [(line, counts_svg(line.counts)) for line in page.below],
        **overview_context(request, page, timezone.localdate()),
    }
    return _screen(request, page).respond(request, rows, "progress/region.html", **context)


def _screen(request: OfficeRequest, page: RegionPage) -> ListScreen:
    columns = [*TARGETS.columns[:-1], *_SAVED_TOO] if request.GET.get("save") else TARGETS.columns
    return replace(TARGETS, title=gettext("%(name)s进展") % {"name": page.name}, columns=columns)


def _even(page: RegionPage) -> str:
    """The same rate with every action weighing alike, so that a long chapter does not drown a short one."""
    share = page.even.get("share")
    if share is None:
        return ""
    said = {"percent": int(100 * share), "known": page.even["known"], "of": page.even["of"]}
    return gettext("各行动同等计 %(percent)s%%（%(known)s/%(of)s个行动）") % said


def _board(title: str, name: str, lines: list[GroupLine], most: int = 0) -> dict[str, Any]:
    """A group's lines; the value by which its filter narrows the list stands in each."""
    shown = [(line, line.code or line.name, counts_svg(line.counts)) for line in lines]
    most = most or len(shown)
    return {"title": title, "filter": name, "lines": shown[:most], "more": shown[most:]}


@require_POST
def refresh(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Have the region refreshed now."""
    if progress.ask_for_region(request.actor, code):
        messages.success(request, gettext("正在刷新，几秒后重新打开本页即可看到。"))
    else:
        messages.info(request, gettext("已有一次刷新在排队，稍候即可看到。"))
    return HttpResponseRedirect(reverse("progress:region", args=[code]))
