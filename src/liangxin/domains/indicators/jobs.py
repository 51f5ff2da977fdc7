"""The nightly work of indicators: what can be computed from records is computed anew."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from liangxin.domains.indicators.actions.refresh import refresh_computed
from liangxin.domains.regions import api as regions
from liangxin.foundation.jobs.api import Run, job, timetable

YEARS_BACK = 2  # plans of the programme look at a few years; what is corrected further back is computed on demand


@timetable("30 1 * * *", "indicators.refresh_all", retries=1, label="按记录重新计算指标")
def refresh_all(run: Run) -> None:
    """All measures in all regions, from the beginning of the year before last; a second run writes nothing."""
    today = timezone.localdate()
    for top in regions.top_regions(run.actor):
        refresh_computed(run.actor, top.path, date(today.year - YEARS_BACK, 1, 1), on=today, report=run.progress)


@job("indicators.refresh", queue="routine", retries=1, label="按记录重新计算指标")
def refresh(run: Run, *, region_path: str, since: str) -> None:
    """All measures in a region and below, from a day (2025-01-01) to today."""
    refresh_computed(run.actor, region_path, date.fromisoformat(since), on=timezone.localdate(), report=run.progress)
