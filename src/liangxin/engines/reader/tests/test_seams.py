"""A whole plan pasted as one line reads as the same plan in lines of its own."""

from __future__ import annotations

from liangxin.engines.reader import read_plan
from liangxin.engines.reader.seams import LONGEST_LINE, seams

FILLER = "统筹推进各项工作，完善协同机制，细化工作举措，压实工作责任。" * 6
LINES = [
    "云政发〔2024〕12号",
    "云溪县人民政府关于印发云溪县推动设备更新实施方案的通知",
    "各镇人民政府，县政府各部门：",
    "现将《云溪县推动设备更新实施方案》印发给你们，请认真贯彻落实。",
    "云溪县人民政府",
    "2024年5月6日",
    "云溪县推动设备更新实施方案",
    "为贯彻落实上级决策部署，结合实际，制定本方案。",
    "一、总体目标",
    "到2027年，更新电梯300台。" + FILLER,
    "二、更新行动",
    f"（一）更新电梯。2025年更新电梯80台。{FILLER}（牵头单位：县市场监管局；责任单位：县住建局）",
    f"（二）更新农机。到2026年，更新拖拉机120台。{FILLER}",
    "责任单位：县农业农村局、县财政局",
    "（三）更新管网",
    f"1.更新供水管网。改造管网35公里。{FILLER}（县水务局负责）",
    f"2.更新燃气管网。改造管网20公里，详见第（一）项。{FILLER}（县住建局负责）",
    "三、保障措施",
    f"（四）加强领导。{FILLER}（县发改局负责）",
]


def without_places(text: str) -> tuple[object, ...]:
    plan = read_plan(text)
    head = plan.head
    return (
        [(task.marker, task.title, task.lead_units, task.supporting_units) for task in plan.tasks],
        [(target.marker, target.value, target.unit, target.deadline) for target in plan.targets],
        [stated.value for stated in (head.title, head.issuer, head.document_number, head.issued_on) if stated],
    )


def test_a_plan_in_one_line_reads_as_the_same_plan() -> None:
    in_lines = without_places("\n".join(LINES))
    assert len(read_plan("".join(LINES)).tasks) == 5
    assert without_places("".join(LINES)) == in_lines
    assert without_places(" ".join(LINES)) == in_lines


def test_a_chapter_that_lost_its_number_does_not_stop_the_counting() -> None:
    text = f"一、总体要求。{FILLER}二、更新行动。{FILLER}优化服务。{FILLER}四、保障措施。{FILLER}"
    assert [text[at : at + 2] for at in seams(text)] == ["一、", "二、", "四、"]


def test_a_paragraph_of_usual_length_is_not_parted() -> None:
    text = ("一、更新电梯。二、更新农机。三、更新管网。" + FILLER)[:LONGEST_LINE]
    assert seams(text) == [0]
