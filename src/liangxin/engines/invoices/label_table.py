"""The words printed beside values on invoices and papers, and the field each announces.

Patterns are matched on print without spaces, half width, longest meaning first. A label without a field only ends the
value before it. From memory of the forms in use; README says so.
"""

from __future__ import annotations

import re
from typing import Final

from liangxin.engines.invoices import terms

PARTY_NAME: Final = "party_name"  # whose is told by where it stands
PARTY_ID: Final = "party_id"
FIGURES: Final = "figures"  # 小写: of the total or of the price without tax, told by where it stands
SUM: Final = "sum"  # the row 合计 below the goods
OWNER_AND_ID: Final = "owner_and_id"
BUYER_AND_ID: Final = "buyer_and_id"
STOP: Final = ""

_BUYER = "(?:购买方|购货方|购方|购货单位|买方单位/个人|买方)"
_SELLER = "(?:销售方|销货方|销方|销货单位|卖方单位/个人|卖方)"
_TAX_ID = (
    r"(?:统一社会信用代码/?纳税人识别号|纳税人识别号/?统一社会信用代码(?:/?身份证明号码)?|纳税人识别号/?统一社会|"
    r"信用代码/?身份证明号码|信用代码/?纳税人识别号|纳税人识别号|统一社会信用代码|单位代码/?身份证号码|身份证号码/?组织机构代码|"
    r"单位代码/?身份证(?:明)?号码?|社会信用代码|税号)"
)
_END = "[:：]?"
_PLACE = r"(?:(?<![0-9])[0-9]{1,2}[.、])?"  # the cells of a registration certificate are numbered
_TABLE: Final[tuple[tuple[str, str], ...]] = (
    (STOP, rf"(?:{_BUYER}|{_SELLER})[:：]?(?:住址|地址|电话|开户银行|账号)"),
    (BUYER_AND_ID, rf"{_BUYER}名称及身份证号码/?(?:组织机构代码)?|{_BUYER}名称及身份证"),
    (terms.BUYER_NAME, rf"{_BUYER}[:：]?名称|买方单位/个人"),
    (terms.SELLER_NAME, rf"{_SELLER}[:：]?名称|卖方单位/个人|回收企业(?:名称)?|拆解企业(?:名称)?"),
    (terms.BUYER_ID, rf"{_BUYER}{_TAX_ID}|买方单位代码/?身份证号码?"),
    (terms.SELLER_USCC, rf"{_SELLER}{_TAX_ID}|卖方单位代码/?身份证号码?"),
    (terms.VEHICLE_TYPE, "车辆类型"),
    (terms.INVOICE_NUMBER, "发票号码|数电票号码|(?<![A-Za-z])N[oº°](?=[.:]?[0-9]{8}(?![0-9]))|№"),
    (terms.INVOICE_CODE, "发票代码"),
    (terms.INVOICE_DATE, "开票日期"),
    (OWNER_AND_ID, r"机动车所有人/?身份证明名称/?号码"),
    (terms.ID_NUMBER, "(?:公民身份号码|身份证明号码|身份证号码?|证件号码)(?:/?(?:统一)?社会信用代码)?"),
    (PARTY_ID, _TAX_ID),
    (
        STOP,
        "主管税务机关及代码|主管税务机关|完税凭证号码|进口证明书号|商检单号|限乘人数|吨位|产地|机器编号|校验码|密码区",
    ),
    (
        STOP,
        "发票专用章|销售方信息|购买方信息|收款人|复核人?|开票人|备注|下载次数|国家税务总局|转入地车辆管理所名称|组织机构代码",
    ),
    (
        STOP,
        "地址、?电话|开户行及账号|开户银行|账号|地址|住址|住所|电话|使用性质|发证机关|登记机关|性别|民族|出生|签发机关|有效期限",
    ),
    (
        STOP,
        "经营、拍卖单位|二手车市场|核定载人数|核定载质量|总质量|整备质量|准牵引总质量|外廓尺寸|档案编号|检验记录|燃料种类|排量/?功率",
    ),
    ("goods_name", r"货物或应税劳务、?服务名称|货物或应税劳务名称|项目名称|商品名称"),
    ("goods_model", "规格型号"),
    ("goods_unit", r"(?<![\u4e00-\u9fff])单位"),
    ("goods_count", "数量"),
    ("goods_price", r"(?:(?<![\u4e00-\u9fff])|(?<=数量))单价(?:[(](?:不含税|含税)[)])?"),
    ("goods_tax", r"(?<!增值税)(?<![\u4e00-\u9fff])税额"),
    ("goods_rate", r"(?<![\u4e00-\u9fff])税率(?:/征收率)?"),
    ("goods_amount", r"(?<![\u4e00-\u9fff])金额(?:[(]不含税[)])?"),
    (terms.TOTAL_WORDS, r"[(]?大写[)]?"),
    ("total", "价税合计|车价合计"),
    (terms.AMOUNT_FEN, r"不含税价(?:格)?(?:[(]?小写[)]?)?"),
    (FIGURES, r"[(]?小写[)]?"),
    (SUM, "合计"),
    (terms.TAX_RATE, "增值税税率或征收率|增值税税率|或征收率"),
    (terms.TAX_FEN, "增值税税额"),
    (
        terms.VIN,
        r"(?:车辆识别代号/?车架号码?|车辆识别代号[(]车架号码?[)]|车辆识别代[号码]|车架号码?|VIN码?)(?:[(]VIN码?[)])?",
    ),
    (terms.PLATE, "机动车登记编号|机动车号牌号码|号牌号码|车牌照号|车牌号码?|号码号牌"),
    (terms.ENGINE_NUMBER, "发动机号码?|电动机号码?"),
    ("old_certificate", "登记证号|登记证书编号|机动车登记证书编号"),
    (
        terms.CERTIFICATE_NUMBER,
        "合格证号|合格证编号|回收证明编号|证明编号|证明书编号|证书编号|证芯编号|(?<![\u4e00-\u9fff])编号",
    ),
    (terms.MODEL, "车辆品牌/?型号"),
    (STOP, "车辆品牌"),
    (terms.CERTIFICATE_NUMBER, r"(?<![A-Za-z])N[oº°][.:]?(?=[0-9A-Z]{9,16}(?![0-9A-Z]))"),
    (terms.MODEL, "厂牌型号|品牌型号|车辆型号|厂牌/型号"),
    (terms.REGISTERED_ON, "注册日期|注册登记日期|初次登记日期"),
    (terms.ISSUE_DATE, "发证日期|签发日期|开具日期|回收日期|交车日期|交售日期|登记日期"),
    (
        terms.OWNER_NAME,
        "(?:机动车所有人|车辆所有人|所有人|车主)(?:姓名|名称)?(?:/名称)?|姓名(?:/名称)?|交车人",
    ),
    (STOP, "发动机型号|车身颜色|国产/?进口"),
    (PARTY_NAME, "名称"),
    (STOP, r"(?<![0-9])[0-9]{1,2}[.、][\u4e00-\u9fff/]{2,12}"),
)
LABELS: Final = re.compile(
    "|".join(f"(?P<l{place}>{_PLACE}(?:{pattern}){_END})" for place, (_, pattern) in enumerate(_TABLE))
)
FIELDS: Final = tuple(field for field, _ in _TABLE)
BUYER_ANCHORS: Final = re.compile("购买方|购货方|购方|购货单位|买方")
SELLER_ANCHORS: Final = re.compile("销售方|销货方|销方|销货单位|卖方")
