"""Recording what was observed: in bulk, append-only, unchanged figures writing nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from liangxin.domains.indicators.actions.holding import hold_units, require_unlocked
from liangxin.domains.indicators.errors import GivenTwice, IndicatorNotFound, ReasonMissing
from liangxin.domains.indicators.events import ObservationsRecorded
from liangxin.domains.indicators.models import Indicator, Observation, Series
from liangxin.domains.indicators.queries.figures import place_of
from liangxin.domains.indicators.queries.observations import current_rows
from liangxin.domains.indicators.rules.converting import converted
from liangxin.domains.indicators.rules.drafts import ObservationDraft, require_sound, shortened
from liangxin.domains.indicators.rules.periods import grain_of
from liangxin.domains.indicators.terms import Deed, Origin, Power
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.errors import RegionNotFound, UnitNotFound
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period

_BATCH = 5000  # rows in one INSERT: parameters stay below what PostgreSQL takes


@dataclass(frozen=True, slots=True)
class ObservationsTaken:
    """How many points were new, were revised (or taken back), and stood there already as told."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0

    def __add__(self, other: ObservationsTaken) -> ObservationsTaken:
        return ObservationsTaken(self.new + other.new, self.revised + other.revised, self.unchanged + other.unchanged)


class SeriesKey(NamedTuple):
    """What makes a series one."""

    indicator_id: int
    region_id: int
    origin: str
    measure_code: str
    unit_id: int | None
    form: str
    grain: str


def record_observations(actor: Actor, drafts: Iterable[ObservationDraft]) -> ObservationsTaken:
    """Record the figures of any number of points; the same figure again is unchanged, another one a new revision.

    A unit's clerk reports for the own unit, whoever manages the figures of a region records any. Values come in the
    draft's unit or, without one, the indicator's. All or none are taken, in about ten queries and one more a region.

    Raises PeriodOfNoGrain, ValueMalformed, CoverageImpossible, OriginMalformed, UnitUnfit, GivenTwice, ReasonMissing
    (a person's revision without a reason), PeriodLocked (what was settled), IndicatorNotFound, RegionNotFound,
    UnitNotFound, NotAllowed.
    """
    given = list(drafts)
    for draft in given:
        require_sound(draft)
    if not given:
        return ObservationsTaken()
    with transaction.atomic():
        known = KnownNames.of(given)
        known.require_power(actor, given)
        return write_points(actor, given, known)


@dataclass(frozen=True)
class KnownNames:
    """Indicators, regions and units that drafts name."""

    indicators: Mapping[str, Indicator]
    places: Mapping[str, regions.RegionCard]
    units: Mapping[UUID, regions.UnitCard]

    @classmethod
    def of(cls, drafts: list[ObservationDraft]) -> KnownNames:
        """Raises IndicatorNotFound, RegionNotFound, UnitNotFound."""
        codes = {draft.indicator_code for draft in drafts}
        indicators = {row.code: row for row in Indicator.objects.filter(code__in=codes)}
        if codes - indicators.keys():
            raise IndicatorNotFound(field="indicator")
        wanted = {draft.region_code for draft in drafts}
        cards = regions.region_cards(wanted)
        for missing in sorted(wanted - cards.keys()):
            raise RegionNotFound(field="region", code=missing)
        ids = {draft.unit_id for draft in drafts if draft.unit_id is not None}
        units = regions.units_by_public_id(ids) if ids else {}
        if any(one not in units or units[one].heir_id is not None for one in ids):
            raise UnitNotFound(field="unit")
        return cls(indicators, cards, units)

    def require_power(self, actor: Actor, drafts: list[ObservationDraft]) -> None:
        """Raises RegionNotFound for a region not seen, NotAllowed."""
        for code, unit_id, origin in {(draft.region_code, draft.unit_id, draft.origin) for draft in drafts}:
            path = self.places[code].path
            if not actor.may(Power.READ, path):
                raise RegionNotFound(code=code)
            if origin is Origin.REPORTED and unit_id and actor.may(Power.REPORT, path, self.units[unit_id].id):
                continue
            actor.require(Power.OBSERVE, path)

    def key(self, draft: ObservationDraft) -> SeriesKey:
        return SeriesKey(
            self.indicators[draft.indicator_code].pk,
            self.places[draft.region_code].id,
            draft.origin.value,
            draft.measure_code,
            self.units[draft.unit_id].id if draft.unit_id else None,
            draft.form.value,
            grain_of(draft.period).value,
        )


