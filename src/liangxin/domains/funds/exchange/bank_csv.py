"""The documented CSV: payments out, statements in. docs/formats/bank-files.md says what each column means.

Written as UTF-8 with a mark at its start, which spreadsheet programs know; read with it, without it, or as GBK.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from liangxin.domains.funds.actions.batches import BankOrder
from liangxin.domains.funds.errors import BankFileFaulty, BankFileUnreadable
from liangxin.domains.funds.rules.reconciling import BankLine, StatementDraft
from liangxin.domains.funds.terms import LARGEST_AMOUNT, BankResult

OUT: Final = ("付款编号", "收款户名", "收款账号", "金额", "币种", "付款账号", "附言")
IN: Final = ("银行流水号", "交易日期", "付款编号", "对方账号", "金额", "结果", "摘要")
LARGEST: Final = 20_000_000  # bytes
MOST_LINES: Final = 50_000
MOST_FAULTS: Final = 20
_LIMITS: Final = {"银行流水号": 64, "付款编号": 35, "对方账号": 40}
_RESULTS: Final = {result.label: result for result in BankResult}
# What a spreadsheet program would take for a formula, at the start of a cell.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_order(order: BankOrder) -> bytes:
    """The payments of a batch, one in each line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(OUT)
    for each in order.orders:
        row = (each.number, each.name, each.account, yuan(each.fen), "CNY", order.payer_account, each.memo)
        writer.writerow([safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_statement(content: bytes, name: str) -> StatementDraft:
    """A bank's statement, if every cell of it is sound. Raises BankFileUnreadable, BankFileFaulty with each cell."""
    rows = list(_rows(_text(content)))
    if not rows or tuple(cell.strip() for cell in rows[0]) != IN:
        raise BankFileUnreadable(field="file", why="第一行应为" + "、".join(IN))
    faults: list[str] = []
    lines = [
        line
        for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row) and (line := _line(number, row, faults)) is not None
    ]
    if faults:
        raise BankFileFaulty(field="file", count=len(faults), faults="；".join(faults[:MOST_FAULTS]))
    if not lines:
        raise BankFileUnreadable(field="file", why="没有一行交易")
    return StatementDraft(name, hashlib.sha256(content).hexdigest(), lines)


def safe(cell: str) -> str:
    """A cell that no spreadsheet program runs as a formula.

    >>> safe("=1+1"), safe("张三")
    ("'=1+1", '张三')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def yuan(fen: int) -> str:
    """An amount in 元 with both places.

    >>> yuan(123405)
    '1234.05'
    """
    return f"{fen // 100}.{fen % 100:02}"


def fen_of(text: str) -> int:
    """An amount in 元 as fen; commas may group it. Raises ValueError for what is none, or less than a fen."""
    try:
        amount = Decimal(text.strip().replace(",", "")) * 100
    except InvalidOperation as error:
        raise ValueError("应为金额，如1234.50") from error
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 < amount <= LARGEST_AMOUNT:
        raise ValueError("应为大于零、至多两位小数的金额")
    return int(amount)


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise BankFileUnreadable(field="file", why="文件超过20MB")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BankFileUnreadable(field="file", why="既不是UTF-8也不是GBK编码的文本")


def _rows(text: str) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)):
            if number > MOST_LINES:
                raise BankFileUnreadable(field="file", why=f"超过{MOST_LINES}行")
            yield row
    except csv.Error as error:
        raise BankFileUnreadable(field="file", why="引号或分隔符有误") from error


def _line(number: int, row: list[str], faults: list[str]) -> BankLine | None:
    """A line, or None with its faults written down, each by its cell."""
    if len(row) != len(IN):
        faults.append(f"第{number}行有{len(row)}列，应为{len(IN)}列")
        return None
    # the mark that keeps a spreadsheet program from changing a long number is no part of it
    cells = {head: cell.strip().lstrip("'") for head, cell in zip(IN, row, strict=True)}
    before = len(faults)

    def read(head: str, how: Callable[[str], object]) -> object:
        try:
            return how(cells[head])
        except ValueError as error:
            faults.append(f"{'ABCDEFG'[IN.index(head)]}{number}“{cells[head][:20]}”{error}")
            return None

    on, fen, result = read("交易日期", _day), read("金额", fen_of), read("结果", _result)
    for head, limit in _LIMITS.items():
        read(head, partial(_short, limit))
    if not cells["银行流水号"]:
        faults.append(f"A{number}没有银行流水号")
    if len(faults) > before or not (isinstance(on, date) and isinstance(fen, int) and isinstance(result, BankResult)):
        return None
    return BankLine(
        number, cells["银行流水号"], cells["付款编号"], on, fen, result, cells["对方账号"], cells["摘要"][:140]
    )


def _day(text: str) -> date:
    plain = text.replace("/", "-")
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise ValueError("应为日期，如2025-06-30") from None


def _result(text: str) -> BankResult:
    if text not in _RESULTS:
        raise ValueError("应为" + "、".join(_RESULTS))
    return _RESULTS[text]


def _short(limit: int, text: str) -> None:
    if len(text) > limit:
        raise ValueError(f"超过{limit}个字")
    if not text.isprintable():
        raise ValueError("含有不可见字符")
