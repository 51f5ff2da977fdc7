"""`python -m benchmarks.registers`: 50 000 rows of a workbook into a register: checked, published, sent again, undone.

Generated rows, a database of the embedded PostgreSQL as the product runs it, each act in a process of its own. Beside
it in the same run: plain openpyxl and the form's own action, row by row. Exit status 1 where a limit is not kept.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

ROWS, ROWS_BY_FORM = 50_000, 1_000
SECONDS, MEGABYTES = 20.0, 500.0
TYPE, TITLE, REGION, UNIT = "lifts_renewed", "测速台账", "990123", "清岚县住房和城乡建设局"
LIMITED = ("check", "publish")


def write_rows(path: Path, rows: int, changed: int = 0) -> None:
    """The sheet of a county: ten columns of the shipped type of lifts; the first `changed` rows cost more."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("住宅老旧电梯更新台账")
    heads = (
        "镇街",
        "小区",
        "楼栋单元",
        "原设备注册代码",
        "投用年份",
        "更新方式",
        "资金来源",
        "投资额（万元）",
        "位置",
        "阶段",
        "到达日期",
    )
    sheet.append(heads)
    for row in range(rows):
        sheet.append(
            [
                f"第{row % 17}街道",
                f"锦绣苑{row % 900}区",
                f"{row % 40 + 1}号楼{row % 4 + 1}单元",
                f"31103702832024{row:06}",
                1995 + row % 20,
                ("整机更换", "改造", "大修")[row % 3],
                ("维修资金", "财政资金", "业主自筹")[row % 3],
                20 + row % 1000 / 4 + (1 if row < changed else 0),
                f"120.{380000 + row},36.{67000 + row}",
                "摸排入册",
                date(2025, 1, 1) + timedelta(row % 300),
            ]
        )
    book.save(path)


def set_up() -> None:
    """A county with one register in an empty database."""
    _django()
    from liangxin.domains.indicators import api as indicators
    from liangxin.domains.regions import api as regions
    from liangxin.domains.registers import api as registers
    from liangxin.faces.workbench.first_start import bring_tables
    from liangxin.foundation.accounts.api import Actor

    bring_tables()
    system = Actor.system("测速")
    regions.load_roles(system)
    for code, name, parent in (("990000", "云泽省", ""), ("990100", "望川市", "990000"), (REGION, "清岚县", "990100")):
        regions.add_division(system, code, name, parent)
    unit = regions.create_unit(system, REGION, UNIT)
    indicators.load_catalogue(system)
    registers.load_presets(system)
    kind = registers.type_named(system, TYPE)
    for title in (TITLE, f"{TITLE}（逐条）"):
        registers.open_register(system, registers.RegisterDraft(kind.public_id, unit.public_id, title))


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangxin.config.settings")
    import django

    django.setup()


def _register(title: str) -> Any:
    from liangxin.domains.registers import api as registers
    from liangxin.foundation.accounts.api import Actor

    return registers.register_titled(Actor.system("测速"), title)


def _take(path: Path) -> tuple[Any, Any]:
    from liangxin.domains.registers import api as registers
    from liangxin.foundation.accounts.api import Actor

    actor = Actor.system("测速")
    with path.open("rb") as content:
        card = registers.take_import(actor, _register(TITLE).public_id, content, path.name)
    return actor, registers.check_import(actor, card.public_id)


def check(path: Path) -> str:
    _, card = _take(path)
    return f"{card.new} new, {card.changed} changed, {card.unchanged} unchanged, {card.faulty} faulty"


def publish(path: Path) -> str:
    """Of the newest import."""
    from liangxin.domains.registers import api as registers
    from liangxin.foundation.accounts.api import Actor

    actor = Actor.system("测速")
    card = registers.publish_import(actor, registers.newest_import(actor, _register(TITLE).public_id))
    return f"{card.writes} records written from {path.name}"