def write_points(actor: Actor, drafts: list[ObservationDraft], known: KnownNames) -> ObservationsTaken:
    """Write what is new or different, leave the trail and tell the packages above; within the caller's transaction."""
    points = _by_point(drafts, known)
    hold_units(key.unit_id for key, _ in points)
    series = _series_for({key for key, _ in points}, {row.pk: row.unit for row in known.indicators.values()})
    current = _current_of(series.values(), {period for _, period in points})
    rows: list[Observation] = []
    written: list[tuple[SeriesKey, Period]] = []
    changed: dict[str, list[ObservationDraft]] = {}
    revised = 0
    for (key, period), draft in points.items():
        figures = _figures(draft, known.indicators[draft.indicator_code].unit, series[key].counted_in)
        before = current.get((series[key].pk, period))
        if figures == (before[1:] if before else _NOTHING):
            continue
        row = _row(actor, series[key], draft, figures, revision=1 + (before[0] if before else 0))
        if before and actor.account_id is not None and not row.reason:
            raise ReasonMissing(field="reason", period=period)
        revised += before is not None
        rows.append(row)
        written.append((key, period))
        changed.setdefault(draft.region_code, []).append(draft)
    require_unlocked(actor, written)
    Observation.objects.bulk_create(rows, batch_size=_BATCH)
    if rows:
        _tell(actor, changed, known)
    return ObservationsTaken(len(rows) - revised, revised, len(points) - len(rows))


Figures = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None, int, int]
_FIGURES = ("value", "numerator", "denominator", "weight", "got", "expected")
_NOTHING: Figures = (None, None, None, None, 0, 1)


def _figures(draft: ObservationDraft, unit: str, counted_in: str) -> Figures:
    """What makes two revisions differ, the value in the unit of the series; taking back says nothing else.

    Raises UnitUnfit.
    """
    if draft.value is None:
        return _NOTHING
    value = converted(draft.value, draft.unit or unit, counted_in)
    return value, draft.numerator, draft.denominator, draft.weight, draft.got, draft.expected


def _by_point(drafts: list[ObservationDraft], known: KnownNames) -> dict[tuple[SeriesKey, Period], ObservationDraft]:
    points: dict[tuple[SeriesKey, Period], ObservationDraft] = {}
    for draft in drafts:
        other = points.setdefault((known.key(draft), draft.period), draft)
        if other is not draft and (other.value, other.unit) != (draft.value, draft.unit):
            raise GivenTwice(field="period", period=draft.period)
    return points


def _series_for(keys: set[SeriesKey], units: Mapping[int, str]) -> dict[SeriesKey, Series]:
    """The series of these keys, begun where there was none, all locked so that revisions follow each other."""
    found = series_at(keys)
    missing = [
        Series(**key._asdict(), counted_in=units[key.indicator_id]) for key in sorted(keys - found.keys(), key=str)
    ]
    if missing:
        Series.objects.bulk_create(missing, ignore_conflicts=True, batch_size=_BATCH)
        found = series_at(keys)
    ids = [row.pk for row in found.values()]
    list(Series.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return found


def series_at(keys: set[SeriesKey]) -> dict[SeriesKey, Series]:
    """The series of these keys that there are, in one query."""
    rows = Series.objects.filter(
        indicator__in={key.indicator_id for key in keys},
        region__in={key.region_id for key in keys},
        origin__in={key.origin for key in keys},
    )
    found = {SeriesKey(*(getattr(row, name) for name in SeriesKey._fields)): row for row in rows}
    return {key: found[key] for key in keys & found.keys()}


def _current_of(series: Iterable[Series], periods: set[Period]) -> dict[tuple[int, Period], tuple[Any, ...]]:
    """Revision and figures that stand now, by series and period."""
    told = Observation.objects.filter(
        series__in=[row.pk for row in series],
        starts_on__gte=min(period.start for period in periods),
        starts_on__lt=max(period.end for period in periods),
    )
    rows = current_rows(told, ("revision", *_FIGURES))
    return {(pk, period): (number, *(_NOTHING if said[0] is None else said)) for pk, period, number, *said in rows}


def _row(actor: Actor, series: Series, draft: ObservationDraft, figures: Figures, revision: int) -> Observation:
    reason, source = shortened(draft)
    return Observation(
        series_id=series.pk,
        starts_on=draft.period.start,
        ends_on=draft.period.end,
        revision=revision,
        reason=reason,
        source=source,
        recorded_by_id=actor.account_id,
        **dict(zip(_FIGURES, figures, strict=True)),
    )


def _tell(actor: Actor, changed: Mapping[str, list[ObservationDraft]], known: KnownNames) -> None:
    for code, drafts in sorted(changed.items()):
        codes = sorted({draft.indicator_code for draft in drafts})
        subject = place_of(codes[0], code) if len(codes) == 1 else ("indicators.observations", code)
        after: dict[str, object] = {"region": code, "points": len(drafts), "indicators": codes}
        if len(drafts) == 1:
            one = drafts[0]
            after |= {"period": str(one.period), "value": one.value, "form": one.form, "origin": one.origin}
        path = known.places[code].path
        record(actor, Deed.OBSERVED, subject, region_path=path, reason=drafts[0].reason, after=after)
    told = [draft for drafts in changed.values() for draft in drafts]
    announce(
        ObservationsRecorded(
            region_ids=frozenset(known.places[code].id for code in changed),
            region_paths=frozenset(known.places[code].path for code in changed),
            indicator_ids=frozenset(known.indicators[code].pk for code in {draft.indicator_code for draft in told}),
        )
    )
