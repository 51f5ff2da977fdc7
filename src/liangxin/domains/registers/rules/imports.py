"""What each row of a workbook does to its register: new, changed, unchanged, or faulty and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liangxin.domains.registers import errors
from liangxin.domains.registers.rules.sheets import RegisterSheet
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.rules.stages import require_day
from liangxin.domains.registers.terms import FieldKind, Mover, RowOutcome
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut, plain

TEXTS = (FieldKind.TEXT, FieldKind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands under a key; `is_confirmed` under its own version of the type."""

    id: int
    values: Mapping[str, Any]
    stage: str
    stage_days: Mapping[str, str]
    clock: int
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as read: stored values of the columns that the sheet has (`codes`), stage and day where given."""

    values: Mapping[str, Any]
    codes: Collection[str]
    stage: str | None
    day: date | None
    shown_key: str


@dataclass(frozen=True, slots=True)
class RowDecision:
    """What becomes of a row: the values and the stage that the record shall have."""

    outcome: RowOutcome
    values: Mapping[str, Any] = field(default_factory=dict)
    stage: str = ""
    stage_days: Mapping[str, str] = field(default_factory=dict)


UNCHANGED = RowDecision(RowOutcome.UNCHANGED)


def decide_row(sheet: RegisterSheet, row: RowRead, stands: Standing | None, on: date) -> RowDecision:
    """What a row without faults of its cells does. Raises a refusal whose `field` is the code of the column."""
    spec = sheet.spec
    if stands is None:
        stage, days = decide_first_stage(sheet, row, on)
        return RowDecision(RowOutcome.NEW, row.values, stage, days)
    differing = differing_fields(spec, stands.values, row)
    if stands.is_confirmed:
        _require_same(sheet, row, stands, differing)
        return UNCHANGED
    stage, days = decide_stage(sheet, row, stands, on)
    is_moved = (stage, days) != (stands.stage, dict(stands.stage_days))
    if not differing and not is_moved:
        return UNCHANGED
    if spec.stage(stage) is None:
        raise errors.StageOfOldVersion(field=sheet.stage, stage=stands.stage)
    kept = {code: value for code, value in stands.values.items() if code not in row.codes or code not in differing}
    new = {code: row.values[code] for code in differing if code in row.values}
    return RowDecision(RowOutcome.CHANGED, kept | new, stage, days)


def differing_fields(spec: TypeSpec, stands: Mapping[str, Any], row: RowRead) -> list[str]:
    """Codes of the fields in which a row differs; the key's other spelling is no difference, it is the same key."""
    found = []
    for one in spec.fields:
        if one.code not in row.codes or one.code in spec.key:
            continue
        have, want = stands.get(one.code), row.values.get(one.code)
        if have != want and not (one.kind in TEXTS and _same_text(have, want)):
            found.append(one.code)
    return found


def _same_text(have: Any, want: Any) -> bool:
    """A workbook keeps no blanks at the ends of lines, no invisible signs, and no strokes that stand for nothing."""
    return _in_a_cell(have) == _in_a_cell(want)


def _in_a_cell(text: Any) -> str:
    if not text:
        return ""
    lines = str(text).replace("\r\n", "\n").replace("\u200b", "").replace("\ufeff", "").split("\n")
    tidy = "\n".join(line.strip() for line in lines).strip()
    return tidy if plain(tidy).strip("-_/\\|") else ""


def _require_same(sheet: RegisterSheet, row: RowRead, stands: Standing, differing: list[str]) -> None:
    columns = list(differing)
    if row.stage is not None and row.stage != stands.stage:
        columns.append(sheet.stage)
    elif row.day is not None and row.day.isoformat() != stands.stage_days.get(stands.stage):
        columns.append(sheet.day)
    if columns:
        names = "、".join(sheet.label(code) for code in columns)
        raise errors.RowConfirmed(field=columns[0], key=cut(row.shown_key, 60), names=names)


