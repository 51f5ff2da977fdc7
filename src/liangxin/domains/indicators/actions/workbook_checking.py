"""What each figure of a workbook would do: names resolved, powers looked at, compared with what stands, doubted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from liangxin.domains.indicators.actions.observations import SeriesKey, series_at
from liangxin.domains.indicators.errors import FormMissing, PointTwice, TellerNotYours, TellerUnknown
from liangxin.domains.indicators.models import Indicator, Observation, Series, Workbook, WorkbookRow
from liangxin.domains.indicators.queries.observations import current_rows, with_points
from liangxin.domains.indicators.rules.checks import doubts_of
from liangxin.domains.indicators.rules.converting import converted
from liangxin.domains.indicators.rules.periods import grain_of
from liangxin.domains.indicators.rules.workbook_points import (
    Figures,
    Stands,
    decide_point,
    require_coverage,
    value_said,
)
from liangxin.domains.indicators.rules.workbooks import RowFault, Said, WorkbookRead, fault_of
from liangxin.domains.indicators.terms import Form, IndicatorKind, Origin, Power, RowOutcome
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import plain

Point = tuple[SeriesKey, Period]
_FIGURES = ("value", "numerator", "denominator", "weight", "got", "expected")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure whose names are known, in its indicator's unit."""

    said: Said
    key: SeriesKey
    indicator: Indicator
    value: Decimal

    @property
    def point(self) -> Point:
        return self.key, self.said.period


@dataclass(frozen=True, slots=True)
class Checked:
    """Rows to be kept, what is wrong, and the rows of the sheet that have something wrong."""

    rows: list[WorkbookRow]
    faults: list[RowFault]
    faulty: set[int]


def check_points(actor: Actor, workbook: Workbook, read: WorkbookRead, on: date) -> Checked:
    """Look at all figures of a workbook fetched with region and unit; queries do not grow with their number."""
    faults = list(read.faults)
    names = _Names.of(actor, workbook, read.said)
    told: list[Told] = []
    for said in read.said:
        try:
            told.append(names.told(said))
        except Refusal as refusal:
            faults.append(_fault(said, refusal, read.labels))
    told, twice = _apart(told, read.labels)
    faults += twice
    faulty = set(read.faulty) | {fault.row for fault in faults}
    # A row of months is right as a whole or not at all: half of it published would look as if all were.
    rows = _decided([one for one in told if one.said.row not in faulty], faults, read.labels, on)
    faulty |= {fault.row for fault in faults}
    return Checked([row for row in rows if row.number not in faulty], sorted(faults, key=_place), faulty)


def _place(fault: RowFault) -> tuple[int, int, str]:
    return fault.row, len(fault.column), fault.column


def _fault(said: Said, refusal: Refusal, labels: Mapping[str, str]) -> RowFault:
    code = refusal.field or "value"
    texts = {"teller": said.teller, "value": f"{said.figure.number:f}{said.figure.unit}", "form": ""}
    column = said.column if code == "value" else said.columns.get(code, "")
    return fault_of(said.row, column, labels.get(code, ""), refusal, texts.get(code, ""))


@dataclass(frozen=True)
class _Names:
    """What the rows name, fetched at once."""

    actor: Actor
    home: regions.RegionCard
    unit: Any
    indicators: Mapping[str, Indicator]
    places: Mapping[str, regions.RegionCard]
    tellers: Mapping[str, Mapping[str, regions.UnitCard]]
    forms: Mapping[tuple[int, int, str, int | None, str], set[str]]

    @classmethod
    def of(cls, actor: Actor, workbook: Workbook, said: Iterable[Said]) -> _Names:
        rows = list(said)
        home = regions.regions_by_id([workbook.region_id])[workbook.region_id]
        indicators = {row.code: row for row in Indicator.objects.filter(code__in={one.indicator for one in rows})}
        places = regions.region_cards({one.region for one in rows if one.region}) | {home.code: home}
        spoken = {one.region or home.code for one in rows if one.teller}
        tellers = {code: _roster(actor, code) for code in sorted(spoken)}
        known = Series.objects.filter(
            indicator__in=[row.pk for row in indicators.values()],
            region__in=[card.id for card in places.values()],
            measure_code="",
        )
        forms: dict[tuple[int, int, str, int | None, str], set[str]] = {}
        columns = ("indicator_id", "region_id", "origin", "unit_id", "grain", "form")
        for *place, form in known.values_list(*columns) if any(one.form is None for one in rows) else ():
            forms.setdefault((place[0], place[1], place[2], place[3], place[4]), set()).add(form)
        return cls(actor, home, workbook.unit, indicators, places, tellers, forms)

    def told(self, said: Said) -> Told:
        """Raises TellerUnknown, TellerNotYours, FormMissing, CoverageImpossible and what values raise."""
        place = self.places[said.region or self.home.code]
        unit_id = self._teller(said, place)
        indicator = self.indicators[said.indicator]
        require_coverage(said)
        value = value_said(said, indicator.unit)
        grain = grain_of(said.period).value
        form = said.form or self._usual_form((indicator.pk, place.id, said.origin.value, unit_id, grain))
        key = SeriesKey(indicator.pk, place.id, said.origin.value, "", unit_id, form.value, grain)
        return Told(said, key, indicator, value)

    def _teller(self, said: Said, place: regions.RegionCard) -> int | None:
        office = self.actor.may(Power.OBSERVE, place.path)
        if not said.teller:
            unit_id, name = (None, place.name) if office or self.unit is None else (self.unit.pk, self.unit.name)
        else:
            found = self.tellers[place.code].get(plain(said.teller))
            if found is None:
                raise TellerUnknown(field="teller", typed=said.teller, region=place.name)
            unit_id, name = found.id, found.name
        own = unit_id is not None and self.actor.may(Power.REPORT, place.path, unit_id)
        if not (office or (own and said.origin is Origin.REPORTED)):
            raise TellerNotYours(field="teller" if said.teller else "value", typed=name)
        return unit_id

    def _usual_form(self, place: tuple[int, int, str, int | None, str]) -> Form:
        known = self.forms.get(place, set())
        if len(known) != 1:
            raise FormMissing(field="form")
        return Form.of(next(iter(known)))


