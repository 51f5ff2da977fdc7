"""Measures whose records have changed, computed before a region is looked at."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.models import CountDue
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor

YEARS_BACK = 2  # as every night; what is corrected further back is computed on demand


def count_records(region_id: int, on: date) -> int:
    """Compute the measures that wait in a region, in it and all below; how many there were.

    What they find is announced, so that the other regions which it concerns are looked at too.
    """
    with transaction.atomic():
        waiting = list(CountDue.objects.select_for_update().filter(region=region_id).order_by("pk"))
        if not waiting:
            return 0
        CountDue.objects.filter(pk__in=[row.pk for row in waiting]).delete()
        path, codes = regions.regions_by_id([region_id])[region_id].path, {row.measure_code for row in waiting}
        since = date(on.year - YEARS_BACK, 1, 1)
        indicators.refresh_computed(Actor.system("台账更新"), path, since, on=on, codes=codes)
    return len(waiting)
