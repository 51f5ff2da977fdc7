"""Digests: the same content is known again, whatever it looks like."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin.engines.sheets import SheetType
from liangxin.engines.sheets.tests.sample import HEAD, RENEWALS, read, workbook

ROWS = [["清岚水泵厂", "A-1", 3, 25], ["平川纺织厂", "A-2", 4, 30]]
SAME = read(workbook([HEAD, *ROWS]))


@pytest.mark.parametrize(
    "rows",
    [
        [["标题"], [], HEAD, *ROWS, ["合计", None, 7, 55]],
        [HEAD, ROWS[1], ROWS[0]],
        [HEAD[::-1], *[row[::-1] for row in ROWS]],
        [
            ["单位名称", "设备编码", "更新数量", "投资额（元）"],
            ["清岚水泵厂", "A-1", "3台", 250_000],
            ["平川 纺织厂", "A-2", "4.0", "30万元"],
        ],
        [[*HEAD, "领域", "电话"], *[[*row, "-", "x"] for row in ROWS]],
    ],
)
def test_layout_order_units_and_spelling_do_not_matter(rows: list[list[Any]]) -> None:
    assert read(workbook(rows)).digest == SAME.digest


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROWS[0]],
        [HEAD, ROWS[0], ["平川纺织厂", "A-2", 4, 31]],
        [HEAD, *ROWS, ["丙厂", "A-3", None, None]],
        [HEAD, ROWS[0], ["平川纺织厂", "A-2", "四", 30]],
    ],
)
def test_any_other_content_has_another_digest(rows: list[list[Any]]) -> None:
    assert read(workbook(rows)).digest != SAME.digest


def test_a_row_is_known_by_itself() -> None:
    turned = read(workbook([HEAD, ROWS[1], ROWS[0]]))
    assert [row.digest for row in turned.rows] == [row.digest for row in reversed(SAME.rows)]
    assert all(len(row.digest) == 64 for row in SAME.rows)


def test_what_stands_in_a_faulty_cell_counts() -> None:
    one, other = (read(workbook([HEAD, ["厂", "A-1", wrong, 1]])) for wrong in ("三", "四"))
    assert one.digest != other.digest


def test_a_new_version_knows_old_rows_and_another_list_does_not() -> None:
    newer = SheetType(RENEWALS.code, RENEWALS.name, 9, RENEWALS.columns[:5], RENEWALS.key)
    other = SheetType("other", RENEWALS.name, 3, RENEWALS.columns, RENEWALS.key)
    raw = workbook([HEAD, *ROWS])
    assert read(raw, newer).digest == SAME.digest
    assert read(raw, other).digest != SAME.digest