def undo(path: Path) -> str:
    from liangxin.domains.registers import api as registers
    from liangxin.foundation.accounts.api import Actor

    actor = Actor.system("测速")
    card = registers.undo_import(actor, registers.newest_import(actor, _register(TITLE).public_id), "测速")
    return f"{card.writes} records taken back of {path.name}"


def by_form(path: Path) -> str:
    """The named peer: openpyxl's own reading, and the form's action for each row."""
    from liangxin.domains.registers import api as registers
    from liangxin.foundation.accounts.api import Actor

    actor, register = Actor.system("测速"), _register(f"{TITLE}（逐条）")
    codes = ("town", "estate", "entrance", "device", "used_since", "how", "fund", "cost", "place")
    lines = load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    for _, line in zip(range(ROWS_BY_FORM), lines, strict=False):
        typed = {code: str(value) for code, value in zip(codes, line, strict=False)}
        registers.add_record(actor, register.public_id, registers.RecordDraft(typed))
    return f"{ROWS_BY_FORM} records by openpyxl and the form's action"


ACTS: dict[str, tuple[Callable[[Path], str], str]] = {
    "check": (check, "rows.xlsx"),
    "publish": (publish, "rows.xlsx"),
    "check, 5 000 changed": (check, "changed.xlsx"),
    "publish, 5 000 changed": (publish, "changed.xlsx"),
    "undo, 5 000 changed": (undo, "changed.xlsx"),
    "check, the same again": (check, "rows.xlsx"),
    "openpyxl + add_record": (by_form, "rows.xlsx"),
}


def measure(act: str, folder: Path) -> None:
    _django()
    deed, name = ACTS[act]
    began, began_working = time.perf_counter(), time.process_time()
    said = deed(folder / name)
    seconds, working = time.perf_counter() - began, time.process_time() - began_working
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "working": working, "megabytes": peak, "said": said}))


def _child(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.registers", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    from liangxin.faces.cli.embedded import database
    from liangxin.faces.cli.folder import environment, open_folder

    figures: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="liangxin-") as home:
        Path(home).chmod(0o755)
        folder = open_folder(Path(home, "data"))
        write_rows(Path(home, "rows.xlsx"), ROWS)
        write_rows(Path(home, "changed.xlsx"), ROWS, changed=5_000)
        with database(folder) as url:
            os.environ.update(environment(folder, url))
            _child("set-up")
            print(f"{ROWS} rows of 11 columns; embedded PostgreSQL, as the product runs it")
            print(f"{'':26}{'seconds':>9}{'of CPU':>9}{'MB':>7}{'rows/s':>9}")
            for act in ACTS:
                told = figures[act] = json.loads(_child(act, home))
                rows = ROWS_BY_FORM if act.startswith("openpyxl") else ROWS
                rate = rows / told["seconds"]
                print(
                    f"{act:26}{told['seconds']:>9.1f}{told['working']:>9.1f}{told['megabytes']:>7.0f}{rate:>9.0f}"
                    f"  {told['said']}"
                )
    return _judge(figures)


def _judge(figures: dict[str, dict[str, Any]]) -> int:
    seconds = sum(figures[act]["seconds"] for act in LIMITED)
    megabytes = max(told["megabytes"] for act, told in figures.items() if not act.startswith("openpyxl"))
    peer = figures["openpyxl + add_record"]["seconds"] / ROWS_BY_FORM * ROWS
    print(f"check and publish: {seconds:.1f} s, {megabytes:.0f} MB at most; limits {SECONDS:.0f} s, {MEGABYTES:.0f} MB")
    print(f"openpyxl + add_record would take {peer:.0f} s for as many rows: {peer / seconds:.0f} times as long")
    kept = seconds <= SECONDS and megabytes <= MEGABYTES
    if not kept:
        print("not kept")
    return 0 if kept else 1


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["set-up"]:
            set_up()
        case [act, home]:
            measure(act, Path(home))
        case _:
            sys.exit(main())
