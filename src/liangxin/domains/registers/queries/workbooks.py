"""Workbooks of a type or of a register: template, check without a register, export. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_noop

from liangxin.domains.regions import api as regions
from liangxin.domains.registers.models import Register, RegisterType
from liangxin.domains.registers.queries.records import RecordCard, known_for
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.rules.checking import RowChecker, check_as_new
from liangxin.domains.registers.rules.imports import RowFault
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.rules.sheets import RegisterSheet, register_sheet, row_of, with_strange
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import FieldKind
from liangxin.engines.sheets import Mark, Progress, open_sheet, write_marked, write_template
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut

Target = Path | IO[bytes]
Report = Callable[[int, int | None, str], None]
READING = gettext_noop("正在读取并核对")


@dataclass(frozen=True, slots=True)
class WorkbookCheck:
    """What a workbook is worth for a type, taken by itself; `notices` are sentences."""

    sheet: str
    head_row: int
    rows: int
    sound: int
    faults: tuple[RowFault, ...]
    notices: tuple[str, ...]
    digest: str


def sheet_of_register(actor: Actor, register: Register, on: date) -> tuple[RegisterSheet, int]:
    """The workbook of a register fetched with type and region, and the id of the type's version in force."""
    version = version_in_force(register.type_id, on)
    spec = read_spec(version.spec)
    known = known_for(actor, spec, register.region.code)
    aliases: dict[str, list[str]] = {}
    if any(one.kind is FieldKind.UNIT for one in spec.fields):
        for unit in regions.units_in(actor, register.region.code):
            aliases[str(unit.public_id)] = [unit.short_name, *(alias.name for alias in unit.aliases)]
    return register_sheet(spec, version=version.number, known=known, aliases=aliases), version.pk


def sheet_of_type(kind: RegisterType, on: date) -> RegisterSheet:
    """The workbook of a type for nowhere in particular: units and regions are free."""
    version = version_in_force(kind.pk, on)
    return register_sheet(read_spec(version.spec), version=version.number)


def write_type_template(spec: TypeSpec, target: Target) -> None:
    """The blank workbook of a type to a path or an open file. Raises OSError."""
    write_template(register_sheet(spec).sheet, target)


def write_records(sheet: RegisterSheet, chunks: Iterable[Iterable[RecordCard]], target: Target) -> int:
    """Records in the columns of the template, so that they read back as unchanged; how many there were."""
    names: dict[str, str] = {}
    rows = []
    for card in (card for chunk in chunks for card in chunk):
        rows.append(row_of(sheet, card.values, card.stage, card.stage_day))
        for one, _ in sheet.fields:
            if one.kind is FieldKind.UNIT and one.code in card.values:
                unit = card.values[one.code]
                names[unit["id"] or unit["name"]] = unit["name"]
    write_template(with_strange(sheet, rows, names), target, rows)
    return len(rows)


def check_workbook(spec: TypeSpec, path: Path, on: date, report: Report | None = None) -> WorkbookCheck:
    """Check a workbook as if the register were empty, without a database. Raises SheetRefused."""
    sheet = register_sheet(spec)
    with open_sheet(sheet.sheet, path, name=path.name, on=on, on_progress=engine_progress(report)) as stream:
        checker = RowChecker(sheet, stream)
        rows, sound = check_as_new(checker, on)
        notices = tuple(map(str, stream.notices))
        faults = tuple(checker.faults())
        return WorkbookCheck(stream.sheet, stream.head_row, rows, sound, faults, notices, stream.digest)


def mark_workbook(source: Path, check: WorkbookCheck, target: Target) -> str:
    """The marked copy of a checked workbook; returns the suffix that its name should have. Raises OSError."""
    return write_marked(
        source, marks_of(check.faults), target, sheet=check.sheet, head_row=check.head_row, name=source.name
    )


def marks_of(faults: Iterable[RowFault]) -> list[Mark]:
    """Faults as the engine marks them, in Chinese."""
    return [
        Mark(fault.row, fault.column, fault.sentence % fault.details, fault.remedy % fault.details) for fault in faults
    ]


def engine_progress(report: Report | None) -> Callable[[Progress], None] | None:
    """The engine's progress as rows done of rows in all, which is estimated until the end."""
    if report is None:
        return None

    def tell(progress: Progress) -> None:
        total = round(progress.rows / progress.share) if progress.share > 0 else None
        report(progress.rows, total, READING)

    return tell


def file_stem(title: str) -> str:
    """A title as part of a file's name."""
    return cut(title, 60).translate(str.maketrans("", "", '/\\:*?"<>|'))
