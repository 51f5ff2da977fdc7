"""`python -m benchmarks.sheets`: 50 000 rows of 20 columns; seconds, megabytes, ratio to plain openpyxl, limits.

Each deed runs in a process of its own, so that its memory is its own. Exit status 1 where a limit is not kept.
"""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from liangxin.engines.sheets import (
    Choice,
    Column,
    Kind,
    Mark,
    SheetType,
    open_sheet,
    read_sheet,
    write_marked,
    write_template,
)

ROWS = 50_000
SECONDS, MEGABYTES = 20.0, 500.0
KINDS = (Kind.TEXT, Kind.WHOLE, Kind.QUANTITY, Kind.MONEY, Kind.DATE, Kind.CHOICE)
UNITS = {Kind.QUANTITY: "台", Kind.MONEY: "万元"}
CHOICES = (Choice("a", "甲"), Choice("b", "乙"), Choice("c", "丙"))


def sheet_type() -> SheetType:
    columns = [Column("number", "编号", required=True)]
    for place, kind in zip(range(1, 20), itertools.cycle(KINDS)):
        choices = CHOICES if kind is Kind.CHOICE else ()
        columns.append(Column(f"column_{place}", f"第{place}列", kind, unit=UNITS.get(kind, ""), choices=choices))
    return SheetType("benchmark", "测速表", 1, tuple(columns), key=("number",))


def cells(row: int) -> list[Any]:
    values = {
        Kind.TEXT: f"清岚县第{row}号设备",
        Kind.WHOLE: row,
        Kind.QUANTITY: row / 8,
        Kind.MONEY: row % 1000 / 4,
        Kind.DATE: date(2025, 1, 1) + timedelta(row % 300),
        Kind.CHOICE: "甲乙丙"[row % 3],
    }
    return [f"LSV{row:014}", *(values[kind] for kind in itertools.islice(itertools.cycle(KINDS), 19))]


def write_plainly(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("测速表")
    sheet.append([column.heading for column in sheet_type().columns])
    for row in range(ROWS):
        sheet.append(cells(row))
    book.save(path)


def read_plainly(path: Path) -> None:
    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) == ROWS + 1


def hold_plainly(path: Path) -> None:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    assert sheet.max_row == ROWS + 1


def read_whole(path: Path) -> None:
    reading = read_sheet(sheet_type(), path)
    assert len(reading.sound_rows) == ROWS


def read_streamed(path: Path) -> None:
    with open_sheet(sheet_type(), path) as stream:
        assert sum(row.sound for row in stream) == ROWS


def mark(path: Path) -> None:
    faults = [Mark(row, "C", "不对。", "请改正。") for row in range(2, ROWS, 10)]
    write_marked(path, faults, path.with_suffix(".marked.xlsx"), sheet="测速表", head_row=1)


def fill_template(path: Path) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        with open_sheet(sheet_type(), path) as stream:
            yield from (row.values for row in stream)

    write_template(sheet_type(), path.with_suffix(".template.xlsx"), rows())


DEEDS: dict[str, Callable[[Path], None]] = {
    "openpyxl: write-only": write_plainly,
    "openpyxl: read-only": read_plainly,
    "openpyxl: whole workbook": hold_plainly,
    "read_sheet": read_whole,
    "open_sheet": read_streamed,
    "write_marked, 5 000 faults": mark,
    "open_sheet into write_template": fill_template,
}
LIMITED = ("read_sheet", "open_sheet")
BESIDE = {
    "open_sheet into write_template": "openpyxl: write-only",
    "write_marked, 5 000 faults": "openpyxl: whole workbook",
}


def measured(deed: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.sheets", deed, str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, float] = json.loads(printed)
    return told


def measure(deed: str, path: Path) -> None:
    began, began_working = time.perf_counter(), time.process_time()
    DEEDS[deed](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, working = time.perf_counter() - began, time.process_time() - began_working
    print(json.dumps({"seconds": seconds, "working": working, "megabytes": peak}))


def main() -> int:
    kept = True
    figures: dict[str, dict[str, float]] = {}
    print(f"{ROWS} rows of 20 columns")
    print(f"{'':34}{'seconds':>9}{'of CPU':>9}{'MB':>7}  ratio of CPU")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.xlsx")
        for deed in DEEDS:
            told = figures[deed] = measured(deed, path)
            beside = BESIDE.get(deed, "openpyxl: read-only")
            ratio = told["working"] / figures.get(beside, told)["working"]
            good = deed not in LIMITED or (told["seconds"] <= SECONDS and told["megabytes"] <= MEGABYTES)
            kept = kept and good
            said = "" if deed.startswith("openpyxl") else f"  {ratio:.2f} of {beside}"
            print(
                f"{deed:34}{told['seconds']:>9.1f}{told['working']:>9.1f}{told['megabytes']:>7.0f}{said}"
                f"{'' if good else '  not kept'}"
            )
    print(f"limits of {' and '.join(LIMITED)}: {SECONDS:.0f} s, {MEGABYTES:.0f} MB")
    return 0 if kept else 1


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
