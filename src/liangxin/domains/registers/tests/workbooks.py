"""Workbooks for tests of registers: rows under the headings of the type of the small world."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.tests.world import RegistersWorld

HEAD = ("小区", "设备编号", "提升高度（米）", "投资额（万元）", "方式", "阶段", "到达日期")


def row(number: str, **changed: Any) -> list[Any]:
    """A whole row, some of it replaced: estate, number, length, cost, how, stage, day."""
    values = {
        "estate": "锦绣苑",
        "number": number,
        "length": 32.5,
        "cost": 28.6,
        "how": "更换",
        "stage": None,
        "day": None,
    }
    return list((values | changed).values())


def workbook(rows: Iterable[Sequence[Any]], head: Sequence[str] = HEAD) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "电梯更新台账"
    sheet.append(list(head))
    for each in rows:
        sheet.append(list(each))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[list[Any]]:
    """What stands in the first sheet."""
    return [list(line) for line in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


def checked(
    shelf: RegistersWorld, rows: Iterable[Sequence[Any]], *, who: str = "li", head: Sequence[str] = HEAD
) -> registers.ImportCard:
    """A workbook taken in and checked, without a job."""
    actor = shelf.people.actor(who)
    card = registers.take_import(actor, shelf.ours.public_id, workbook(rows, head), "九月.xlsx")
    return registers.check_import(actor, card.public_id)


def published(shelf: RegistersWorld, rows: Iterable[Sequence[Any]], *, who: str = "li") -> registers.ImportCard:
    card = checked(shelf, rows, who=who)
    return registers.publish_import(shelf.people.actor(who), card.public_id)
