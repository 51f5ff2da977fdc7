"""What one writes in an afternoon: regular expressions over the plain text of a page. Measured beside the engine."""

from __future__ import annotations

import re

from liangxin.engines.documents import read_document

_ID = r"([0-9A-Z]{15,20})"
_PATTERNS: dict[str, tuple[str, int]] = {
    "invoice_number": (r"发票号码[:：]?\s*(\d{20}|\d{8})", 0),
    "invoice_code": (r"发票代码[:：]?\s*(\d{12}|\d{10})", 0),
    "invoice_date": (r"开票日期[:：]?\s*(\d{4})\s*[年-]\s*(\d{1,2})\s*[月-]\s*(\d{1,2})", 0),
    "issue_date": (r"(?:发证|登记|交售)日期[:：]?\s*(\d{4})\s*[年-]\s*(\d{1,2})\s*[月-]\s*(\d{1,2})", 0),
    "registered_on": (r"注册日期[:：]?\s*(\d{4})\s*[年-]\s*(\d{1,2})\s*[月-]\s*(\d{1,2})", 0),
    "buyer_name": (r"(?:名\s*称[:：]|购买方名称|买方单位/个人)\s*(\S+)", 0),
    "seller_name": (r"(?:名\s*称[:：]|销货单位名称|卖方单位/个人|回收企业名称)\s*(\S+)", -1),
    "buyer_id": (rf"(?:识别号|身份证号码|身份证明号码)[:：]?\s*{_ID}", 0),
    "seller_uscc": (rf"(?:识别号|身份证号码)[:：]?\s*{_ID}", -1),
    "amount_fen": (r"(?:合\s*计|不含税价\s*小写)\s*[¥￥]?\s*(\d+\.\d\d)", 0),
    "tax_fen": (r"(?:合\s*计\s*[¥￥]?\s*\d+\.\d\d|增值税税额)\s*[¥￥]?\s*(\d+\.\d\d)", 0),
    "total_fen": (r"小写[)）]?\s*[¥￥]?\s*(\d+\.\d\d)", 0),
    "total_words": (r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+圆[角分整零壹贰叁肆伍陆柒捌玖]*)", 0),
    "tax_rate": (r"(\d+%)", 0),
    "vin": (r"([0-9A-HJ-NPR-Z]{17})(?![0-9A-Z])", 0),
    "old_vin": (r"([0-9A-HJ-NPR-Z]{17})(?![0-9A-Z])", 0),
    "plate": (r"([\u4e00-\u9fff][A-Z][A-Z0-9]{5,6})(?![0-9A-Z])", 0),
    "engine_number": (r"发动机号码?\s*([A-Z0-9]+)", 0),
    "certificate_number": (r"(?:合格证号|登记证号|编号[:：])\s*([A-Z0-9]+)", 0),
    "owner_name": (r"(?:所有人|姓\s*名)\s*(\S+)", 0),
    "id_number": (r"(\d{17}[\dX])(?!\d)", 0),
    "vehicle_type": (r"车辆类型\s*(\S+)", 0),
    "model": (r"(?:厂牌|品牌|车辆)型号\s*(\S+)", 0),
}


def read_naively(raw: bytes) -> dict[str, str]:
    """Fields by the first, or the last, place where their expression matches."""
    text = read_document(raw).text
    found = {}
    for field, (pattern, place) in _PATTERNS.items():
        matches = list(re.finditer(pattern, text))
        if not matches:
            continue
        groups = matches[place].groups()
        if len(groups) == 3:
            found[field] = f"{groups[0]}-{int(groups[1]):02}-{int(groups[2]):02}"
        elif field.endswith("_fen"):
            found[field] = str(int(groups[0].replace(".", "")))
        else:
            found[field] = str(groups[0])
    return found
