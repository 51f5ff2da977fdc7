"""Other ways to set the same papers: several pairs on a line, names over two lines, labels in other words."""

from __future__ import annotations

from liangxin.engines.invoices import DocumentKind, read_document
from liangxin.engines.invoices.tests.papers import facts
from liangxin.engines.invoices.tests.sheets import Sheet, pdf_of

TOLD = facts(11)


def read(sheet: Sheet) -> dict[str, str]:
    return {field.name: field.value for field in read_document(pdf_of(sheet), "x.pdf").fields}


def test_a_digital_car_invoice_with_several_pairs_on_a_line() -> None:
    sheet = Sheet()
    sheet.put(200, 15, "电子发票（机动车销售统一发票）", 14)
    sheet.put(400, 40, "发票号码：")
    sheet.put(445, 40, TOLD.number)
    for x, side, name, number in (
        (30, "购买方", TOLD.buyer, TOLD.buyer_id),
        (300, "销售方", TOLD.seller, TOLD.seller_uscc),
    ):
        sheet.put(x, 80, f"{side}信息")
        sheet.put(x, 95, f"名称：{name}")
        sheet.put(x, 110, f"统一社会信用代码/纳税人识别号：{number}")
    sheet.put(30, 130, "车辆类型：轿车   厂牌型号：青石牌QS1234   产地：清岚")
    sheet.put(30, 145, f"合格证号：YC990012345   发动机号码：AB12345   车辆识别代号/车架号码：{TOLD.vin}")
    sheet.put(30, 165, "价税合计（大写） ⊗ 壹万圆整  （小写） ¥10000.00")
    sheet.put(30, 180, "增值税税率或征收率 13%  增值税税额 ¥1150.44  不含税价 ¥8849.56")
    assert read(sheet) == {
        "invoice_number": TOLD.number,
        "seller_name": TOLD.seller,
        "seller_uscc": TOLD.seller_uscc,
        "buyer_name": TOLD.buyer,
        "buyer_id": TOLD.buyer_id,
        "amount_fen": "884956",
        "tax_fen": "115044",
        "total_fen": "1000000",
        "total_words": "壹万圆整",
        "vin": TOLD.vin,
        "engine_number": "AB12345",
        "certificate_number": "YC990012345",
        "vehicle_type": "轿车",
        "model": "青石牌QS1234",
        "tax_rate": "13%",
    }


def test_a_name_goes_on_in_the_next_line_and_a_person_may_have_no_number() -> None:
    sheet = Sheet()
    sheet.put(200, 15, "电子发票（普通发票）", 14)
    sheet.upright(10, 80, "购买方信息")
    sheet.upright(300, 80, "销售方信息")
    sheet.put(30, 85, "名称：王小青")
    sheet.put(320, 85, "名称：清岚县好邻居再生资源回收利用与")
    sheet.put(347, 96, "综合服务有限责任公司")
    sheet.put(30, 118, "统一社会信用代码/纳税人识别号：")
    sheet.put(320, 118, "统一社会信用代码/纳税人识别号：")
    sheet.put(465, 118, TOLD.seller_uscc)
    assert read(sheet) == {
        "seller_name": "清岚县好邻居再生资源回收利用与综合服务有限责任公司",
        "seller_uscc": TOLD.seller_uscc,
        "buyer_name": "王小青",
    }


def test_a_scrap_certificate_in_other_words() -> None:
    sheet = Sheet()
    sheet.put(200, 15, "报 废 机 动 车 回 收 证 明", 14)
    sheet.put(400, 40, "No.9900123456")
    rows = {
        "车主姓名/名称": TOLD.person,
        "身份证号码/统一社会信用代码": TOLD.person_id,
        "车牌号码": "鲁A·12345",
        "车辆品牌型号": "青石牌QS1",
        "车架号(VIN)": TOLD.vin,
        "开具日期": "2025年3月5日",
    }
    for row, (label, value) in enumerate(rows.items()):
        sheet.put(40, 70 + row * 20, label)
        sheet.put(240, 70 + row * 20, value)
    assert read(sheet) == {
        "certificate_number": "9900123456",
        "owner_name": TOLD.person,
        "id_number": TOLD.person_id,
        "plate": "鲁A12345",
        "model": "青石牌QS1",
        "old_vin": TOLD.vin,
        "issue_date": "2025-03-05",
    }


def test_an_identity_card_without_a_gap_after_its_labels() -> None:
    sheet = Sheet()
    for row, text in enumerate(("姓名王小青", "性别女民族汉", "住址清岚县岚山路1号", f"公民身份号码 {TOLD.person_id}")):
        sheet.put(30, 30 + 22 * row, text, 12)
    assert read(sheet) == {"owner_name": "王小青", "id_number": TOLD.person_id}
    assert read_document(pdf_of(sheet), "x.pdf").kind is DocumentKind.ID_CARD
