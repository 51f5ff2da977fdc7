"""Base values and changes of definition, each with its revisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from liangxin.domains.indicators import errors
from liangxin.domains.indicators.access import get_indicator
from liangxin.domains.indicators.models import BaseValue, Indicator, SeriesBreak
from liangxin.domains.indicators.queries.figures import place_of
from liangxin.domains.indicators.queries.observations import BaseCard, BreakCard, base_values, tidy
from liangxin.domains.indicators.rules.drafts import require_value
from liangxin.domains.indicators.terms import REASON_LIMIT, SOURCE_LIMIT, Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

_FIRST_YEAR, _LAST_YEAR = 1949, 2100


def set_base_value(
    actor: Actor, indicator_code: str, region_code: str, year: int, value: Decimal, source: str, reason: str = ""
) -> BaseCard:
    """Say what an indicator was in a base year and where that stands; another value later is a revision, with a reason.

    The value is in the indicator's unit. Raises YearUnlikely, ValueMalformed, SourceMissing, ReasonMissing,
    IndicatorNotFound, RegionNotFound, NotAllowed.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise errors.YearUnlikely(field="year", year=year)
    require_value(value, "base_value")
    source, reason = cut(source.strip(), SOURCE_LIMIT), cut(reason.strip(), REASON_LIMIT)
    if not source:
        raise errors.SourceMissing(field="source")
    with transaction.atomic():
        indicator, region = _place(actor, indicator_code, region_code)
        last = BaseValue.objects.filter(indicator=indicator, region=region.id, year=year).order_by("-revision").first()
        if last and (tidy(last.value), last.counted_in, last.source) == (tidy(value), indicator.unit, source):
            return base_values([(indicator.pk, region.id)])[indicator.pk, region.id, year]
        if last and not reason:
            raise errors.ReasonMissing(field="reason", period=f"{year}年")
        BaseValue.objects.create(
            indicator=indicator,
            region_id=region.id,
            year=year,
            revision=1 + (last.revision if last else 0),
            value=value,
            counted_in=indicator.unit,
            source=source,
            reason=reason,
            recorded_by_id=actor.account_id,
        )
        before = {"value": tidy(last.value), "source": last.source} if last else None
        after = {"region": region.code, "year": year, "value": tidy(value), "source": source}
        record(
            actor,
            Deed.BASE_SET,
            place_of(indicator.code, region.code),
            region_path=region.path,
            reason=reason,
            before=before,
            after=after,
        )
        return base_values([(indicator.pk, region.id)])[indicator.pk, region.id, year]


def declare_break(actor: Actor, indicator_code: str, region_code: str, on: date, note: str) -> BreakCard:
    """Say that an indicator is counted otherwise in a region from a day on; the note says how.

    Raises NoteMissing, IndicatorNotFound, RegionNotFound, NotAllowed.
    """
    note = cut(note.strip(), REASON_LIMIT)
    if not note:
        raise errors.NoteMissing(field="note")
    with transaction.atomic():
        indicator, region = _place(actor, indicator_code, region_code)
        last = _last_break(indicator, region, on)
        if not (last and last.stands and last.note == note):
            _revise(actor, indicator, region, on, note, last, stands=True)
            after = {"region": region.code, "on": on, "note": note}
            record(
                actor, Deed.BREAK_DECLARED, place_of(indicator.code, region.code), region_path=region.path, after=after
            )
    return BreakCard(on, note)


def take_back_break(actor: Actor, indicator_code: str, region_code: str, on: date, reason: str) -> None:
    """Say that there was no change of definition after all.

    Raises ReasonMissing, BreakNotFound, IndicatorNotFound, RegionNotFound, NotAllowed.
    """
    reason = cut(reason.strip(), REASON_LIMIT)
    if not reason:
        raise errors.ReasonMissing(field="reason", period=on)
    with transaction.atomic():
        indicator, region = _place(actor, indicator_code, region_code)
        last = _last_break(indicator, region, on)
        if last is None or not last.stands:
            raise errors.BreakNotFound
        _revise(actor, indicator, region, on, reason, last, stands=False)
        before = {"region": region.code, "on": on, "note": last.note}
        record(
            actor,
            Deed.BREAK_TAKEN_BACK,
            place_of(indicator.code, region.code),
            region_path=region.path,
            reason=reason,
            before=before,
        )


def _place(actor: Actor, indicator_code: str, region_code: str) -> tuple[Indicator, regions.RegionCard]:
    """Indicator and region, for somebody who manages its figures; the lock makes revisions follow each other."""
    indicator = get_indicator(actor, indicator_code)
    region = regions.region_cards([region_code]).get(region_code)
    if region is None or not actor.may(Power.READ, region.path):
        raise RegionNotFound(code=region_code)
    actor.require(Power.OBSERVE, region.path)
    return Indicator.objects.select_for_update().get(pk=indicator.pk), region


def _last_break(indicator: Indicator, region: regions.RegionCard, on: date) -> SeriesBreak | None:
    rows = SeriesBreak.objects.filter(indicator=indicator, region=region.id, on=on)
    return rows.order_by("-revision").first()


def _revise(
    actor: Actor,
    indicator: Indicator,
    region: regions.RegionCard,
    on: date,
    note: str,
    last: SeriesBreak | None,
    *,
    stands: bool,
) -> None:
    SeriesBreak.objects.create(
        indicator=indicator,
        region_id=region.id,
        on=on,
        revision=1 + (last.revision if last else 0),
        stands=stands,
        note=note,
        recorded_by_id=actor.account_id,
    )
