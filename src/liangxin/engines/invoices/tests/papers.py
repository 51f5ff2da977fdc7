"""Papers of people, cars and firms that do not exist, with right check digits, and what a reader must find on each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum.cn import ric

from liangxin.engines.invoices.tests.sheets import Sheet, chance_of
from liangxin.kernel.identifiers import check_vin, make_uscc
from liangxin.kernel.money import Money
from liangxin.kernel.money_words import in_words

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "青石岚松月明川禾桐远"
TRADES = ("家电", "汽车销售服务", "机械", "再生资源回收利用", "商贸", "电子科技")
_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"

Truth = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """One deal, from which any of its papers can be printed."""

    seller: str
    seller_uscc: str
    buyer: str
    buyer_id: str
    person: str
    person_id: str
    vin: str
    plate: str
    engine: str
    model: str
    day: date
    number: str
    code: str
    short_number: str
    price: int  # fen, without tax
    tax: int

    @property
    def total(self) -> int:
        return self.price + self.tax


def facts(seed: int) -> Facts:
    chance = chance_of(seed)
    firm = "清岚县{}{}有限公司".format("".join(chance.choices(GIVEN, k=2)), chance.choice(TRADES))
    buyer = "清岚县{}{}".format(
        "".join(chance.choices(GIVEN, k=2)), chance.choice(("机械厂", "食品(集团)有限公司", "中心小学"))
    )
    price = chance.randrange(50_000, 30_000_000)
    day = date(2024, 1, 1) + timedelta(chance.randrange(700))
    return Facts(
        seller=firm,
        seller_uscc=make_uscc("91", "990123", chance.randrange(10**6)),
        buyer=buyer,
        buyer_id=make_uscc("91", "990123", chance.randrange(10**6)),
        person=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2)))),
        person_id=_person_id(chance),
        vin=_vin(chance),
        plate=f"鲁{chance.choice('ABCDEF')}{chance.choice(('', 'D'))}{chance.randrange(10000, 99999)}",
        engine="".join(chance.choices("0123456789ABCDEFGH", k=9)),
        model=f"{chance.choice(('青石牌', '松月牌'))}QS{chance.randrange(1000, 9999)}BEV{chance.randrange(10)}",
        day=day,
        number=f"{day:%y}99{chance.randrange(10**16):016d}",
        code=f"{chance.randrange(10**12):012d}",
        short_number=f"{chance.randrange(10**8):08d}",
        price=price,
        tax=(price * 13 + 50) // 100,
    )


def _person_id(chance: random.Random) -> str:
    born = date(1960, 1, 1) + timedelta(chance.randrange(15_000))
    body = f"990123{born:%Y%m%d}{chance.randrange(1000):03d}"
    return body + ric.calc_check_digit(body + "0")


def _vin(chance: random.Random) -> str:
    body = "LZZ" + "".join(chance.choices(_SIGNS, k=14))
    body = body[:9] + chance.choice("NPRST") + body[10:12] + f"{chance.randrange(10**5):05d}"
    return next(vin for sign in "0123456789X" if not check_vin(vin := body[:8] + sign + body[9:]).doubts)


def yuan(fen: int) -> str:
    return f"{fen / 100:.2f}"


def said_day(day: date) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def words(fen: int) -> str:
    return in_words(Money(fen)).replace("元", "圆")


def digital(sheet: Sheet, told: Facts) -> Truth:
    """A fully digitalised invoice: parties side by side, their names upright at the left of each."""
    sheet.put(210, 20, "电子发票（普通发票）", 18)
    sheet.pair(430, 30, "发票号码：", told.number)
    sheet.pair(430, 46, "开票日期：", said_day(told.day))
    for x, word, name, number in (
        (16, "购买方信息", told.buyer, told.buyer_id),
        (306, "销售方信息", told.seller, told.seller_uscc),
    ):
        sheet.upright(x, 78, word)
        sheet.pair(x + 16, 84, "名称：", name)
        sheet.pair(x + 16, 118, "统一社会信用代码/纳税人识别号：", number)
    _goods(sheet, told, 146, "项目名称", "税率/征收率")
    sheet.put(40, 290, "合 计")
    sheet.put(400, 290, f"¥{yuan(told.price)}")
    sheet.put(525, 290, f"¥{yuan(told.tax)}")
    sheet.put(40, 310, "价税合计（大写）")
    sheet.put(170, 310, f"⊗{words(told.total)}")
    sheet.pair(430, 310, "（小写）", f"¥{yuan(told.total)}")
    sheet.upright(16, 330, "备注")
    sheet.pair(40, 380, "开票人：", "李青")
    return {
        "invoice_number": told.number,
        "seller_name": told.seller,
        "seller_uscc": told.seller_uscc,
        "buyer_name": told.buyer,
        "buyer_id": told.buyer_id,
        **_sums(told),
    }


def _sums(told: Facts) -> Truth:
    return {
        "invoice_date": told.day.isoformat(),
        "amount_fen": str(told.price),
        "tax_fen": str(told.tax),
        "total_fen": str(told.total),
        "total_words": words(told.total),
    }


def _goods(sheet: Sheet, told: Facts, y: float, name: str, rate: str) -> None:
    heads = (
        (40, name),
        (165, "规格型号"),
        (235, "单 位"),
        (280, "数 量"),
        (335, "单 价"),
        (400, "金 额"),
        (450, rate),
        (535, "税 额"),
    )
    for x, head in heads:
        sheet.put(x, y, head)
    for x, text in (
        (22, "*机动车*小汽车"), (165, told.model[3:]), (240, "辆"), (290, "1"), (325, yuan(told.price)),
        (395, yuan(told.price)), (465, "13%"), (530, yuan(told.tax)),
    ):  # fmt: skip
        sheet.put(x, y + 18, text)


def older(sheet: Sheet, told: Facts) -> Truth:
    """A VAT invoice of the older form: the buyer above, the seller below, a field of signs beside the buyer."""
    sheet.put(200, 14, "清岚增值税电子普通发票", 16)
    sheet.pair(430, 14, "发票代码:", told.code)
    sheet.pair(430, 28, "发票号码:", told.short_number)
    sheet.pair(430, 42, "开票日期:", f"{told.day.year} 年 {told.day.month:02d} 月 {told.day.day:02d} 日")
    for y, word, name, number in (
        (74, "购买方", told.buyer, told.buyer_id),
        (300, "销售方", told.seller, told.seller_uscc),
    ):
        sheet.upright(16, y, word, step=14)
        sheet.pair(32, y, "名        称:", name)
        sheet.pair(32, y + 14, "纳税人识别号:", number)
        sheet.pair(32, y + 28, "地 址、电 话:", "清岚县岚山路1号 0990-1234567")
        sheet.pair(32, y + 42, "开户行及账号:", "清岚农商行 6228480012345678903")
    sheet.upright(348, 74, "密码区", step=14)
    for row, signs in enumerate(("03<*7>/+2-58*+4", "9<8>*63-/1+0<5>", "-7+<2/*6>>80*13")):
        sheet.put(366, 76 + 14 * row, signs * 2)
    _goods(sheet, told, 136, "货物或应税劳务、服务名称", "税率")
    sheet.put(50, 256, "合      计")
    sheet.put(395, 256, f"¥{yuan(told.price)}")
    sheet.put(525, 256, f"¥{yuan(told.tax)}")
    sheet.put(40, 278, "价税合计 (大写)")
    sheet.put(170, 278, words(told.total))
    sheet.pair(430, 278, "(小写)", f"¥ {yuan(told.total)}")
    sheet.pair(40, 375, "收款人:", "周松")
    sheet.pair(200, 375, "复核:", "吴月")
    return {
        "invoice_code": told.code,
        "invoice_number": told.short_number,
        "seller_name": told.seller,
        "seller_uscc": told.seller_uscc,
        "buyer_name": told.buyer,
        "buyer_id": told.buyer_id,
        **_sums(told),
    }


def car_invoice(sheet: Sheet, told: Facts) -> Truth:
    """机动车销售统一发票: a table of cells, labels in two lines, no colons."""
    sheet.put(200, 14, "机动车销售统一发票", 18)
    sheet.pair(30, 40, "发票代码", told.code, gap=8)
    sheet.pair(30, 54, "发票号码", told.short_number, gap=8)
    sheet.pair(430, 54, "开票日期", told.day.isoformat(), gap=8)
    sheet.put(30, 84, "购买方名称")
    sheet.put(130, 84, told.person)
    sheet.put(300, 79, "纳税人识别号/统一社会")
    sheet.put(300, 90, "信用代码/身份证明号码")
    sheet.put(420, 84, told.person_id)
    for x, label, at, value in (
        (30, "车辆类型", 130, "纯电动轿车"),
        (230, "厂牌型号", 290, told.model),
        (470, "产地", 510, "清岚"),
    ):
        sheet.put(x, 112, label)
        sheet.put(at, 112, value)
    sheet.put(30, 136, "合格证号")
    sheet.put(130, 136, "YC9900123456789")
    sheet.put(300, 136, "进口证明书号")
    sheet.put(30, 160, "发动机号码")
    sheet.put(130, 160, told.engine)
    sheet.put(300, 160, "车辆识别代号/车架号码")
    sheet.put(420, 160, told.vin)
    sheet.put(30, 184, "价税合计")
    sheet.put(130, 184, f"⊗{words(told.total)}")
    sheet.put(430, 184, "小写")
    sheet.put(470, 184, f"¥{yuan(told.total)}")
    sheet.put(30, 208, "销货单位名称")
    sheet.put(130, 208, told.seller)
    sheet.put(430, 208, "电话")
    sheet.put(470, 208, "0990-7654321")
    sheet.put(30, 232, "纳税人识别号")
    sheet.put(130, 232, told.seller_uscc)
    sheet.put(430, 232, "账号")
    sheet.put(470, 232, "62284800123456")
    sheet.put(30, 256, "地址")
    sheet.put(130, 256, "清岚县岚山路2号")
    sheet.put(30, 275, "增值税税率")
    sheet.put(30, 286, "或征收率")
    sheet.put(130, 280, "13%")
    sheet.put(200, 280, "增值税税额")
    sheet.put(260, 280, f"¥{yuan(told.tax)}")
    sheet.put(380, 280, "主管税务机关及代码")
    sheet.put(30, 304, "不含税价")
    sheet.put(100, 304, "小写")
    sheet.put(130, 304, f"¥{yuan(told.price)}")
    sheet.put(300, 304, "吨位")
    sheet.put(400, 304, "限乘人数")
    sheet.put(460, 304, "5")
    return {
        "invoice_code": told.code,
        "invoice_number": told.short_number,
        "seller_name": told.seller,
        "seller_uscc": told.seller_uscc,
        "buyer_name": told.person,
        "buyer_id": told.person_id,
        "vin": told.vin,
        "engine_number": told.engine,
        "model": told.model,
        "vehicle_type": "纯电动轿车",
        "certificate_number": "YC9900123456789",
        "tax_rate": "13%",
        **_sums(told),
    }


def used_car_invoice(sheet: Sheet, told: Facts) -> Truth:
    sheet.put(200, 14, "二手车销售统一发票", 18)
    sheet.pair(30, 40, "发票代码", told.code, gap=8)
    sheet.pair(30, 54, "发票号码", told.short_number, gap=8)
    sheet.pair(430, 54, "开票日期", told.day.isoformat(), gap=8)
    rows = (
        (84, ((30, "买方单位/个人", 130, told.buyer), (320, "单位代码/身份证号码", 430, told.buyer_id))),
        (108, ((30, "买方单位/个人住址", 130, "清岚县岚山路3号"), (320, "电话", 430, "0990-1111111"))),
        (132, ((30, "卖方单位/个人", 130, told.seller), (320, "单位代码/身份证号码", 430, told.seller_uscc))),
        (
            180,
            (
                (30, "车牌照号", 90, told.plate),
                (200, "登记证号", 260, "990012345678"),
                (400, "车辆类型", 460, "小型轿车"),
            ),
        ),
        (204, ((30, "车架号/车辆识别代号", 140, told.vin), (320, "厂牌型号", 380, told.model))),
        (
            228,
            ((30, "转入地车辆管理所名称", 140, "清岚县车管所"), (320, "车价合计(小写)", 430, f"￥{yuan(told.total)}")),
        ),
        (252, ((30, "车价合计（大写）", 140, words(told.total)),)),
    )
    for y, cells in rows:
        for x, label, at, value in cells:
            sheet.put(x, y, label)
            sheet.put(at, y, value)
    return {
        "invoice_code": told.code,
        "invoice_number": told.short_number,
        "invoice_date": told.day.isoformat(),
        "seller_name": told.seller,
        "seller_uscc": told.seller_uscc,
        "buyer_name": told.buyer,
        "buyer_id": told.buyer_id,
        "old_vin": told.vin,
        "plate": told.plate,
        "model": told.model,
        "vehicle_type": "小型轿车",
        "certificate_number": "990012345678",
        "total_fen": str(told.total),
        "total_words": words(told.total),
    }


def scrap_certificate(sheet: Sheet, told: Facts) -> Truth:
    sheet.put(210, 14, "报废机动车回收证明", 18)
    sheet.pair(400, 44, "编号：", f"99{told.short_number}01")
    rows = (
        (78, (("机动车所有人", told.person), ("身份证明号码", told.person_id))),
        (104, (("号牌号码", told.plate), ("车辆类型", "小型轿车"))),
        (130, (("品牌型号", told.model), ("发动机号码", told.engine))),
        (156, (("车辆识别代号", told.vin), ("交售日期", said_day(told.day)))),
        (182, (("回收企业名称", told.seller), ("电话", "0990-2222222"))),
    )
    for y, cells in rows:
        for x, (label, value) in zip((40, 310), cells, strict=True):
            sheet.put(x, y, label)
            sheet.put(x + 76, y, value)
    return {
        "certificate_number": f"99{told.short_number}01",
        "owner_name": told.person,
        "id_number": told.person_id,
        "plate": told.plate,
        "vehicle_type": "小型轿车",
        "model": told.model,
        "engine_number": told.engine,
        "old_vin": told.vin,
        "issue_date": told.day.isoformat(),
        "seller_name": told.seller,
    }


def driving_licence(sheet: Sheet, told: Facts) -> Truth:
    """机动车行驶证: values below small labels where `below`, else beside them."""
    sheet.put(180, 14, "中华人民共和国机动车行驶证", 16)
    rows = (
        (50, ((40, "号牌号码", told.plate), (310, "车辆类型", "小型轿车"))),
        (90, ((40, "所有人", told.person),)),
        (130, ((40, "住址", "清岚县岚山路4号"),)),
        (170, ((40, "使用性质", "非营运"), (310, "品牌型号", told.model))),
        (210, ((40, "车辆识别代号", told.vin),)),
        (250, ((40, "发动机号码", told.engine),)),
        (290, ((40, "注册日期", told.day.isoformat()), (310, "发证日期", told.day.isoformat()))),
    )
    below = sheet.chance.random() < 0.5
    for y, cells in rows:
        for x, label, value in cells:
            sheet.put(x, y, label, 8)
            sheet.put(x if below else x + 70, y + (13 if below else 0), value, 10)
    return {
        "plate": told.plate,
        "vehicle_type": "小型轿车",
        "owner_name": told.person,
        "model": told.model,
        "vin": told.vin,
        "engine_number": told.engine,
        "registered_on": told.day.isoformat(),
        "issue_date": told.day.isoformat(),
    }


def registration(sheet: Sheet, told: Facts) -> Truth:
    sheet.put(220, 14, "机动车登记证书", 18)
    sheet.put(60, 44, "注册登记摘要信息栏", 10)
    rows = (
        (70, ((30, "1.机动车所有人/身份证明名称/号码", 200, f"{told.person}/居民身份证/{told.person_id}"),)),
        (94, ((30, "2.登记机关", 110, "清岚县车管所"), (250, "3.登记日期", 320, told.day.isoformat()))),
        (118, ((30, "4.机动车登记编号", 130, told.plate),)),
        (160, ((30, "5.车辆类型", 110, "小型轿车"), (320, "6.车辆品牌", 400, "青石牌"))),
        (184, ((30, "7.车辆型号", 110, told.model[3:]), (320, "8.车身颜色", 400, "白"))),
        (208, ((30, "9.车辆识别代号/车架号", 140, told.vin), (320, "10.国产/进口", 400, "国产"))),
        (232, ((30, "11.发动机号", 110, told.engine), (320, "12.发动机型号", 400, "QS15T"))),
    )
    for y, cells in rows:
        for x, label, at, value in cells:
            sheet.put(x, y, label)
            sheet.put(at, y, value)
    return {
        "owner_name": told.person,
        "id_number": told.person_id,
        "issue_date": told.day.isoformat(),
        "plate": told.plate,
        "vehicle_type": "小型轿车",
        "model": told.model[3:],
        "vin": told.vin,
        "engine_number": told.engine,
    }


def id_card(sheet: Sheet, told: Facts) -> Truth:
    sheet.put(40, 40, "姓 名", 12)
    sheet.put(90, 40, told.person, 14)
    sheet.put(40, 70, "性 别", 12)
    sheet.put(90, 70, "女", 12)
    sheet.put(140, 70, "民 族", 12)
    sheet.put(190, 70, "汉", 12)
    sheet.put(40, 100, "住 址", 12)
    sheet.put(90, 100, "清岚县岚山路5号", 12)
    sheet.put(40, 180, "公民身份号码", 12)
    sheet.put(140, 180, told.person_id, 14)
    return {"owner_name": told.person, "id_number": told.person_id}


PAPERS: dict[str, Callable[[Sheet, Facts], Truth]] = {
    "invoice": digital,
    "older": older,
    "car_invoice": car_invoice,
    "used_car_invoice": used_car_invoice,
    "scrap_certificate": scrap_certificate,
    "driving_licence": driving_licence,
    "registration": registration,
    "id_card": id_card,
}


def printed(name: str, seed: int, shake: float = 0.0) -> tuple[Sheet, Truth]:
    """A paper on its sheet, and what must be found on it."""
    sheet = Sheet(shake=shake, chance=chance_of(seed))
    return sheet, PAPERS[name](sheet, facts(seed))
