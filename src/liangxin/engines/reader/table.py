"""Findings as rows under Chinese heads: for the tables of a terminal and for a workbook of six sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from liangxin.engines.reader.findings import Plan, Target

Value = str | int | float | None
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767  # Excel's own limit


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table: its heads and its rows, all of one width."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets_of(plan: Plan) -> tuple[Sheet, ...]:
    """The six sheets 概要, 目标, 任务, 举措, 专班, 未读; a sheet without findings has no rows."""
    return (
        _summary(plan),
        Sheet(
            "目标",
            ("任务编号", "指标", "类型", "比较", "数值", "单位", "期限", "基期", "留有余地", "原文", "把握"),
            tuple(_target_row(target) for target in plan.targets),
        ),
        Sheet(
            "任务",
            ("编号", "任务", "牵头单位", "责任单位", "牵头领导", "时限", "把握"),
            tuple(
                (
                    task.marker,
                    task.title,
                    "、".join(task.lead_units),
                    "、".join(task.supporting_units),
                    "、".join(task.leaders),
                    task.due,
                    task.confidence,
                )
                for task in plan.tasks
            ),
        ),
        Sheet(
            "举措",
            ("行动", "任务", "举措", "单位", "把握"),
            tuple((row.action, row.task, row.measure, "、".join(row.units), row.confidence) for row in plan.measures),
        ),
        Sheet(
            "专班",
            ("组别", "角色", "姓名", "职务", "把握"),
            tuple((one.group, one.role, one.name, one.position, one.confidence) for one in plan.team),
        ),
        Sheet(
            "未读",
            ("原文", "缘由", "起", "止"),
            tuple((one.text, one.why, one.span.start, one.span.end) for one in plan.unread),
        ),
    )


def _summary(plan: Plan) -> Sheet:
    head = plan.head
    stated = {
        "名称": head.title,
        "制发机关": head.issuer,
        "区域": head.region,
        "文号": head.document_number,
        "成文日期": head.issued_on,
    }
    rows: list[tuple[Value, ...]] = [(name, field.value if field else None) for name, field in stated.items()]
    rows.insert(3, ("区划代码", head.division_code))
    rows += [("依据", f"《{one.title}》" + (f"（{one.number}）" if one.number else "")) for one in head.basis]
    counts = {"目标": plan.targets, "任务": plan.tasks, "举措": plan.measures, "专班": plan.team, "未读": plan.unread}
    rows += [(f"{name}数", len(found)) for name, found in counts.items()]
    return Sheet("概要", ("项目", "内容"), tuple(rows))


def _target_row(target: Target) -> tuple[Value, ...]:
    value = target.value
    return (
        target.marker,
        target.indicator,
        target.kind.label,
        target.comparator.label,
        int(value) if value is not None and value == int(value) else value,
        target.unit,
        target.deadline,
        target.baseline_year,
        "是" if target.hedged else "否",
        target.quote,
        target.confidence,
    )


def write_workbook(plan: Plan, target: Path | IO[bytes]) -> None:
    """Save the six sheets as .xlsx, under a path or into an open file. Raises OSError where it cannot be written."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for sheet in sheets_of(plan):
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, row in enumerate((sheet.heads, *sheet.rows)):
            cells = [WriteOnlyCell(page, value=_shown(value)) for value in row]
            for cell, value in zip(cells, row, strict=True):
                cell.font = Font(bold=number == 0)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type  # words beginning with = stay words
            page.append(cells)
    # In memory first: a save that fails half-way leaves openpyxl's writers open.
    content = BytesIO()
    book.save(content)
    if isinstance(target, Path):
        target.write_bytes(content.getvalue())
    else:
        target.write(content.getvalue())


def _shown(value: Value) -> Value:
    return _NOT_IN_CELLS.sub("", value)[:_LONGEST_CELL] if isinstance(value, str) else value


def print_tables(plan: Plan) -> None:
    """Show the six tables on standard output, as wide as the terminal is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for sheet in sheets_of(plan):
        if not sheet.rows:
            continue
        table = Table(title=sheet.name, title_justify="left", box=box.SIMPLE_HEAD, header_style="bold")
        for head in sheet.heads:
            table.add_column(head, overflow="fold")
        for row in sheet.rows:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
        console.print(table)
