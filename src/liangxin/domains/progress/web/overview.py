"""What stands above a region's list of targets: since when changes are told, what is due, who is late, the charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.overview import USUAL_DAYS, MonthCounts, Overview, last_monthly_round
from liangxin.domains.progress.queries.regions import GroupLine, RegionPage
from liangxin.domains.progress.queries.targets import TargetLine
from liangxin.domains.progress.terms import CHANGES_DAYS, TARGET_DUE_SOON_DAYS, Status
from liangxin.domains.progress.web.rounds.rounds import answered_words, late_words, return_address, round_address
from liangxin.domains.progress.web.wording import aim_words, amount, first_reason, lack_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.charts import BarChart, Series

SINCE, WEEK, MONTH, ROUND = "since", "week", "month", "round"
_DAYS = {WEEK: CHANGES_DAYS, MONTH: USUAL_DAYS}
_ORDER = (Status.BEHIND, Status.AT_RISK, Status.ON_TRACK, Status.NOT_KNOWN)


def overview_context(request: OfficeRequest, page: RegionPage, on: date) -> dict[str, Any]:
    """The context of the page's upper half."""
    opened = last_monthly_round(request.actor, page.code, on)
    asked, since, refused = _since(request.GET.get(SINCE, ""), opened, on)
    found = progress.region_overview(request.actor, page.code, since, on)
    return {
        "overview": found,
        "since": {"asked": asked, "day": since, "opened": opened, "refused": refused, "latest": on},
        "changed": [(change, number) for change, number in found.changed.items() if number],
        "changes": [(one, first_reason(one.line)) for one in found.changes],
        "more_changes": sum(found.changed.values()) - len(found.changes),
        "due": [(line, *due_words(line)) for line in found.due],
        "due_days": TARGET_DUE_SOON_DAYS,
        "round": (found.round, round_address(found.round), answered_words(found.round)) if found.round else None,
        "late": [(card, return_address(card), late_words(card)) for card in found.late],
        "tasks_due_url": f"{reverse('progress:tasks')}?{urlencode({'due': on.year})}",
        "missed_url": f"{reverse('progress:region', args=[page.code])}?{urlencode({'over': 'missed'})}",
        "charts": charts_of(page, found) if page.is_whole and page.counts.all else [],
    }


def _since(asked: str, opened: date | None, on: date) -> tuple[str, date, bool]:
    """What was asked for, the day that it is, and whether it could not be read: then the usual day stands."""
    usual = (ROUND, opened) if opened else (MONTH, on - timedelta(days=USUAL_DAYS))
    if asked in _DAYS:
        return asked, on - timedelta(days=_DAYS[asked]), False
    if asked in ("", ROUND):
        return *usual, False
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return *usual, True
    return (asked, day, False) if day <= on else (*usual, True)


def due_words(line: TargetLine) -> tuple[str, str]:
    """How long a target still has, and how far it is."""
    left = _("今天到期") if line.days_left == 0 else _("剩%(days)s天") % {"days": line.days_left}
    actual = amount(line.actual, line.unit)
    if actual is None:
        return left, lack_words(line.lacks)
    return left, _("实际%(actual)s，目标%(aim)s") % {"actual": actual, "aim": aim_words(line)}


def charts_of(page: RegionPage, found: Overview) -> list[BarChart]:
    """Over time, by action, how far they are."""
    charts = [months_chart(found.months), actions_chart(page.code, page.chapters), bands_chart(found)]
    return [chart for chart in charts if chart.categories]


def months_chart(months: Sequence[MonthCounts]) -> BarChart:
    """Statuses at the ends of months; empty where nothing had been looked at."""
    return BarChart(
        title=_("各月末的状态"),
        head=_("月份"),
        categories=[f"{month.on:%Y-%m}" for month in months],
        series=[
            Series(_(status.label), status.tone, [_number(month, status) for month in months]) for status in _ORDER
        ],
        missing=_("那时还没有开始跟踪"),
        note=_("按现有目标计") if months[0].counts else _("按现有目标计，空白处还没有开始跟踪"),
        unit=_("个"),
    )


def _number(month: MonthCounts, status: Status) -> int | None:
    return getattr(month.counts, status.value) if month.counts else None


def actions_chart(code: str, chapters: Sequence[GroupLine]) -> BarChart:
    """Statuses by action, in the order of the plan."""
    place = reverse("progress:region", args=[code])
    return BarChart(
        title=_("各行动的状态"),
        head=_("行动"),
        categories=[line.name or _("未写行动") for line in chapters],
        series=[
            Series(_(status.label), status.tone, [getattr(line.counts, status.value) for line in chapters])
            for status in _ORDER
        ],
        unit=_("个"),
        lying=True,
        urls=[f"{place}?{urlencode({'chapter_is': line.name})}#list" if line.name else "" for line in chapters],
        beside=(
            (_("正常率"), ["" if (rate := line.counts.percent) is None else f"{rate}%" for line in chapters]),
            (_("有结论"), [f"{line.counts.known}/{line.counts.all}" for line in chapters]),
        ),
        missing=_("都还没有结论"),
    )


def bands_chart(found: Overview) -> BarChart:
    """How many targets have how much of what was due; those without an index are told beside it."""
    said = {"known": found.indexed, "all": found.targets}
    return BarChart(
        title=_("实际相当于应有的"),
        head=_("实际相当于应有的"),
        categories=[_(band.label) for band, _count in found.bands] if found.indexed else [],
        series=[Series(_("目标数"), "neutral", [number for _band, number in found.bands])],
        note=_("%(known)s/%(all)s 个目标可以计算") % said,
        unit=_("个"),
    )
