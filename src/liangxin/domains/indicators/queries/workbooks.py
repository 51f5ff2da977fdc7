"""Workbooks of figures: template, what is shown in its columns, the list of those sent, one with what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from liangxin.domains.indicators.access import get_workbook, visible_indicators, visible_series, visible_workbooks
from liangxin.domains.indicators.models import Indicator, IndicatorSynonym, Workbook, WorkbookRow
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.queries.observations import SeriesCard, tidy
from liangxin.domains.indicators.queries.series import series_of
from liangxin.domains.indicators.rules.workbooks import ROLLED, Named, RowFault, rows_sheet
from liangxin.domains.indicators.terms import Doubt, Form, Layout, Power, RowOutcome, WorkbookState
from liangxin.domains.regions import api as regions
from liangxin.engines.sheets import Figure, Mark, write_marked, write_template
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, path_of
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class WorkbookCard:
    """A workbook with its counts of figures; `same_as` is the one that published the same list first."""

    id: int
    public_id: UUID
    file_name: str
    state: WorkbookState
    layout: Layout
    new: int
    revised: int
    unchanged: int
    faulty: int
    doubtful: int
    unit_name: str
    uploaded_by: str
    uploaded_at: datetime
    published_by: str
    published_at: datetime | None
    reason: str
    undone_by: str
    undone_at: datetime | None
    undo_reason: str
    same_as: tuple[UUID, str, datetime] | None

    @property
    def writes(self) -> int:
        return self.new + self.revised

    @property
    def figures(self) -> int:
        return self.writes + self.unchanged

    @property
    def is_open(self) -> bool:
        return self.state is WorkbookState.CHECKED


@dataclass(frozen=True, slots=True)
class PointLine:
    """One figure of a workbook, what stood there and what would, in the series' unit."""

    number: int
    column: str
    outcome: RowOutcome
    indicator_code: str
    indicator_name: str
    region_code: str
    region_name: str
    unit_name: str
    period: Period
    form: Form
    counted_in: str
    before: Decimal | None
    value: Decimal
    got: int
    expected: int
    doubts: tuple[Doubt, ...]
    note: str


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """One workbook with its region; `unexplained` are revisions whose rows give no reason."""

    card: WorkbookCard
    region: regions.RegionCard
    notices: tuple[tuple[str, Mapping[str, str]], ...]
    faults: int
    unexplained: int
    may_publish: bool
    history: tuple[TrailCard, ...]


def indicators_named(codes: Iterable[str] | None = None) -> list[Named]:
    """All indicators, or these, with every name that leads to them, by family; in one query."""
    rows = IndicatorSynonym.objects.order_by("indicator__family", "indicator__code", "-is_own_name", "id")
    if codes is not None:
        rows = rows.filter(indicator__code__in=set(codes))
    names: dict[tuple[str, str], list[str]] = {}
    for code, unit, name in rows.values_list("indicator__code", "indicator__unit", "name"):
        names.setdefault((code, unit), []).append(name)
    return [Named(code, tuple(known), unit) for (code, unit), known in names.items()]


def places_named(actor: Actor, region: regions.RegionCard) -> list[tuple[str, str]]:
    """Codes and names of a region, of all divisions below it, and of its zones."""
    below = [(card.code, card.name) for card in regions.divisions_under([region.path])]
    zones = [(card.code, card.name) for card in regions.regions_below(actor, region.code)]
    return list(dict.fromkeys([(region.code, region.name), *below, *zones]))


def own_units(actor: Actor, region: regions.RegionCard) -> list[regions.UnitCard]:
    """The units of a region for which the actor may tell figures."""
    units = regions.units_in(actor, region.code)
    return [unit for unit in units if unit.heir_id is None and actor.may(Power.REPORT, region.path, unit.id)]


def write_figures_template(actor: Actor, region_code: str, target: IO[bytes], *, used_only: bool) -> regions.RegionCard:
    """The blank workbook of a region; its indicators are all, or those that have figures here.

    Raises RegionNotFound.
    """
    region = region_seen(actor, region_code)
    used = _codes_used(actor, region) if used_only else None
    named = indicators_named(used or None)
    units = [unit.name for unit in own_units(actor, region)]
    write_template(rows_sheet(named, places_named(actor, region), units), target)
    return region


def _codes_used(actor: Actor, region: regions.RegionCard) -> set[str]:
    rows = visible_series(actor).filter(region__path__startswith=region.path)
    return set(rows.values_list("indicator__code", flat=True).distinct())


def write_figures(
    actor: Actor, region_code: str, since: date, target: IO[bytes], indicator_code: str = ""
) -> regions.RegionCard:
    """The figures of a region that the actor sees, in the columns of the template, so that they read back unchanged.

    Those of one indicator, or of all. Raises RegionNotFound, IndicatorNotFound.
    """
    region = region_seen(actor, region_code)
    indicators = visible_indicators(actor).filter(
        code__in=[indicator_code] if indicator_code else _codes_used(actor, region)
    )
    known = {row.pk: row for row in indicators.order_by("family", "code")}
    seen = set(visible_series(actor).filter(region=region.id).values_list("pk", flat=True))
    told = series_of([(pk, region.id) for pk in known])
    rows = [
        row
        for pk, indicator in known.items()
        for card in told[pk, region.id]
        if card.id in seen or card.is_rolled_up
        for row in _rows_of(card, indicator, region, since)
    ]
    named = indicators_named([row.code for row in known.values()] or None)
    tellers = {row["teller"] for row in rows if row["teller"]}
    units = dict.fromkeys([*(unit.name for unit in own_units(actor, region)), *sorted(tellers)])
    write_template(rows_sheet(named, places_named(actor, region), list(units)), target, rows)
    return region


