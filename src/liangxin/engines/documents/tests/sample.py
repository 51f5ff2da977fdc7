"""A short plan of a county that does not exist, in the shape of real ones, and what every reading must satisfy."""

from __future__ import annotations

from liangxin.engines.documents import Document

PLAN = """青岚县推动大规模设备更新和消费品以旧换新实施方案
为贯彻落实上级决策部署，结合我县实际，制定本方案。
一、总体目标
到2027年，工业、农业、建筑、交通等领域设备投资规模较2023年增长25%以上；新能源汽车保有量达到1.2万辆左右，国三柴油货车基本淘汰，报废汽车回收量较2023年增加一倍，废旧家电回收量增长30%。
二、实施设备更新行动
（一）推进重点行业设备更新。围绕食品、纺织等行业，更新改造工业设备300台（套）以上。（县工业和信息化局牵头，县财政局、县生态环境局按职责分工负责）
（二）更新住宅老旧电梯。到2025年，完成老旧电梯更新60部，做到应换尽换。（县住房和城乡建设局、县市场监督管理局）
三、保障措施
（一）加强组织领导。建立工作专班，每季度调度一次进展，重大事项及时报告县政府。"""

TABLE = (("序号", "任务", "责任单位"), ("1", "更新公交车20辆", "县交通运输局"), ("2", "建设回收站点15个", "县商务局"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def check_spans(document: Document) -> None:
    """Lines and cells point at the words they claim, tables are full grids: rows by newline, cells by tab."""
    document.text.encode("utf-8")
    assert "\x00" not in document.text
    assert "\r" not in document.text
    end = -1
    for line in document.lines:
        shown = document.text[line.start : line.end]
        assert end < line.start < line.end <= len(document.text)
        assert shown.strip()
        assert "\n" not in shown
        assert shown.startswith(line.number or "")
        end = line.end
    for table in document.tables:
        rows = []
        for row_index, row in enumerate(table.rows):
            assert len(row) == len(table.rows[0])
            firsts = []
            for column, cell in enumerate(row):
                assert cell.text == document.text[cell.start : cell.end]
                assert cell.row <= row_index
                assert cell.column <= column
                firsts.append(cell.text if (cell.row, cell.column) == (row_index, column) else "")
            rows.append("\t".join(firsts))
        assert document.text[table.start : table.end] == "\n".join(rows)
