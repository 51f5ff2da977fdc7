"""The measures of registers: one for each list type that feeds an indicator, by month, each region's own records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Grain
from liangxin.domains.registers.queries.counting import Counting, counted_in, countings, regions_keeping
from liangxin.domains.registers.queries.links import counted_address
from liangxin.domains.registers.terms import FeedHow
from liangxin.kernel.period import Period

PACKAGE = "台账"


class RegisterMeasures:
    """What registers publish: code `registers.<type>`, or `registers.<type>@<region>` of a region's own type."""

    def measures(self) -> Sequence[indicators.MeasureCard]:
        """One measure a type that feeds an indicator today; retired types too, for their registers go on."""
        return [_card(one) for one in countings(timezone.localdate()).values()]

    def kept_in(self, codes: Collection[str], region_path: str) -> dict[str, frozenset[int]]:
        """The regions that keep or have kept a register of the type."""
        return regions_keeping(countings(timezone.localdate(), codes), region_path)

    def figures(
        self, codes: Collection[str], region_path: str, periods: Sequence[Period]
    ) -> Iterable[indicators.RegionFigure]:
        """What each region's own records make in each period."""
        today = timezone.localdate()
        for one in counted_in(countings(today, codes), region_path, periods, on=today):
            yield indicators.RegionFigure(one.measure, one.region_id, one.period, one.value, one.records)

    def records_url(self, code: str, region_code: str, period: Period) -> str:
        """The list of the records behind a figure."""
        return counted_address(code, region_code, period)


def _card(one: Counting) -> indicators.MeasureCard:
    spec, feed = one.spec, one.spec.feed
    stage = spec.stage_label(feed.stage) if feed else ""
    field = spec.field(feed.field) if feed else None
    if feed is not None and feed.how is FeedHow.SUM and field is not None:
        how = f"{spec.name}中当期到达“{stage}”的各条“{field.label}”相加；同一区划内同一主键只计一次，撤回的不计。"
    else:
        how = f"{spec.name}中当期到达“{stage}”的条数，一条是{spec.counts}；同一区划内同一主键只计一次，撤回的不计。"
    return indicators.MeasureCard(
        code=one.measure,
        name=spec.name,
        unit=spec.fed_unit,
        indicator_code=one.indicator,
        how=how,
        form=Form.FLOW,
        grain=Grain.MONTH,
        package=PACKAGE,
    )
