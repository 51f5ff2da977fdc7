"""Annexed lists of measures and rosters, from real tables and from tables that were flattened to lines."""

from __future__ import annotations

import pytest

from liangxin.engines.documents import Cell, Document, Format, Line
from liangxin.engines.documents import Table as DocumentTable
from liangxin.engines.documents.structure import LineKind
from liangxin.engines.reader.read import read_plan

PLAN = (
    "云溪县设备更新实施方案\n一、重点任务\n（一）更新电梯。更新老旧电梯。（责任单位：县住建局）\n"
    "附件：重点举措清单\n附件\n重点举措清单\n"
)
ROWS = [
    ("一、更新行动", "工业更新", "建立项目库", "县发改局"),
    ("一、更新行动", "工业更新", "编制设备清单", "县工信局 县统计局"),
    ("一、更新行动", "农业更新", "报废老旧农机", "县农业农村局"),
    ("二、换新行动", "汽车换新", "举办展销活动", "县商务局 县文旅局"),
]


def rows_of(document: Document | str) -> list[tuple[str, str, str, str]]:
    return [(row.action, row.task, row.measure, " ".join(row.units)) for row in read_plan(document).measures]


LEADING_TABS = PLAN + (
    "\t重点任务\n\t重点举措\n\t责任单位\n\n\t一、更新行动\n\t工业\n\n更新\n\t建立项目库\n\t县发改局\n\n\t\n\t\n"
    "\t编制设备清单\n\t县工信局\n\n、县统计局\n\n"
    "\t\n\t农业更新\n\t报废老旧农机\n\t县农业农村局\n\n\t二、换新行动\n\t汽车换新\n\t举办展销活动\n"
    "\t县商务局、县文旅局\n"
)
ROW_A_LINE = PLAN + (
    "序号\t行动\t任务\t举措\t牵头单位\t责任单位\t完成时限\n"
    "1\t一、更新行动\t工业更新\t建立项目库\t县发改局\t\t2025年6月\n"
    "2\t\t\t编制设备清单\t县工信局\t县统计局\t2025年9月\n3\t\t农业更新\t报废老旧农机\t县农业农村局\t\t长期\n"
    "4\t二、换新行动\t汽车换新\t举办展销活动\t县商务局\t县文旅局\t每年\n"
)
BARS = PLAN + (
    "| 牵头单位 | 责任单位 | 行动 | 任务 | 举措 |\n| --- | --- | --- | --- | --- |\n"
    "| 县发改局 |  | 一、更新行动 | 工业更新 | 建立项目库 |\n"
    "| 县工信局 | 县统计局 |  |  | 编制设备清单 |\n| 县农业农村局 | |  | 农业更新 | 报废老旧农机 |\n"
    "| 县商务局 | 县文旅局 | 二、换新行动 | 汽车换新 | 举办展销活动 |\n"
)
CELL_A_LINE = PLAN + (
    "序号\n行动\n任务\n举措\n责任单位\n1\n一、更新行动\n工业更新\n建立项目库\n县发改局\n2\n编制设备清单\n"
    "县工信局、县统计局\n"
    "3\n农业更新\n报废老旧农机\n县农业农村局\n4\n二、换新行动\n汽车换新\n举办展销活动\n县商务局、\n县文旅局\n"
)


@pytest.mark.parametrize(
    "text", [LEADING_TABS, CELL_A_LINE, ROW_A_LINE, BARS], ids=["leading tabs", "a cell a line", "a row a line", "bars"]
)
def test_it_reads_a_list_of_measures_that_was_flattened(text: str) -> None:
    assert rows_of(text) == ROWS


def test_a_row_over_the_whole_width_names_the_action() -> None:
    text = PLAN + "任务\t举措\t责任单位\n一、更新行动\t\t\n工业更新\t建立项目库\t县发改局\n\t编制设备清单\t县工信局\n"
    assert rows_of(text) == [
        ("一、更新行动", "工业更新", "建立项目库", "县发改局"),
        ("一、更新行动", "工业更新", "编制设备清单", "县工信局"),
    ]


def test_a_numbered_list_with_units_behind_each_item_is_a_list_of_measures() -> None:
    text = (
        PLAN + "一、更新行动\n1.建立项目库。（县发改局）\n2.编制设备清单。（牵头单位：县工信局；责任单位：县统计局）\n"
    )
    assert rows_of(text) == [
        ("一、更新行动", "", "建立项目库", "县发改局"),
        ("一、更新行动", "", "编制设备清单", "县工信局 县统计局"),
    ]


