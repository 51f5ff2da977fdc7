"""A workbook of figures: taken in and checked, published as a whole, taken back as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import errors
from liangxin.domains.indicators.access import get_workbook
from liangxin.domains.indicators.actions.observations import SeriesKey, record_observations, series_at
from liangxin.domains.indicators.actions.workbook_checking import check_points, key_of, leave_known, standing
from liangxin.domains.indicators.models import Series, Workbook, WorkbookRow
from liangxin.domains.indicators.queries.figures import region_seen
from liangxin.domains.indicators.queries.workbooks import (
    WorkbookCard,
    indicators_named,
    may_publish,
    own_units,
    places_named,
    workbook_card,
)
from liangxin.domains.indicators.rules.drafts import ObservationDraft
from liangxin.domains.indicators.rules.workbook_points import Stands
from liangxin.domains.indicators.rules.workbook_reading import read_workbook
from liangxin.domains.indicators.terms import REASON_LIMIT, Deed, Form, Origin, Power, RowOutcome, WorkbookState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, NotAllowed, power_label
from liangxin.foundation.files.api import path_of, store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period
from liangxin.kernel.text import cut

_MOST_NAMED = 5
_WRITES = (RowOutcome.NEW.value, RowOutcome.REVISED.value)


def take_workbook(actor: Actor, region_code: str, content: bytes | Readable, name: str, *, on: date) -> WorkbookCard:
    """Keep a workbook of figures for a region and say what each of them would do; nothing is published.

    The office of a region tells of all, a clerk of the own unit. Raises SheetRefused and the refusals of
    `read_workbook` for the workbook as a whole, RegionNotFound, NotAllowed, and those of foundation.files.
    """
    region = region_seen(actor, region_code)
    is_office = actor.may(Power.OBSERVE, region.path)
    units = [] if is_office else own_units(actor, region)
    if not (is_office or units):
        raise NotAllowed(power=power_label(Power.REPORT))
    with transaction.atomic():
        batch = Workbook(
            region_id=region.id,
            unit_id=None if is_office else units[0].id,
            file=store(actor, content, name),
            file_name=name[-200:],
            uploaded_by_id=actor.account_id,
        )
        _check(actor, batch, region, on)
        after = {"file": batch.file.sha256, "file_name": batch.file_name, **_counts(batch)}
        record(actor, Deed.WORKBOOK_CHECKED, batch, region_path=region.path, after=after)
    return workbook_card(batch)


def recheck_workbook(actor: Actor, public_id: UUID | str, *, on: date) -> WorkbookCard:
    """Look anew at a workbook that is not published. Raises WorkbookNotReady, WorkbookNotFound, NotAllowed."""
    with transaction.atomic():
        batch = _locked(actor, public_id, WorkbookState.CHECKED)
        WorkbookRow.objects.filter(workbook=batch).delete()
        _check(actor, batch, regions.regions_by_id([batch.region_id])[batch.region_id], on)
    return workbook_card(batch)


def _check(actor: Actor, batch: Workbook, region: regions.RegionCard, on: date) -> None:
    read = read_workbook(indicators_named(), places_named(actor, region), path_of(batch.file), batch.file_name, on)
    checked = check_points(actor, batch, read, on)
    batch.layout, batch.sheet, batch.head_row, batch.digest = read.layout.value, read.sheet, read.head_row, read.digest
    batch.notices = [list(notice) for notice in read.notices]
    batch.faults = [fault.as_json() for fault in checked.faults]
    known = Workbook.objects.filter(region=region.id, digest=read.digest, state=WorkbookState.PUBLISHED.value)
    batch.same_as = known.exclude(pk=batch.pk).order_by("id").first()
    rows = leave_known(checked.rows, batch.same_as) if batch.same_as else checked.rows
    for outcome in RowOutcome:
        setattr(batch, f"rows_{outcome.value}", sum(row.outcome == outcome.value for row in rows))
    batch.rows_faulty, batch.rows_doubtful = len(checked.faulty), sum(bool(row.doubts) for row in rows)
    batch.save()
    for row in rows:
        row.workbook = batch
    WorkbookRow.objects.bulk_create(rows, batch_size=1000)


def publish_workbook(
    actor: Actor, public_id: UUID | str, *, reason: str = "", sound_only: bool = False
) -> WorkbookCard:
    """Record what a check has found, in one transaction; with `sound_only` without the rows that have faults.

    `reason` is said once for all figures that are doubted, and for revisions whose rows give none. Raises
    WorkbookHasFaults, WorkbookEmpty, WorkbookUnexplained, WorkbookOutdated, WorkbookNotReady, WorkbookNotFound,
    NotAllowed.
    """
    with transaction.atomic():
        batch = _locked(actor, public_id, WorkbookState.CHECKED)
        rows = _rows(batch)
        batch.reason = cut(reason.strip(), REASON_LIMIT)
        _require_publishable(batch, rows, sound_only=sound_only)
        _require_as(
            rows, {row.pk: row.before["revision"] if row.before else None for row in rows}, errors.WorkbookOutdated
        )
        taken = record_observations(actor, [_draft(row, _Written.of(row, batch)) for row in rows])
        if (taken.new, taken.revised, taken.unchanged) != (batch.rows_new, batch.rows_revised, 0):
            raise errors.WorkbookOutdated(names=batch.file_name)
        stands = _standing(rows)
        for row in rows:
            row.written = stands[_point(row)].revision
        WorkbookRow.objects.bulk_update(rows, ["written"], batch_size=1000)
        batch.published_at, batch.published_by_id = timezone.now(), actor.account_id
        _close(actor, batch, WorkbookState.PUBLISHED, Deed.WORKBOOK_PUBLISHED, batch.reason)
    return workbook_card(batch)


def undo_workbook(actor: Actor, public_id: UUID | str, reason: str) -> WorkbookCard:
    """Bring back what stood before a published workbook by new revisions, and take back what it added; all or nothing.

    Raises ReasonMissing, UndoImpossible, WorkbookNotReady, WorkbookNotFound, NotAllowed.
    """
    said = cut(reason.strip(), REASON_LIMIT)
    with transaction.atomic():
        batch = _locked(actor, public_id, WorkbookState.PUBLISHED)
        if not said:
            raise errors.ReasonMissing(field="reason", period=batch.file_name)
        rows = _rows(batch)
        _require_as(rows, {row.pk: row.written for row in rows}, errors.UndoImpossible)
        record_observations(actor, [_draft(row, _Written.before(row, said)) for row in rows])
        batch.undone_at, batch.undone_by_id, batch.undo_reason = timezone.now(), actor.account_id, said
        _close(actor, batch, WorkbookState.UNDONE, Deed.WORKBOOK_UNDONE, said)
    return workbook_card(batch)


def _rows(batch: Workbook) -> list[WorkbookRow]:
    """The rows that write something."""
    rows = WorkbookRow.objects.filter(workbook=batch, outcome__in=_WRITES).select_related("indicator", "region", "unit")
    return list(rows.order_by("number", "id"))


def _require_publishable(batch: Workbook, rows: list[WorkbookRow], *, sound_only: bool) -> None:
    if batch.rows_faulty and not sound_only:
        raise errors.WorkbookHasFaults(count=batch.rows_faulty)
    if not rows:
        raise errors.WorkbookEmpty
    revised = sum(row.outcome == RowOutcome.REVISED and not row.note.strip() for row in rows)
    if not batch.reason and (batch.rows_doubtful or revised):
        raise errors.WorkbookUnexplained(field="reason", doubtful=batch.rows_doubtful, revised=revised)


def _point(row: WorkbookRow) -> tuple[SeriesKey, Period]:
    return key_of(row), Period(row.starts_on, row.ends_on)


def _standing(rows: list[WorkbookRow]) -> dict[tuple[SeriesKey, Period], Stands]:
    """What stands at the points of rows; their series are locked until the transaction ends."""
    series = series_at({key_of(row) for row in rows})
    ids = [row.pk for row in series.values()]
    list(Series.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return standing(series, {Period(row.starts_on, row.ends_on) for row in rows})


def _require_as(
    rows: list[WorkbookRow],
    revisions: dict[int, int | None],
    refusal: type[errors.WorkbookOutdated | errors.UndoImpossible],
) -> None:
    """Refuse, by name, where another revision stands than the one that is known."""
    stands = _standing(rows)
    others = [
        row for row in rows if (found.revision if (found := stands.get(_point(row))) else None) != revisions[row.pk]
    ]
    if others:
        names = [f"{row.region.name}{row.indicator.name}{Period(row.starts_on, row.ends_on)}" for row in others]
        more = f"等{len(names)}个" if len(names) > _MOST_NAMED else ""
        raise refusal(names="、".join(names[:_MOST_NAMED]) + more)


@dataclass(frozen=True, slots=True)
class _Written:
    """What a row writes, or what stood before it did."""

    figures: dict[str, Any]
    reason: str
    source: str

    @classmethod
    def of(cls, row: WorkbookRow, batch: Workbook) -> _Written:
        reason = batch.reason
        if row.doubts:
            said = [row.note, f"核实：{reason}"]
        else:
            said = [row.note or (reason if row.outcome == RowOutcome.REVISED else "")]
        names = ("value", "numerator", "denominator", "weight", "got", "expected")
        figures = {name: getattr(row, name) for name in names}
        return cls(figures, "；".join(one for one in said if one), row.source or f"工作簿：{batch.file_name}")

    @classmethod
    def before(cls, row: WorkbookRow, reason: str) -> _Written:
        if row.before is None or row.before["value"] is None:
            return cls({"value": None}, reason, "")
        stood = {name: row.before[name] for name in ("value", "numerator", "denominator", "weight")}
        figures = {name: None if value is None else Decimal(value) for name, value in stood.items()}
        coverage = {name: row.before[name] for name in ("got", "expected")}
        return cls(figures | coverage, reason, row.before["source"])


def _draft(row: WorkbookRow, written: _Written) -> ObservationDraft:
    return ObservationDraft(
        indicator_code=row.indicator.code,
        region_code=row.region.code,
        period=Period(row.starts_on, row.ends_on),
        form=Form.of(row.form),
        origin=Origin.of(row.origin),
        unit_id=row.unit.public_id if row.unit else None,
        unit=row.counted_in,
        reason=written.reason,
        source=written.source,
        **written.figures,
    )


def _locked(actor: Actor, public_id: UUID | str, state: WorkbookState) -> Workbook:
    """The workbook, checked, locked and read again."""
    known = get_workbook(actor, public_id)
    if not may_publish(actor, known):
        raise NotAllowed(power=power_label(Power.REPORT))
    rows = Workbook.objects.select_for_update(of=("self",)).select_related("region", "unit", "file", "uploaded_by")
    batch = rows.get(pk=known.pk)
    if batch.state != state.value:
        raise errors.WorkbookNotReady(state=WorkbookState.of(batch.state))
    return batch


def _counts(batch: Workbook) -> dict[str, int]:
    return {name: getattr(batch, f"rows_{name}") for name in ("new", "revised", "unchanged", "faulty", "doubtful")}


def _close(actor: Actor, batch: Workbook, state: WorkbookState, deed: Deed, reason: str) -> None:
    batch.state = state.value
    batch.save()
    after = _counts(batch) | {"file": batch.file_name}
    record(actor, deed, batch, region_path=batch.region.path, reason=reason, after=after)
