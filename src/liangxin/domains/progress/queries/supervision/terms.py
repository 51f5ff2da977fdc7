"""The terms of a region's orders: its own where the office has set them, ours otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from liangxin.domains.progress.models import OrderTerm
from liangxin.domains.progress.rules.supervision import USUAL_TERMS, OrderTerms
from liangxin.domains.progress.terms import OrderLevel


def terms_of(region_id: int) -> Mapping[OrderLevel, OrderTerms]:
    """The terms of a region by level, for whoever may see its orders."""
    return terms_in([region_id])[region_id]


def terms_in(region_ids: list[int]) -> Mapping[int, Mapping[OrderLevel, OrderTerms]]:
    """The terms of several regions by level, in one query."""
    found: dict[int, dict[OrderLevel, OrderTerms]] = {region: dict(USUAL_TERMS) for region in region_ids}
    for row in OrderTerm.objects.filter(region__in=region_ids):
        found[row.region_id][OrderLevel.of(row.level)] = OrderTerms(row.days, row.first, row.second)
    return found