def _roster(actor: Actor, region_code: str) -> dict[str, regions.UnitCard]:
    """The units of a region by every name that leads to them."""
    found: dict[str, regions.UnitCard] = {}
    for unit in regions.units_in(actor, region_code):
        if unit.heir_id is None:
            for name in (unit.name, unit.short_name, *(alias.name for alias in unit.aliases)):
                found.setdefault(plain(name), unit)
    found.pop("", None)
    return found


def _apart(told: list[Told], labels: Mapping[str, str]) -> tuple[list[Told], list[RowFault]]:
    """Figures of points that stand in the workbook once; all others are at fault."""
    by_point: dict[Point, list[Told]] = {}
    for one in told:
        by_point.setdefault(one.point, []).append(one)
    faults = [
        _fault(one.said, PointTwice(field="value", row=next(o.said.row for o in group if o is not one)), labels)
        for group in by_point.values()
        if len(group) > 1
        for one in group
    ]
    return [group[0] for group in by_point.values() if len(group) == 1], faults


def _decided(told: list[Told], faults: list[RowFault], labels: Mapping[str, str], on: date) -> list[WorkbookRow]:
    series = series_at({one.key for one in told})
    stands = standing(series, {one.said.period for one in told})
    others = _others(series)
    in_unit: dict[Point, Decimal] = {}
    for one in told:
        unit = series[one.key].counted_in if one.key in series else one.indicator.unit
        try:
            in_unit[one.point] = converted(one.value, one.indicator.unit, unit)
            others.setdefault(one.key, {})[one.said.period] = in_unit[one.point]
        except Refusal as refusal:
            faults.append(_fault(one.said, refusal, labels))
    rows = []
    for one in told:
        if one.point in in_unit:
            unit = series[one.key].counted_in if one.key in series else one.indicator.unit
            outcome, figures = decide_point(one.said, in_unit[one.point], stands.get(one.point))
            row = _row(one, outcome, figures, stands.get(one.point), unit)
            if outcome is not RowOutcome.UNCHANGED:
                row.doubts = [doubt.value for doubt in _doubts(one, in_unit[one.point], others[one.key], unit, on)]
            rows.append(row)
    return rows


def _doubts(one: Told, value: Decimal, others: Mapping[Period, Decimal], unit: str, on: date) -> tuple[Any, ...]:
    kind = IndicatorKind.of(one.indicator.kind)
    return doubts_of(value, one.said.period, Form.of(one.key.form), others, unit=unit, kind=kind, on=on)


def _others(series: Mapping[SeriesKey, Series]) -> dict[SeriesKey, dict[Period, Decimal]]:
    known = with_points(series.values())
    return {key: {point.period: point.value for point in known[row.pk].points} for key, row in series.items()}


def standing(series: Mapping[SeriesKey, Series], periods: set[Period]) -> dict[Point, Stands]:
    """What stands at the points of these series in these periods, those taken back too; in one query."""
    if not (series and periods):
        return {}
    told = Observation.objects.filter(
        series__in=[row.pk for row in series.values()],
        starts_on__gte=min(period.start for period in periods),
        starts_on__lt=max(period.end for period in periods),
    )
    keys = {row.pk: key for key, row in series.items()}
    return {
        (keys[pk], period): Stands(revision, Figures(*figures), source)
        for pk, period, revision, source, *figures in current_rows(told, ("revision", "source", *_FIGURES))
    }


def _row(one: Told, outcome: RowOutcome, figures: Figures, stands: Stands | None, unit: str) -> WorkbookRow:
    said, key = one.said, one.key
    return WorkbookRow(
        number=said.row,
        column=said.column,
        outcome=outcome.value,
        indicator_id=key.indicator_id,
        region_id=key.region_id,
        unit_id=key.unit_id,
        origin=key.origin,
        form=key.form,
        starts_on=said.period.start,
        ends_on=said.period.end,
        counted_in=unit,
        source=said.source,
        note=said.note,
        before=_before(stands) if stands else None,
        **{name: getattr(figures, name) for name in _FIGURES},
    )


def _before(stands: Stands) -> dict[str, Any]:
    numbers = {name: getattr(stands.figures, name) for name in _FIGURES}
    plain_values = {name: str(value) if isinstance(value, Decimal) else value for name, value in numbers.items()}
    return plain_values | {"revision": stands.revision, "source": stands.source}


def key_of(row: WorkbookRow) -> SeriesKey:
    """The series that a row tells of."""
    period = Period(row.starts_on, row.ends_on)
    return SeriesKey(row.indicator_id, row.region_id, row.origin, "", row.unit_id, row.form, grain_of(period).value)


def leave_known(rows: Iterable[WorkbookRow], first: Workbook) -> list[WorkbookRow]:
    """Points that the same list has brought in before change nothing, whatever became of them since."""
    came = {(key_of(row), row.starts_on) for row in first.rows.all()}
    for row in rows:
        if (key_of(row), row.starts_on) in came:
            row.outcome, row.doubts = RowOutcome.UNCHANGED.value, []
    return list(rows)
