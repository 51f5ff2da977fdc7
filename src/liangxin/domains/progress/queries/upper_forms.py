"""The level above's workbooks: those of a region, one with its versions and copies, what is known for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.access import get_upper_filling, get_upper_form, visible_upper_forms
from liangxin.domains.progress.models import Return, TargetSnapshot, TaskSnapshot, UpperFilling, UpperForm
from liangxin.domains.progress.queries.round_material import Beside, Wanted, beside_of, reporters_in
from liangxin.domains.progress.rules.upper_filling import Known, read_grids
from liangxin.domains.progress.rules.upper_forms import (
    Entry,
    Matched,
    SheetGrid,
    expanded,
    from_json,
    proposed,
    written,
)
from liangxin.domains.progress.terms import EmptyWhy, Fact, Power, Status
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, path_of
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class UpperFormCard:
    """A workbook in a list."""

    public_id: UUID
    name: str
    region_name: str
    file_name: str
    version: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class FillingCard:
    """A filled copy in a list."""

    public_id: UUID
    period: Period
    version: int
    filled: int
    empty: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a filled copy: what it was filled with and where that comes from, or why it stayed empty."""

    place: str
    fact: Fact
    of: str
    region: str
    value: str
    why: EmptyWhy | None
    trail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpperFormPage:
    """A workbook with its mapping in force, its proposal while there is none, and its filled copies."""

    card: UpperFormCard
    region_code: str
    mapping: str
    proposal: str
    confirmed_by: str
    confirmed_at: datetime | None
    fillings: Sequence[FillingCard]
    may_edit: bool
    history: Sequence[TrailCard]


def upper_forms(actor: Actor) -> list[UpperFormCard]:
    """The workbooks that the actor sees."""
    rows = visible_upper_forms(actor).select_related("region").prefetch_related("mappings")
    return [_card(row) for row in rows.order_by("region__path", "-pk")]


def _card(row: UpperForm) -> UpperFormCard:
    version = max((one.number for one in row.mappings.all()), default=0)
    return UpperFormCard(row.public_id, row.name, row.region.name, row.file_name, version, row.added_at)


def upper_form_page(actor: Actor, public_id: UUID | str) -> UpperFormPage:
    """One workbook that the actor sees. Raises UpperFormNotFound."""
    row = get_upper_form(actor, public_id)
    last = row.mappings.select_related("confirmed_by").order_by("-number").first()
    fillings = row.fillings.select_related("mapping", "filled_by").order_by("-pk")[:24]
    return UpperFormPage(
        card=_card(row),
        region_code=row.region.code,
        mapping=written([from_json(one) for one in last.entries]) if last else "",
        proposal="" if last else written(proposal_of(row)),
        confirmed_by=last.confirmed_by.name if last and last.confirmed_by else "",
        confirmed_at=last.confirmed_at if last else None,
        fillings=[
            FillingCard(
                one.public_id,
                Period(one.starts_on, one.ends_on),
                one.mapping.number,
                one.filled,
                one.empty,
                one.filled_by.name if one.filled_by else "",
                one.filled_at,
            )
            for one in fillings
        ],
        may_edit=actor.may(Power.DISPATCH, row.region.path),
        history=entries_of(("progress.upper_form", str(row.pk))),
    )


def filling_cells(actor: Actor, public_id: UUID | str) -> tuple[UpperFilling, list[FilledCell]]:
    """A filled copy that the actor sees, with its cells. Raises UpperFormNotFound."""
    row = get_upper_filling(actor, public_id)
    cells = [
        FilledCell(
            one["place"],
            Fact.of(one["fact"]),
            one["of"],
            one["region"],
            one["value"],
            EmptyWhy.of(one["why"]) if one["why"] else None,
            tuple(one["trail"]),
        )
        for one in row.cells
    ]
    return row, cells