def decide_first_stage(sheet: RegisterSheet, row: RowRead, on: date) -> tuple[str, dict[str, str]]:
    """Where a new record stands: at the first stage from the day of entry, as in the form, or further on."""
    first = sheet.spec.first_stage.code
    if row.stage in (None, first):
        day = row.day or on
        _require_day(sheet, day, None, on)
        return first, {first: day.isoformat()}
    return _ahead(sheet, row, first, {first: on.isoformat()}, on)


def decide_stage(sheet: RegisterSheet, row: RowRead, stands: Standing, on: date) -> tuple[str, dict[str, str]]:
    """Where a record stands after the row: the same stage, perhaps on another day, or one further on."""
    days = dict(stands.stage_days)
    codes = [one.code for one in sheet.spec.stages]
    wanted = row.stage or stands.stage
    if wanted == stands.stage:
        if row.day is None or row.day.isoformat() == days.get(wanted):
            return wanted, days
        _require_day(sheet, row.day, _day_before(codes, days, wanted), on)
        return wanted, days | {wanted: row.day.isoformat()}
    if stands.stage not in codes:
        raise errors.StageOfOldVersion(field=sheet.stage, stage=stands.stage)
    if codes.index(wanted) < codes.index(stands.stage):
        raise errors.StageBackwards(field=sheet.stage, stage=sheet.spec.stage_label(stands.stage))
    return _ahead(sheet, row, stands.stage, days, on)


def _day_before(codes: list[str], days: Mapping[str, str], stage: str) -> date | None:
    """When the stage before was reached; a day of entry is no day of the thing."""
    if stage not in codes or codes.index(stage) < 2:  # the first stage, or the one behind it
        return None
    before = days.get(codes[codes.index(stage) - 1])
    return date.fromisoformat(before) if before else None


def _ahead(sheet: RegisterSheet, row: RowRead, here: str, days: dict[str, str], on: date) -> tuple[str, dict[str, str]]:
    """Further on, over stages that ask for nothing; those passed over count as reached on the same day."""
    stages = sheet.spec.stages
    codes = [one.code for one in stages]
    start, end = codes.index(here), codes.index(str(row.stage))
    for place in range(start + 1, end + 1):
        _require_open(sheet, place, stages[end].label)
    if row.day is None:
        raise errors.StageDayMissing(field=sheet.day, stage=stages[end].label)
    before = date.fromisoformat(days[here]) if start and here in days else None
    _require_day(sheet, row.day, before, on)
    return codes[end], days | {codes[place]: row.day.isoformat() for place in range(start + 1, end + 1)}


def _require_open(sheet: RegisterSheet, place: int, wanted: str) -> None:
    """Raise where a stage on the way asks for a confirmation, for evidence, or for the files of every record."""
    stage, before = sheet.spec.stages[place], sheet.spec.stages[place - 1].label
    if stage.mover is Mover.CONFIRM:
        raise errors.StageNeedsConfirming(field=sheet.stage, wanted=wanted, before=before)
    names = "、".join((*(sheet.spec.required_files if place == 1 else ()), *stage.evidence))
    if names:
        raise errors.StageNeedsEvidence(field=sheet.stage, wanted=wanted, stage=stage.label, names=names, before=before)


def _require_day(sheet: RegisterSheet, day: date, before: date | None, on: date) -> None:
    try:
        require_day(day, before=before, today=on)
    except errors.ReachedAhead as refusal:
        raise errors.ReachedAhead(field=sheet.day) from refusal


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault with its cell: sentence and remedy are templates whose places `details` fill, to be said in any language.

    `column` has the letters of the cell's column; empty where the fault is about the whole row.
    """

    row: int
    column: str
    label: str
    code: str
    sentence: str
    remedy: str
    details: Mapping[str, str]
    typed: str = ""


def fault_of(refusal: Refusal, row: int, column: str, label: str, typed: str = "") -> RowFault:
    """A refusal as the fault of a cell."""
    details = {name: str(value) for name, value in refusal.details.items()}
    return RowFault(row, column, label, refusal.code, refusal.sentence, refusal.remedy, details, typed)