def _rows_of(
    card: SeriesCard, indicator: Indicator, region: regions.RegionCard, since: date
) -> Iterator[dict[str, Any]]:
    for point in card.points:
        if point.period.end <= since:
            continue
        is_part = point.got < point.expected
        yield {
            "indicator": indicator.code,
            "region": region.code,
            "period": str(point.period),
            "value": Figure(point.value),
            "measured_in": card.unit,
            "form": card.form.value,
            "teller": card.unit_name or None,
            "origin": ROLLED if card.is_rolled_up else card.origin.value,
            "got": point.got if is_part else None,
            "expected": point.expected if is_part else None,
        }


def workbook_card(row: Workbook) -> WorkbookCard:
    """The card of a workbook fetched with its people."""
    first = row.same_as
    return WorkbookCard(
        id=row.pk,
        public_id=row.public_id,
        file_name=row.file_name,
        state=WorkbookState.of(row.state),
        layout=Layout.of(row.layout),
        new=row.rows_new,
        revised=row.rows_revised,
        unchanged=row.rows_unchanged,
        faulty=row.rows_faulty,
        doubtful=row.rows_doubtful,
        unit_name=row.unit.name if row.unit else "",
        uploaded_by=_name(row.uploaded_by),
        uploaded_at=row.uploaded_at,
        published_by=_name(row.published_by),
        published_at=row.published_at,
        reason=row.reason,
        undone_by=_name(row.undone_by),
        undone_at=row.undone_at,
        undo_reason=row.undo_reason,
        same_as=(first.public_id, _name(first.published_by), first.published_at)
        if first and first.published_at
        else None,
    )


def _name(account: Any) -> str:
    return account.name if account else ""


def workbooks_listed(actor: Actor, region_id: int) -> QuerySet[Workbook]:
    """The rows of the list of a region's workbooks, for `workbook_cards`."""
    rows = visible_workbooks(actor).filter(region=region_id)
    return rows.select_related("unit", "uploaded_by", "published_by", "undone_by", "same_as__published_by")


def workbook_cards(rows: Sequence[Workbook]) -> list[WorkbookCard]:
    """Cards of rows of `workbooks_listed`."""
    return [workbook_card(row) for row in rows]


def may_send(actor: Actor, region: regions.RegionCard) -> bool:
    """Whether the actor may send workbooks of figures for a region."""
    return actor.may(Power.OBSERVE, region.path) or bool(own_units(actor, region))


def workbook_page(actor: Actor, public_id: UUID | str) -> WorkbookPage:
    """One workbook. Raises WorkbookNotFound."""
    row = get_workbook(actor, public_id)
    told = WorkbookRow.objects.filter(workbook=row, outcome=RowOutcome.REVISED.value, note="")
    return WorkbookPage(
        card=workbook_card(row),
        region=regions.regions_by_id([row.region_id])[row.region_id],
        notices=tuple((sentence, details) for sentence, details in row.notices),
        faults=len(row.faults),
        unexplained=told.count(),
        may_publish=may_publish(actor, row),
        history=tuple(entries_of(row)),
    )


def may_publish(actor: Actor, row: Workbook) -> bool:
    """Whether the actor may decide on a workbook fetched with its region."""
    path = row.region.path
    is_own = row.unit_id is not None and actor.may(Power.REPORT, path, row.unit_id)
    return is_own or actor.may(Power.OBSERVE, path)


def faults_of(actor: Actor, public_id: UUID | str) -> list[RowFault]:
    """What is wrong with the cells of a workbook. Raises WorkbookNotFound."""
    return [RowFault(**fault) for fault in get_workbook(actor, public_id).faults]


def points_listed(actor: Actor, public_id: UUID | str) -> QuerySet[WorkbookRow]:
    """The rows for `point_lines`. Raises WorkbookNotFound."""
    rows = WorkbookRow.objects.filter(workbook=get_workbook(actor, public_id))
    rows = rows.annotate(is_doubted=ExpressionWrapper(~Q(doubts=[]), output_field=BooleanField()))
    return rows.select_related("indicator", "region", "unit")


def point_lines(rows: Sequence[WorkbookRow]) -> list[PointLine]:
    """Cards of rows of `points_listed`."""
    return [_point_line(row) for row in rows]


def _point_line(row: WorkbookRow) -> PointLine:
    before = row.before["value"] if row.before else None
    return PointLine(
        number=row.number,
        column=row.column,
        outcome=RowOutcome.of(row.outcome),
        indicator_code=row.indicator.code,
        indicator_name=row.indicator.name,
        region_code=row.region.code,
        region_name=row.region.name,
        unit_name=row.unit.name if row.unit else "",
        period=Period(row.starts_on, row.ends_on),
        form=Form.of(row.form),
        counted_in=row.counted_in,
        before=None if before is None else tidy(Decimal(before)),
        value=tidy(row.value),
        got=row.got,
        expected=row.expected,
        doubts=tuple(Doubt.of(value) for value in row.doubts),
        note=row.note,
    )


def workbook_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The workbook as it was sent, and its owner's name for it. Raises WorkbookNotFound."""
    row = get_workbook(actor, public_id)
    return row.file, row.file_name


def write_marked_workbook(actor: Actor, public_id: UUID | str, target: IO[bytes]) -> tuple[str, str]:
    """The person's own workbook with its faults marked: its name and the suffix that it should have.

    Raises WorkbookNotFound, SheetRefused, FileLost.
    """
    row = get_workbook(actor, public_id)
    marks = [
        Mark(fault.row, fault.column, fault.sentence % fault.details, fault.remedy % fault.details)
        for fault in (RowFault(**values) for values in row.faults)
    ]
    suffix = write_marked(path_of(row.file), marks, target, sheet=row.sheet, head_row=row.head_row, name=row.file_name)
    return row.file_name, suffix
