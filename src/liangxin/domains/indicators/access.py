"""The doors: the catalogue is open to whoever may read it anywhere; series are seen from their region and above.

By a unit's standing one sees what is computed for the region, and of what units tell, one's own only.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.indicators.errors import IndicatorNotFound, SeriesNotFound, WorkbookNotFound
from liangxin.domains.indicators.models import BaseValue, Indicator, Series, SeriesBreak, Workbook
from liangxin.domains.indicators.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_indicators(actor: Actor) -> QuerySet[Indicator]:
    """The whole catalogue, or nothing."""
    return Indicator.objects.all() if actor.may(Power.READ) else Indicator.objects.none()


def get_indicator(actor: Actor, code: str, to: Power = Power.READ) -> Indicator:
    """The indicator with this code; raises IndicatorNotFound for who may not read, NotAllowed without the power."""
    indicator = visible_indicators(actor).filter(code=code).first()
    if indicator is None:
        raise IndicatorNotFound
    actor.require(to)
    return indicator


def visible_series(actor: Actor) -> QuerySet[Series]:
    """Series of own regions and below; of those that a unit tells, by a unit's standing its own."""
    told = seen_from(actor, Power.READ, unit_field="unit")
    return Series.objects.filter(told | Q(seen_from(actor, Power.READ), unit__isnull=True))


def get_series(actor: Actor, public_id: UUID | str) -> Series:
    """One series with its indicator, region and unit. Raises SeriesNotFound."""
    rows = visible_series(actor).select_related("indicator", "region", "unit")
    series = rows.filter(public_id=public_id).first()
    if series is None:
        raise SeriesNotFound
    return series


def visible_base_values(actor: Actor) -> QuerySet[BaseValue]:
    """Base values of own regions and below, with their revisions."""
    return BaseValue.objects.filter(seen_from(actor, Power.READ))


def visible_breaks(actor: Actor) -> QuerySet[SeriesBreak]:
    """Changes of definition of own regions and below, with those taken back."""
    return SeriesBreak.objects.filter(seen_from(actor, Power.READ))


def visible_workbooks(actor: Actor) -> QuerySet[Workbook]:
    """Workbooks of figures sent for own regions and below; by a unit's standing the unit's own."""
    return Workbook.objects.filter(seen_from(actor, Power.READ, unit_field="unit"))


def get_workbook(actor: Actor, public_id: UUID | str) -> Workbook:
    """One workbook with its region, file and people. Raises WorkbookNotFound."""
    people = ("uploaded_by", "published_by", "undone_by", "same_as__published_by")
    rows = visible_workbooks(actor).select_related("region", "unit", "file", *people)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise WorkbookNotFound
    return found