def empty_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The workbook as it was uploaded, and its name. Raises UpperFormNotFound."""
    row = get_upper_form(actor, public_id)
    return row.file, row.file_name


def grids_of(row: UpperForm) -> list[SheetGrid]:
    """The sheets of a workbook. Raises UpperFormUnreadable, FileLost."""
    return read_grids(path_of(row.file), row.file_name)


def matcher(grids: Iterable[SheetGrid], *, sure: bool) -> Matched:
    """Which indicator a label means, looked up for all labels of the sheets at once; with `sure` only beyond doubt."""
    texts = {text.strip() for grid in grids for text in grid.texts.values() if 1 < len(text.strip()) <= 60}
    found = indicators.match_indicators(indicators.Said(text) for text in texts)
    least = indicators.SURE if sure else indicators.LIKELY
    codes = {said.words: matches[0].code for said, matches in found.items() if matches and matches[0].score >= least}
    return lambda text, _unit: codes.get(text.strip(), "")


def proposal_of(row: UpperForm) -> list[Entry]:
    """What a workbook may be filled from, by its labels and headings; to be confirmed by a person."""
    grids = grids_of(row)
    match = matcher(grids, sure=False)
    codes = regions.divisions_below([row.region.code])[row.region.code]
    places = {card.name: code for code, card in regions.region_cards(codes).items()}
    return [entry for grid in grids for entry in proposed(grid, match, places)]


def cells_of(row: UpperForm, entries: Sequence[Entry]) -> list[Entry]:
    """The single cells of a mapping; columns are spread over the labels of their rows."""
    if not any(entry.labels for entry in entries):
        return list(entries)
    grids = {grid.name: grid for grid in grids_of(row)}
    match = matcher(grids.values(), sure=True)
    return [cell for entry in entries for cell in expanded(entry, grids.get(entry.sheet), match)]


def known_of(row: UpperForm, entries: Sequence[Entry], period: Period) -> list[tuple[Entry, Known]]:
    """What is known for each cell; the queries grow with the months that are asked for, not with the cells."""
    places = {row.region.code: row.region_id}
    below = [one.region for one in entries if one.region]
    places |= {
        code: card.id for code, card in regions.region_cards(below).items() if card.path.startswith(row.region.path)
    }
    facts = _Facts.of(row, entries, places, period)
    return [(entry, facts.known(entry)) for entry in entries]


@dataclass(frozen=True)
class _Facts:
    home: str
    places: Mapping[str, int]
    period: Period
    targets: Mapping[tuple[int, str], TargetSnapshot]
    tasks: Sequence[TaskSnapshot]
    kept_in: Mapping[str, str]
    beside: Mapping[tuple[Period, int, str], Beside]
    units: int

    @classmethod
    def of(cls, row: UpperForm, entries: Sequence[Entry], places: Mapping[str, int], period: Period) -> _Facts:
        codes = {one.of for one in entries if one.of and one.fact is not Fact.TEXT}
        rows = TargetSnapshot.objects.filter(region__in=places.values(), indicator__code__in=codes)
        targets: dict[tuple[int, str], TargetSnapshot] = {}
        for target in rows.select_related("indicator", "target", "lead_unit").order_by("deadline", "place"):
            at = (target.region_id, target.indicator.code if target.indicator else "")
            if at not in targets or (targets[at].deadline or 9999) < period.start.year:
                targets[at] = target
        needs_tasks = any(one.fact is Fact.TEXT for one in entries)
        tasks = TaskSnapshot.objects.filter(region__in=places.values()).select_related("report", "task")
        cards = indicators.indicator_cards(indicators.indicator_ids(codes).values())
        known = {card.code: card for card in cards.values()}
        asked = Return.objects.filter(round__region=row.region_id, unit__isnull=False, round__starts_on=period.start)
        return cls(
            row.region.code,
            places,
            period,
            targets,
            list(tasks.order_by("place")) if needs_tasks else [],
            {code: card.unit for code, card in known.items()},
            _beside(entries, places, row.region.code, period, targets, known),
            asked.filter(round__ends_on=period.end).values("unit").distinct().count(),
        )

    def known(self, entry: Entry) -> Known:
        """What is known for one cell, in the unit that it wants."""
        if entry.fact is Fact.FIXED:
            return Known(entry.text, trail=("fixed",))
        if entry.fact is Fact.UNITS:
            return Known(Decimal(self.units), trail=("round",)) if self.units else Known(None, EmptyWhy.MISSING)
        region = self.places.get(entry.region or self.home)
        if region is None:
            return Known(None, EmptyWhy.UNKNOWN)
        if entry.fact is Fact.TEXT:
            return self._text(entry, region)
        if entry.fact in (Fact.FIGURE, Fact.TO_DATE):
            return self._figure(entry, region)
        return self._of_target(entry, region)

    def _text(self, entry: Entry, region: int) -> Known:
        task = next((one for one in self.tasks if one.region_id == region and entry.of in one.title), None)
        if task is None:
            return Known(None, EmptyWhy.UNKNOWN)
        if task.report is None or not task.report.text:
            return Known(None, EmptyWhy.MISSING)
        return Known(task.report.text, trail=("task", str(task.task.public_id)))

    def _of_target(self, entry: Entry, region: int) -> Known:
        target = self.targets.get((region, entry.of))
        if target is None:
            return Known(None, EmptyWhy.UNKNOWN)
        trail = ("target", str(target.target.public_id))
        if entry.fact is Fact.STATUS:
            return Known(Status.of(target.status).label, trail=trail)
        value = target.aim if entry.fact is Fact.AIM else target.expected
        return _measured(entry, value, target.unit or self.kept_in.get(entry.of, ""), trail)

    def _figure(self, entry: Entry, region: int) -> Known:
        if entry.of not in self.kept_in:
            return Known(None, EmptyWhy.UNKNOWN)
        period = period_of(entry, self.period)
        if period.start >= self.period.end:
            return Known(None, EmptyWhy.LATER)
        beside = self.beside.get((period, region, entry.of))
        if beside is None:
            return Known(None, EmptyWhy.MISSING)
        if entry.fact is Fact.TO_DATE:
            value = beside.told_to_date
        else:
            value = beside.told if beside.told is not None else beside.computed
        trail = ("figure", entry.of, entry.region or self.home)
        return _measured(entry, value, self.kept_in[entry.of], trail)


def _measured(entry: Entry, value: Decimal | None, unit: str, trail: tuple[str, ...]) -> Known:
    if value is None:
        return Known(None, EmptyWhy.MISSING)
    try:
        brought = indicators.converted(value, unit, entry.unit) if entry.unit and entry.unit != unit else value
    except Refusal:
        return Known(None, EmptyWhy.UNIT)
    return Known((brought * entry.scale).normalize() + 0, trail=trail)


def period_of(entry: Entry, period: Period) -> Period:
    """The month that a cell wants, or the period of the workbook."""
    return Period.month(period.start.year, entry.month) if entry.month else period


def _beside(
    entries: Sequence[Entry],
    places: Mapping[str, int],
    home: str,
    period: Period,
    targets: Mapping[tuple[int, str], TargetSnapshot],
    known: Mapping[str, indicators.IndicatorCard],
) -> dict[tuple[Period, int, str], Beside]:
    reporters = reporters_in(list(places.values()))
    ids = {reporters.get(one.target_id) or one.lead_unit_id for one in targets.values()} - {None}
    units = regions.unit_cards(one for one in ids if one)
    wanted: dict[Period, dict[Wanted, tuple[int, str]]] = {}
    for entry in entries:
        region, card = places.get(entry.region or home), known.get(entry.of)
        when = period_of(entry, period)
        if entry.fact not in (Fact.FIGURE, Fact.TO_DATE) or region is None or card is None or when.start >= period.end:
            continue
        target = targets.get((region, entry.of))
        unit = units.get(reporters.get(target.target_id) or target.lead_unit_id or 0) if target else None
        of = Wanted(
            target.target_id if target else 0, card.id, unit.public_id if unit else None, card.kind.value, card.unit,
            region, is_region=True,
        )  # fmt: skip
        wanted.setdefault(when, {})[of] = (region, entry.of)
    return {
        (when, *at): beside
        for when, asked in wanted.items()
        for one, beside in beside_of(list(asked), when).items()
        if (at := asked[one])
    }


def as_cells(done: Iterable[Any]) -> list[dict[str, Any]]:
    """What became of each cell, as plain values to be kept."""
    return [
        {
            "place": one.entry.place,
            "fact": one.entry.fact.value,
            "of": one.entry.of or one.entry.text,
            "region": one.entry.region,
            "value": "" if one.known.value is None else f"{one.known.value:f}" if isinstance(one.known.value, Decimal)
            else one.known.value,
            "why": one.known.why.value if one.known.why else "",
            "trail": list(one.known.trail),
        }
        for one in done
    ]  # fmt: skip