def test_it_reads_a_real_table_with_merged_cells() -> None:
    text = PLAN.rstrip("\n")
    lines = [Line(start, start + len(part)) for start, part in _starts(text)]
    grid: list[list[str | None]] = [
        ["行动", "任务", "举措", "责任单位"],
        ["一、更新行动", "工业更新", "建立项目库", "县发改局"],
        [None, None, "编制清单", "县工信局"],
    ]
    rows = []
    above: list[Cell] = []
    for number, words in enumerate(grid):
        at = len(text) + 1
        text += "\n" + "\t".join(word or "" for word in words)
        row = []
        for column, word in enumerate(words):
            row.append(above[column] if word is None else Cell(word, at, at + len(word), number, column))
            at += len(word or "") + 1
        above = row
        rows.append(tuple(row))
        lines.append(Line(text.rindex("\n") + 1, len(text), LineKind.TABLE_ROW))
    table = DocumentTable(text.index("行动\t"), len(text), tuple(rows))
    document = Document(text, Format.DOCX, tuple(lines), (table,))
    assert rows_of(document) == [
        ("一、更新行动", "工业更新", "建立项目库", "县发改局"),
        ("一、更新行动", "工业更新", "编制清单", "县工信局"),
    ]
    for measure in read_plan(document).measures:
        assert measure.measure in measure.span.of(text)


def _starts(text: str) -> list[tuple[int, str]]:
    starts, at = [], 0
    for part in text.split("\n"):
        starts.append((at, part))
        at += len(part) + 1
    return starts


def test_an_annex_that_is_no_list_is_left_alone() -> None:
    text = PLAN.replace("重点举措清单", "申请表") + "姓名\n电话\n地址\n"
    assert rows_of(text) == []


ROSTER = PLAN.replace("重点举措清单", "工作专班成员名单")


def members_of(text: str) -> list[tuple[str, str, str]]:
    return [(one.role, one.name, one.position) for one in read_plan(text).team]


@pytest.mark.parametrize(
    "roster",
    [
        (
            "组  长：张  冲    县委常委、副县长\n副组长：李卫国    县发改局局长\n成  员：王  涛    县财政局副局长\n"
            "        赵春来    县商务局副局长\n"
        ),
        (
            "组长：张冲（县委常委、副县长）\n副组长：李卫国（县发改局局长）\n成员：王涛（县财政局副局长）"
            "、赵春来（县商务局副局长）\n"
        ),
        "组长：县委常委、副县长 张冲\n副组长：县发改局局长 李卫国\n成员：县财政局副局长 王涛\n县商务局副局长 赵春来\n",
        (
            "专班职务\t姓名\t职务\n组长\t张冲\t县委常委、副县长\n副组长\t李卫国\t县发改局局长\n"
            "成员\t王涛\t县财政局副局长\n\t赵春来\t县商务局副局长\n"
        ),
        (
            "组长：张冲，县委常委、副县长\n\n副组长：李卫国，县发改局局长\n成员：\n"
            "王涛  县财政局副局长  赵春来  县商务局副局长\n"
        ),
    ],
    ids=["spaced", "brackets", "position first", "table", "commas and two columns"],
)
def test_it_reads_a_roster(roster: str) -> None:
    assert members_of(ROSTER + roster) == [
        ("组长", "张冲", "县委常委、副县长"),
        ("副组长", "李卫国", "县发改局局长"),
        ("成员", "王涛", "县财政局副局长"),
        ("成员", "赵春来", "县商务局副局长"),
    ]


def test_a_roster_of_names_alone_has_no_positions() -> None:
    assert members_of(ROSTER + "组长：张冲\n成员：王涛、赵春来、欧阳明\n") == [
        ("组长", "张冲", ""),
        ("成员", "王涛", ""),
        ("成员", "赵春来", ""),
        ("成员", "欧阳明", ""),
    ]


def test_units_are_no_members() -> None:
    assert (
        members_of(ROSTER + "组长单位：县发改局\n成员单位：县财政局、县商务局、各镇街\n成员：县公安局、县住建局\n")
        == []
    )


def test_groups_keep_their_name() -> None:
    text = ROSTER + "一、工业更新组\n组长：张冲 副县长\n二、汽车换新组\n组长：李卫国 县商务局局长\n"
    assert [(one.group, one.name) for one in read_plan(text).team] == [("工业更新组", "张冲"), ("汽车换新组", "李卫国")]
