"""A notice of a county that does not exist, with every part that a document can have."""

from __future__ import annotations

from datetime import date

from liangxin.engines.official import (
    Align,
    Attachment,
    Column,
    Face,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    RedHead,
    Run,
    Table,
    TypeSize,
)

PROGRESS = Table(
    columns=(
        Column("序号", 1, Align.CENTRE),
        Column("指标", 4),
        Column("单位", 1.8, Align.CENTRE),
        Column("2027年目标", 2, Align.RIGHT),
        Column("截至9月底", 2, Align.RIGHT),
        Column("完成率", 1.6, Align.RIGHT),
    ),
    rows=(
        ("1", "更新工业设备", "台（套）", "480", "311", "64.8%"),
        ("2", "更新住宅老旧电梯", "部", "90", "90", "100.0%"),
        ("3", "报废机动车回收量", "辆", "2 600", "1 742", "67.0%"),
        ("4", "废旧家电回收量", "台", "15 000", "—", "—"),
    ),
    caption="主要目标完成情况",
    note="注：“—”表示尚无数据，不按零计算。\n数据截至2025年9月30日。",
)
MEASURES = Table(
    columns=(
        Column("序号", 1, Align.CENTRE),
        Column("举措", 6),
        Column("牵头单位", 3),
        Column("配合单位", 5),
        Column("完成时限", 2, Align.CENTRE),
        Column("所需资金（万元）", 2, Align.RIGHT),
    ),
    rows=tuple(
        (
            str(number),
            f"对第{number}批老旧设备逐台核验铭牌、能效和使用年限，建立台账，按月更新进度，完成后拍照留存。",
            "县工业和信息化局",
            "县财政局、县市场监督管理局、县生态环境局，各乡镇人民政府",
            f"2026年{number % 12 + 1}月",
            f"{number * 37.5:.1f}",
        )
        for number in range(1, 25)
    ),
    landscape=True,
    size=TypeSize.FIVE,
)
LONG_TEXT = (
    "各乡镇、各部门要把设备更新和消费品以旧换新作为扩大内需、改善民生的重要抓手，逐项对照目标，摸清底数，压实责任，"
    "做到“一个指标、一本台账、一个专班”，确保政策直达企业、直达群众。凡需核销的资金，一律凭原始凭证办理，"
    "不得以估算代替记录；凡已交售的旧设备，一律登记去向，不得重复计算。"
)


def full_document() -> OfficialDocument:
    blocks = (
        Paragraph("为推动全县大规模设备更新和消费品以旧换新工作，经县政府同意，现将有关事项通知如下。"),
        Heading(1, "进展情况"),
        Paragraph(LONG_TEXT),
        PROGRESS,
        Heading(1, "重点任务"),
        Heading(
            2, "加快工业设备更新。", "围绕食品、纺织、建材三个行业，2026年6月底前完成GB/T 9704等标准培训。" + LONG_TEXT
        ),
        Heading(3, "摸清底数。", LONG_TEXT),
        Heading(4, "核对铭牌。", LONG_TEXT),
        Heading(4, "核对能效。", "能效低于准入水平的，列入更新清单。"),
        Heading(2, "完善回收网络。", LONG_TEXT),
        Heading(1, "工作要求"),
        Paragraph(
            (Run("一要加强领导。", bold=True), Run("县专班每周调度，"), Run("遇事不过夜", face=Face.KAI), Run("。"))
        ),
        Paragraph(LONG_TEXT),
    )
    return OfficialDocument(
        title="清岚县人民政府办公室关于印发清岚县推动大规模设备更新和消费品以旧换新工作进展的通知",
        blocks=blocks,
        red_head=RedHead("清岚县人民政府办公室文件"),
        number="清政办发〔2025〕27号",
        addressee="各乡镇人民政府，县政府各部门、各直属机构，各有关企业",
        attachments=(
            Attachment(
                "清岚县推动大规模设备更新和消费品以旧换新2026年度重点举措、责任单位和所需资金清单",
                (MEASURES,),
                landscape=True,
            ),
            Attachment("回收网点建设要求", (Heading(1, "选址"), Paragraph(LONG_TEXT))),
        ),
        signed_by="清岚县人民政府办公室",
        signed_on=date(2025, 10, 9),
        remark="此件公开发布",
        imprint=Imprint(
            "县委各部门，县人大常委会办公室，县政协办公室，县纪委监委机关，县法院，县检察院，县人武部，各人民团体",
            "清岚县人民政府办公室",
            date(2025, 10, 10),
        ),
        numbered=True,
        author="清岚县专班办公室",
    )
