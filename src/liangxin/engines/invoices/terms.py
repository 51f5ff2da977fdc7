"""The words of the engine: kinds of document, verdicts, and the names under which fields are read and compared."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term


class DocumentKind(Term):
    """What a document is, told by its own title or by the form of its data."""

    INVOICE = "invoice", "发票"
    CAR_INVOICE = "car_invoice", "机动车销售统一发票"
    USED_CAR_INVOICE = "used_car_invoice", "二手车销售统一发票"
    SCRAP_CERTIFICATE = "scrap_certificate", "报废机动车回收证明"
    REGISTRATION = "registration", "机动车登记证书或行驶证"
    ID_CARD = "id_card", "居民身份证"
    OTHER = "other", "其他材料"


class Agreement(Term):
    """What came of comparing a field with what a person typed."""

    SAME = "same", "一致"
    DIFFERS = "differs", "不一致"
    NOT_FOUND = "not_found", "材料中未找到"


INVOICE_NUMBER: Final = "invoice_number"
INVOICE_CODE: Final = "invoice_code"
INVOICE_DATE: Final = "invoice_date"
SELLER_NAME: Final = "seller_name"
SELLER_USCC: Final = "seller_uscc"
BUYER_NAME: Final = "buyer_name"
BUYER_ID: Final = "buyer_id"
AMOUNT_FEN: Final = "amount_fen"
TAX_FEN: Final = "tax_fen"
TOTAL_FEN: Final = "total_fen"
TOTAL_WORDS: Final = "total_words"
VIN: Final = "vin"
OLD_VIN: Final = "old_vin"
PLATE: Final = "plate"
ENGINE_NUMBER: Final = "engine_number"
CERTIFICATE_NUMBER: Final = "certificate_number"
ISSUE_DATE: Final = "issue_date"
REGISTERED_ON: Final = "registered_on"
OWNER_NAME: Final = "owner_name"
ID_NUMBER: Final = "id_number"
VEHICLE_TYPE: Final = "vehicle_type"
MODEL: Final = "model"
SERIAL: Final = "serial"
GOODS_NAME: Final = "goods_name"
TAX_RATE: Final = "tax_rate"

LABELS: Final[dict[str, str]] = {
    INVOICE_NUMBER: "发票号码",
    INVOICE_CODE: "发票代码",
    INVOICE_DATE: "开票日期",
    SELLER_NAME: "销售方名称",
    SELLER_USCC: "销售方统一社会信用代码",
    BUYER_NAME: "购买方名称",
    BUYER_ID: "购买方证件号码或统一社会信用代码",
    AMOUNT_FEN: "金额（不含税）",
    TAX_FEN: "税额",
    TOTAL_FEN: "价税合计",
    TOTAL_WORDS: "价税合计（大写）",
    VIN: "车辆识别代号",
    OLD_VIN: "旧车车辆识别代号",
    PLATE: "号牌号码",
    ENGINE_NUMBER: "发动机号码",
    CERTIFICATE_NUMBER: "证明或证书编号",
    ISSUE_DATE: "签发日期",
    REGISTERED_ON: "注册登记日期",
    OWNER_NAME: "所有人或持证人姓名",
    ID_NUMBER: "证件号码",
    VEHICLE_TYPE: "车辆类型",
    MODEL: "品牌型号",
    SERIAL: "产品序列号",
    GOODS_NAME: "货物名称",
    TAX_RATE: "税率",
}
MONEY: Final = frozenset({AMOUNT_FEN, TAX_FEN, TOTAL_FEN})
DATES: Final = frozenset({INVOICE_DATE, ISSUE_DATE, REGISTERED_ON})
NAMES: Final = frozenset({SELLER_NAME, BUYER_NAME, OWNER_NAME, GOODS_NAME, VEHICLE_TYPE})
LOOK_ALIKE: Final = frozenset({VIN, OLD_VIN, PLATE, ENGINE_NUMBER, SERIAL})
DIGITS: Final = frozenset({INVOICE_NUMBER, INVOICE_CODE})
